import JSON

/// PodDisruptionBudgets (`pkg/apis/policy/validation`).
struct PodDisruptionBudgetStrategy: StatusStrategy {
  var countsGenerations: Bool { true }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let spec = object["spec"] ?? .null
    if spec["minAvailable"] != nil, spec["maxUnavailable"] != nil {
      // The value is spelled as Go spells its internal type.
      var spelled: JSONValue = [:]
      for (name, key) in [
        ("MinAvailable", "minAvailable"), ("Selector", "selector"),
        ("MaxUnavailable", "maxUnavailable"),
        ("UnhealthyPodEvictionPolicy", "unhealthyPodEvictionPolicy"),
      ] {
        spelled[name] = spec[key] ?? JSONValue.null
      }
      problems.append(
        .invalid("spec", spelled, "minAvailable and maxUnavailable cannot be both set"))
    }
    for key in ["minAvailable", "maxUnavailable"] {
      problems += NumberRules.problems(share: spec[key], "spec.\(key)")
    }
    problems += SelectorProblems.problems(spec["selector"], "spec.selector")
    let policies = ["AlwaysAllow", "IfHealthyBudget"]
    if let policy = spec["unhealthyPodEvictionPolicy"]?.string, !policies.contains(policy) {
      problems.append(
        .notSupported("spec.unhealthyPodEvictionPolicy", .string(policy), policies))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    subresource.isEmpty ? problems(creating: object) : []
  }
}
