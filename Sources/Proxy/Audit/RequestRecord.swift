package import Decide
package import KubernetesAPI
internal import Wire

/// What is known of one request, gathered while it is answered; told once, at its end.
///
/// Belongs to the task that serves the connection, and is used for one request after the other. It never holds a token, a key or a body.
package final class RequestRecord {
  /// What became of the request.
  package enum Verdict: String, Sendable {
    case passed = "pass"
    case filtered = "filter"
    case written = "write"
    case reviewed = "review"
    case explained = "explain"
    case refused = "refuse"
  }

  /// When the request's head was there, in nanoseconds of the monotonic clock.
  package private(set) var began = SystemClock.monotonicNanoseconds
  /// What was asked for; nil for what could not be read.
  package var request: ResourceRequest?
  /// For whom it was decided; nil for nobody known.
  package var identity: Identity?
  /// Who sent it, where that is somebody else who acts as ``identity``.
  package var original: Identity?
  /// What became of it.
  package var verdict = Verdict.refused
  /// Why: the words of the rule that decided.
  package var reason = ""
  /// The status of the upstream's answer; nil when none came.
  package var upstreamStatus: Int?
  /// Items of the answer that were kept from the caller.
  package var hiddenItems = 0

  package init() {}

  /// Forgets the last request, and begins with the next.
  func begin() {
    began = SystemClock.monotonicNanoseconds
    request = nil
    identity = nil
    original = nil
    verdict = .refused
    reason = ""
    upstreamStatus = nil
    hiddenItems = 0
  }
}
