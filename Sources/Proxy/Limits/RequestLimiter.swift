internal import KubernetesAPI

/// How many requests are under way, in all and of each user, and who has to wait.
package final class RequestLimiter: Sendable {
  /// What a request counts as.
  package enum Kind: Sendable, Hashable {
    /// It is answered within a minute.
    case short
    /// It goes on until somebody ends it: a watch, a followed log, a tunnel.
    case stream
  }

  package init() {}

  /// Lets a request in, or says how it is refused: 429 for a user who has too many, 503 where there
  /// are too many in all.
  ///
  /// Nil lets it in; then ``leave(_:_:)`` is owed.
  func refusal(of user: String, _ kind: Kind) -> Status? { nil }

  /// A request that was let in has been answered.
  func leave(_ user: String, _ kind: Kind) {}
}
