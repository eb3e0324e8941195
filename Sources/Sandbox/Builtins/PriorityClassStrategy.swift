import JSON

/// PriorityClasses (`pkg/apis/scheduling/validation`).
struct PriorityClassStrategy: Strategy {
  func setDefaults(_ object: inout JSONValue) {
    object.setDefault(["preemptionPolicy"], "PreemptLowerPriority")
  }

  /// The first generation is the only one.
  func prepareForCreate(_ object: inout JSONValue) {
    object[at: ["metadata", "generation"]] = 1
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let value = object.integer("value")
    if object.name.hasPrefix("system-") {
      if let reason = Self.reason(against: object) {
        problems.append(
          .forbidden(
            "metadata.name",
            "priority class names with 'system-' prefix are reserved for system use only. error: "
              + reason))
      }
    } else if value > Self.highest {
      problems.append(
        .forbidden(
          "value", "maximum allowed value of a user defined priority is \(Self.highest)"))
    }
    let policies = ["PreemptLowerPriority", "Never"]
    let policy = object.text("preemptionPolicy")
    if !policies.contains(policy) {
      problems.append(.notSupported("preemptionPolicy", .string(policy), policies))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if object.integer("value") != old.integer("value") {
      problems.append(.forbidden("value", "may not be changed in an update."))
    }
    return problems + FieldProblem.changed(object, old, "preemptionPolicy")
  }

  private static let highest = 1_000_000_000

  /// Why a class is none of the two that the system has; nil when it is one of them.
  private static func reason(against object: JSONValue) -> String? {
    let known = ["system-node-critical": 2_000_001_000, "system-cluster-critical": 2_000_000_000]
    guard let value = known[object.name] else {
      return "\(object.name) is not a known system priority class"
    }
    if object.integer("value") != value {
      return "value of \(object.name) PriorityClass must be \(value)"
    }
    return object["globalDefault"]?.bool == true
      ? "globalDefault of \(object.name) PriorityClass must be false" : nil
  }
}
