import JSON

/// What is wrong with the specification of a pod (`ValidatePodSpec`); the commonest only.
enum PodProblems {
  static func problems(spec: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let volumes = volumes(spec.items("volumes"), "\(field).volumes", &problems)
    var names: Set<String> = []
    let containers = spec.items("containers")
    if containers.isEmpty { problems.append(.required("\(field).containers")) }
    for (list, containers) in [
      ("containers", containers), ("initContainers", spec.items("initContainers")),
    ] {
      for (place, container) in containers.enumerated() {
        let at = "\(field).\(list)[\(place)]"
        problems += ContainerProblems.problems(container, volumes: volumes, at)
        if !names.insert(container.text("name")).inserted {
          problems.append(.duplicate("\(at).name", .string(container.text("name"))))
        }
      }
    }
    problems += word(
      spec, "restartPolicy", field, ["Always", "OnFailure", "Never"])
    problems += word(
      spec, "dnsPolicy", field, ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"])
    problems += ObjectMetaProblems.problems(
      labels: spec["nodeSelector"], "\(field).nodeSelector")
    problems += name(spec, "serviceAccountName", field, NameSyntax.subdomain)
    problems += name(spec, "nodeName", field, NameSyntax.subdomain)
    problems += name(spec, "hostname", field, NameSyntax.label)
    return problems + name(spec, "subdomain", field, NameSyntax.label)
  }

  /// A word that must be one of those known.
  static func word(
    _ object: JSONValue, _ key: String, _ field: String, _ known: [String]
  ) -> [FieldProblem] {
    let word = object.text(key)
    if word.isEmpty { return [.required("\(field).\(key)")] }
    return known.contains(word) ? [] : [.notSupported("\(field).\(key)", .string(word), known)]
  }

  private static func name(
    _ object: JSONValue, _ key: String, _ field: String, _ rule: (String) -> [String]
  ) -> [FieldProblem] {
    let text = object.text(key)
    return text.isEmpty ? [] : rule(text).map { .invalid("\(field).\(key)", .string(text), $0) }
  }

  /// The names of the volumes that are in order.
  private static func volumes(
    _ volumes: [JSONValue], _ field: String, _ problems: inout [FieldProblem]
  ) -> Set<String> {
    var names: Set<String> = []
    for (place, volume) in volumes.enumerated() {
      let (at, name) = ("\(field)[\(place)].name", volume.text("name"))
      var found: [FieldProblem] = []
      let sources = (volume.object ?? [:]).filter { $0.key != "name" }.map(\.key)
      found += sources.dropFirst().map {
        .forbidden("\(field)[\(place)].\($0)", "may not specify more than 1 volume type")
      }
      if name.isEmpty {
        found.append(.required(at))
      } else {
        found += NameSyntax.label(name).map { .invalid(at, .string(name), $0) }
      }
      if names.contains(name) { found.append(.duplicate(at, .string(name))) }
      if found.isEmpty { names.insert(name) } else { problems += found }
    }
    return names
  }
}
