import JSON

/// What is wrong with a container (`validateContainerCommon`).
enum ContainerProblems {
  static func problems(
    _ container: JSONValue, volumes: Set<String>, _ field: String
  ) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let name = container.text("name")
    if name.isEmpty {
      problems.append(.required("\(field).name"))
    } else {
      problems += NameSyntax.label(name).map { .invalid("\(field).name", .string(name), $0) }
    }
    if container.text("image").isEmpty { problems.append(.required("\(field).image")) }
    problems += PodProblems.word(
      container, "terminationMessagePolicy", field, ["File", "FallbackToLogsOnError"])
    var names: Set<String> = []
    for (place, port) in container.items("ports").enumerated() {
      problems += Self.problems(port: port, &names, "\(field).ports[\(place)]")
    }
    problems += environment(of: container, field)
    problems += mounts(of: container, volumes, field)
    problems += PodProblems.word(
      container, "imagePullPolicy", field, ["Always", "IfNotPresent", "Never"])
    return problems + resources(of: container, field)
  }

  private static func problems(
    port: JSONValue, _ names: inout Set<String>, _ field: String
  ) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let name = port.text("name")
    if !name.isEmpty {
      let found = NameSyntax.portName(name)
      problems += found.map { .invalid("\(field).name", .string(name), $0) }
      if found.isEmpty, !names.insert(name).inserted {
        problems.append(.duplicate("\(field).name", .string(name)))
      }
    }
    let number = port.integer("containerPort")
    if number == 0 {
      problems.append(.required("\(field).containerPort"))
    } else {
      problems += NameSyntax.port(number)
        .map { .invalid("\(field).containerPort", .int(number), $0) }
    }
    let onHost = port.integer("hostPort")
    if onHost != 0 {
      problems += NameSyntax.port(onHost).map { .invalid("\(field).hostPort", .int(onHost), $0) }
    }
    return problems + PodProblems.word(port, "protocol", field, ["SCTP", "TCP", "UDP"])
  }

  private static func environment(of container: JSONValue, _ field: String) -> [FieldProblem] {
    container.items("env").enumerated().flatMap { place, variable -> [FieldProblem] in
      let (at, name) = ("\(field).env[\(place)]", variable.text("name"))
      var problems: [FieldProblem] = []
      if name.isEmpty {
        problems.append(.required("\(at).name"))
      } else if !name.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "=") }) {
        problems.append(
          .invalid(
            "\(at).name", .string(name),
            "a valid environment variable name must consist only of printable ASCII characters "
              + "other than '='"))
      }
      if let source = variable["valueFrom"], source.object != nil {
        if !variable.text("value").isEmpty {
          problems.append(
            .invalid("\(at).valueFrom", "", "may not be specified when `value` is not empty"))
        } else if source.object?.isEmpty == true {
          problems.append(
            .invalid(
              "\(at).valueFrom", "",
              "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or "
                + "`secretKeyRef`"))
        }
      }
      return problems
    }
  }

  private static func mounts(
    of container: JSONValue, _ volumes: Set<String>, _ field: String
  ) -> [FieldProblem] {
    var paths: Set<String> = []
    return container.items("volumeMounts").enumerated().flatMap { place, mount in
      let at = "\(field).volumeMounts[\(place)]"
      let (name, path) = (mount.text("name"), mount.text("mountPath"))
      var problems: [FieldProblem] = []
      if name.isEmpty { problems.append(.required("\(at).name")) }
      if !volumes.contains(name) {
        problems.append(
          FieldProblem(kind: .notFound, field: "\(at).name", value: .string(name)))
      }
      if path.isEmpty { problems.append(.required("\(at).mountPath")) }
      if !paths.insert(path).inserted {
        problems.append(.invalid("\(at).mountPath", .string(path), "must be unique"))
      }
      return problems
    }
  }

  /// Requests may not be above limits, and neither below zero.
  private static func resources(of container: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    for kind in ["limits", "requests"] {
      let amounts = (container["resources", kind]?.object ?? [:])
        .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (name, amount) in amounts {
        let at = "\(field).resources.\(kind)[\(name)]"
        let value = QuantityAmount.amount(amount.string ?? "") ?? 0
        if value < 0 {
          problems.append(.invalid(at, amount, "must be greater than or equal to 0"))
        }
        guard kind == "requests", let limit = container["resources", "limits"]?[name]?.string,
          let most = QuantityAmount.amount(limit), value > most
        else { continue }
        problems.append(
          .invalid(
            "\(field).resources.requests", amount,
            "must be less than or equal to \(name) limit of \(limit)"))
      }
    }
    return problems
  }
}
