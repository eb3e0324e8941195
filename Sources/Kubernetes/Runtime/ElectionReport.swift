/// What is worth a line in the log of a contest for a lease.
package enum ElectionReport: Sendable, Equatable, CustomStringConvertible {
  /// This process leads from now on.
  case gained

  /// This process leads no more: its time was up, or somebody else has the lease.
  case lost

  /// Somebody else leads.
  case follows(String)

  /// The lease was given up at the end.
  case released

  /// A request failed and is tried again; told once for as long as it stays the same.
  case failed(ObjectKey, APIError)

  /// The report in words, with what to do about a failure.
  package var description: String {
    switch self {
    case .gained: "this process leads"
    case .lost: "this process leads no more"
    case .follows(let holder): "\(holder) leads"
    case .released: "the lease was given up"
    case .failed(let key, let error):
      "the lease \(key) cannot be had: \(error)\(Self.advice(key, error))"
    }
  }

  private static func advice(_ key: ObjectKey, _ error: APIError) -> String {
    guard case .refused(let refusal) = error else { return "" }
    return switch refusal.code {
    case 403: ". Let the program get, create and update leases in the namespace \(key.namespace)"
    case 404: ". Create the namespace \(key.namespace), or name the program's own with --namespace"
    default: ""
    }
  }
}
