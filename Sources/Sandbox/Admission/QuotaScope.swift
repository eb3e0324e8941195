import JSON

/// Which pods a quota is about (`pkg/quota/v1/evaluator/core/pods.go`).
///
/// A quota with a scope is about nothing but pods.
struct QuotaScope: Sendable {
  private let name: String
  private let comparison: String
  private let values: [String]

  /// The scopes of a quota, all of which must match.
  static func all(of quota: JSONValue) -> [QuotaScope] {
    let plain = (quota["spec", "scopes"]?.strings ?? []).map {
      QuotaScope(name: $0, comparison: "Exists", values: [])
    }
    let selected = (quota["spec", "scopeSelector", "matchExpressions"]?.array ?? []).map {
      QuotaScope(
        name: $0["scopeName"]?.string ?? "", comparison: $0["operator"]?.string ?? "",
        values: $0["values"]?.strings ?? [])
    }
    return plain + selected
  }

  func matches(_ pod: JSONValue) -> Bool {
    switch name {
    case "Terminating": isLimitedInTime(pod)
    case "NotTerminating": !isLimitedInTime(pod)
    case "BestEffort": isBestEffort(pod)
    case "NotBestEffort": !isBestEffort(pod)
    case "PriorityClass": matchesPriority(pod["spec", "priorityClassName"]?.string ?? "")
    default: false
    }
  }

  private func matchesPriority(_ priority: String) -> Bool {
    switch comparison {
    case "In": values.contains(priority)
    case "NotIn": !values.contains(priority)
    case "DoesNotExist": priority.isEmpty
    default: !priority.isEmpty
    }
  }

  private func isLimitedInTime(_ pod: JSONValue) -> Bool {
    (pod["spec", "activeDeadlineSeconds"]?.int ?? -1) >= 0
  }

  private func isBestEffort(_ pod: JSONValue) -> Bool {
    let containers =
      (pod["spec", "containers"]?.array ?? []) + (pod["spec", "initContainers"]?.array ?? [])
      + [pod["spec"] ?? .null]
    return containers.allSatisfy { container in
      ["requests", "limits"].allSatisfy { kind in
        (container["resources", kind]?.object ?? [:]).allSatisfy { name, value in
          (name != "cpu" && name != "memory") || value.amount == .zero
        }
      }
    }
  }
}
