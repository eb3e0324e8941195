import JSON

/// What a server warns of in pods and templates of pods (`pkg/api/pod/warnings.go`); the commonest.
enum PodWarnings {
  /// Of the template at a path, or with an empty path of a pod.
  static func warnings(for object: JSONValue, at path: [String] = []) -> [String] {
    let pod = object[at: path] ?? .null
    let prefix = path.map { $0 + "." }.joined()
    var warnings: [String] = []
    for key in (pod["spec", "nodeSelector"]?.object ?? [:]).keys.sorted() {
      guard let text = labels[key] else { continue }
      warnings.append("\(prefix)spec.nodeSelector[\(key)]: \(text)")
    }
    let annotations = pod["metadata", "annotations"]?.object ?? [:]
    for (key, text) in Self.annotations where annotations[key] != nil {
      warnings.append("\(prefix)metadata.annotations[\(key)]: \(text)")
    }
    for list in ["initContainers", "containers"] {
      for (place, container) in pod.items("spec", list).enumerated() {
        warnings += hidden(in: container, "\(prefix)spec.\(list)[\(place)]")
      }
    }
    return warnings + ports(of: pod, prefix)
  }

  /// That a name with dots makes a poor host name; said of new objects only.
  static func warnings(forNameOf object: JSONValue, _ use: String) -> [String] {
    let problems = NameSyntax.label(object.name)
    guard !problems.isEmpty, object.integer("metadata", "generation") <= 1 else { return [] }
    return [
      "metadata.name: this is used in \(use), which can result in surprising behavior; "
        + "a DNS label is recommended: [\(problems.joined(separator: " "))]"
    ]
  }

  private static func hidden(in container: JSONValue, _ field: String) -> [String] {
    var names: Set<String> = []
    return container.items("env").enumerated().compactMap { place, variable in
      let (name, value) = (variable.text("name"), variable.text("value"))
      if names.insert(name).inserted { return nil }
      // A value that extends the earlier one is meant so.
      let reference = "$(\(name))"
      guard variable["valueFrom"] != nil || value == reference || !value.contains(reference) else {
        return nil
      }
      return "\(field).env[\(place)]: hides previous definition of \"\(name)\", which may be "
        + "dropped when using apply"
    }
  }

  private static func ports(of pod: JSONValue, _ prefix: String) -> [String] {
    var seen: [String: [(field: String, port: JSONValue)]] = [:]
    var warnings: [String] = []
    for list in ["initContainers", "containers"] {
      for (place, container) in pod.items("spec", list).enumerated() {
        for (index, port) in container.items("ports").enumerated() {
          let field = "\(prefix)spec.\(list)[\(place)].ports[\(index)]"
          let key = "\(port.integer("containerPort"))/\(port.text("protocol"))"
          for other in seen[key] ?? [] {
            let (mine, its) = (port.integer("hostPort"), other.port.integer("hostPort"))
            if mine == its, port.text("hostIP") == other.port.text("hostIP") {
              warnings.append("\(field): duplicate port definition with \(other.field)")
            } else if mine == 0 || its == 0 {
              warnings.append("\(field): overlapping port definition with \(other.field)")
            }
          }
          seen[key, default: []].append((field, port))
        }
      }
    }
    return warnings
  }

  /// Labels of nodes that have newer names.
  private static let labels = [
    "beta.kubernetes.io/arch": "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
    "beta.kubernetes.io/os": "deprecated since v1.14; use \"kubernetes.io/os\" instead",
    "failure-domain.beta.kubernetes.io/region":
      "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
    "failure-domain.beta.kubernetes.io/zone":
      "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
    "beta.kubernetes.io/instance-type":
      "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    "node-role.kubernetes.io/master":
      "use \"node-role.kubernetes.io/control-plane\" instead",
  ]

  private static let annotations = [
    (
      "scheduler.alpha.kubernetes.io/critical-pod",
      "non-functional in v1.16+; use the \"priorityClassName\" field instead"
    ),
    (
      "security.alpha.kubernetes.io/sysctls",
      "non-functional in v1.11+; use the \"sysctls\" field instead"
    ),
    (
      "security.alpha.kubernetes.io/unsafe-sysctls",
      "non-functional in v1.11+; use the \"sysctls\" field instead"
    ),
  ]
}
