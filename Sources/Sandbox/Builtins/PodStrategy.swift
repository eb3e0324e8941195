import JSON

/// Pods (`pkg/registry/core/pod`); nothing runs them here.
struct PodStrategy: StatusStrategy {
  var countsGenerations: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    PodDefaults.complete(&object, at: ["spec"])
    object.setDefault(["spec", "enableServiceLinks"], true)
    for list in ["containers", "initContainers"] {
      object.changeItems(["spec", list]) { container in
        for (name, limit) in container["resources", "limits"]?.object ?? [:] {
          container.setDefault(["resources", "requests", name], limit)
        }
      }
    }
  }

  func prepareForCreate(_ object: inout JSONValue) {
    object["status"] = ["phase": "Pending", "qosClass": .string(Self.qualityOfService(object))]
  }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    object.separateStatus(from: old, subresource)
    object[at: ["status", "qosClass"]] = old["status", "qosClass"]
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    PodProblems.problems(spec: object["spec"] ?? .null, "spec")
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    guard subresource.isEmpty else { return [] }
    var problems = problems(creating: object)
    if Self.fixed(object) != Self.fixed(old) {
      problems.append(
        .forbidden(
          "spec",
          "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` "
            + "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
            + "(allow it to be set to 1 if it was previously negative)"))
    }
    return problems
  }

  func warnings(for object: JSONValue) -> [String] {
    PodWarnings.warnings(forNameOf: object, "the Pod's hostname")
      + PodWarnings.warnings(for: object)
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    switch name {
    case "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName":
      object["spec"]?.text(String(name.dropFirst("spec.".count))) ?? ""
    case "spec.hostNetwork": object["spec", "hostNetwork"]?.bool == true ? "true" : "false"
    case "status.phase": object.text("status", "phase")
    case "status.podIP": object.items("status", "podIPs").first?.text("ip") ?? ""
    case "status.nominatedNodeName": object.text("status", "nominatedNodeName")
    default: nil
    }
  }

  /// The specification without what may change.
  private static func fixed(_ pod: JSONValue) -> JSONValue? {
    var spec = pod["spec"]
    for list in ["containers", "initContainers"] {
      spec?.changeItems([list]) { $0["image"] = nil }
    }
    for key in [
      "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName",
    ] {
      spec?[key] = nil
    }
    return spec
  }

  /// `BestEffort` without requests and limits, `Guaranteed` when all are equal, else `Burstable`.
  private static func qualityOfService(_ pod: JSONValue) -> String {
    let containers = pod.items("spec", "containers") + pod.items("spec", "initContainers")
    let isBare = containers.allSatisfy {
      $0.count("resources", "requests") == 0 && $0.count("resources", "limits") == 0
    }
    if isBare { return "BestEffort" }
    let isGuaranteed = containers.allSatisfy { container in
      ["cpu", "memory"].allSatisfy { name in
        guard let limit = container["resources", "limits"]?[name] else { return false }
        return container["resources", "requests"]?[name] == limit
      }
    }
    return isGuaranteed ? "Guaranteed" : "Burstable"
  }
}
