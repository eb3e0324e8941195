import JSON

/// Leases (`pkg/apis/coordination/validation`).
struct LeaseStrategy: Strategy {
  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if let seconds = object["spec", "leaseDurationSeconds"]?.int, seconds <= 0 {
      problems.append(
        .invalid("spec.leaseDurationSeconds", .int(seconds), "must be greater than 0"))
    }
    if let count = object["spec", "leaseTransitions"]?.int, count < 0 {
      problems.append(
        .invalid("spec.leaseTransitions", .int(count), "must be greater than or equal to 0"))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    problems(creating: object)
  }
}
