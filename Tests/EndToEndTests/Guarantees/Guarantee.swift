/// What becomes of a kind of request.
enum Guarantee: Sendable, Hashable, CustomStringConvertible {
  /// What is theirs was shown, and nothing else.
  case filtered
  /// Nothing was shown, where nothing of what is asked for is theirs.
  case empty
  /// It was done, which the API server alone would not have.
  case widened
  /// It was the API server's own answer to them, to the byte.
  case passed
  /// It was refused with this status, in other words than the API server's.
  case refused(Int)
  /// Something that is not theirs was shown.
  case leaking(String)
  /// Something that is not theirs was done, or nothing was shown of what is theirs.
  case broken(String)

  var description: String {
    switch self {
    case .filtered: "filtered"
    case .empty: "empty"
    case .widened: "done"
    case .passed: "passed"
    case .refused(let status): "\(status)"
    case .leaking(let what), .broken(let what): "BROKEN: \(what)"
    }
  }

  var isBroken: Bool {
    switch self {
    case .leaking, .broken: true
    default: false
    }
  }
}
