import KubernetesAPI

/// Why a body cannot be taken.
enum BodyProblem: Error {
  /// Nothing is known of it.
  case unreadable(String)
  /// It is of that kind and version, but not what is wanted.
  case kind(_ kind: String, _ apiVersion: String, String)

  /// The answer to the request.
  func status(_ expected: ExpectedKind?, _ body: [UInt8]) -> Status {
    switch self {
    case .unreadable(let reason):
      expected?.unrecognized(reason, body) ?? .badRequest(reason)
    case .kind(let kind, let apiVersion, let reason):
      expected?.unhandled(reason, kind: kind, apiVersion: apiVersion) ?? .badRequest(reason)
    }
  }
}
