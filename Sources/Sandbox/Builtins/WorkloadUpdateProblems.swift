import JSON

/// What is wrong with the way a workload is updated (`pkg/apis/apps/validation`).
enum WorkloadUpdateProblems {
  /// Of a Deployment's `spec.strategy`.
  static func deployment(_ strategy: JSONValue) -> [FieldProblem] {
    let (field, rolling) = ("spec.strategy", strategy["rollingUpdate"])
    switch strategy.text("type") {
    case "Recreate":
      guard rolling != nil else { return [] }
      return [
        .forbidden(
          "\(field).rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")
      ]
    case "RollingUpdate":
      let shares = ["maxUnavailable", "maxSurge"]
      var problems = shares.flatMap {
        NumberRules.problems(portion: rolling?[$0], "\(field).rollingUpdate.\($0)")
      }
      if shares.allSatisfy({ NumberRules.number(share: rolling?[$0]) == 0 }) {
        problems.append(
          .invalid(
            "\(field).rollingUpdate.maxUnavailable", rolling?["maxUnavailable"] ?? .null,
            "may not be 0 when `maxSurge` is 0"))
      }
      return problems
        + NumberRules.problems(
          whole: rolling?["maxUnavailable"], "\(field).rollingUpdate.maxUnavailable")
    default:
      return [.notSupported(field, spelled(strategy), ["Recreate", "RollingUpdate"])]
    }
  }

  /// Of a DaemonSet's `spec.updateStrategy`.
  static func daemonSet(_ strategy: JSONValue) -> [FieldProblem] {
    let field = "spec.updateStrategy"
    switch strategy.text("type") {
    case "OnDelete": return []
    case "RollingUpdate":
      let rolling = strategy["rollingUpdate"]
      return ["maxUnavailable", "maxSurge"].flatMap {
        NumberRules.problems(share: rolling?[$0], "\(field).rollingUpdate.\($0)")
      }
    default:
      return [.notSupported(field, spelled(strategy), ["RollingUpdate", "OnDelete"])]
    }
  }

  /// Of a StatefulSet's specification.
  static func statefulSet(_ spec: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let order = spec.text("podManagementPolicy")
    if order != "OrderedReady", order != "Parallel" {
      problems.append(
        .invalid(
          "spec.podManagementPolicy", .string(order), "must be 'OrderedReady' or 'Parallel'"))
    }
    let strategy = spec["updateStrategy"] ?? .null
    switch strategy.text("type") {
    case "OnDelete": break
    case "RollingUpdate":
      problems += NumberRules.problems(
        natural: strategy["rollingUpdate", "partition"],
        "spec.updateStrategy.rollingUpdate.partition")
    default:
      problems.append(
        .invalid(
          "spec.updateStrategy", spelled(strategy), "must be 'RollingUpdate' or 'OnDelete'"))
    }
    return problems
  }

  /// The strategy as Go spells its internal type.
  private static func spelled(_ strategy: JSONValue) -> JSONValue {
    [
      "Type": .string(strategy.text("type")),
      "RollingUpdate": strategy["rollingUpdate"] ?? JSONValue.null,
    ]
  }
}
