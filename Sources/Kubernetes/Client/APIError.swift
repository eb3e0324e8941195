internal import JSON

/// Why a request to the API server did not bring what was asked.
package enum APIError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What the API server says when it refuses (metav1.Status).
  package struct Refusal: Sendable, Equatable {
    /// The HTTP status.
    package let code: Int

    /// The machine's word: `Expired`, `NotFound`; empty when the answer is no Status.
    package let reason: String

    /// The server's sentence; empty when the answer is no Status.
    package let message: String

    /// How long the server asks to wait.
    package let retryAfter: Duration?

    /// A refusal of its parts.
    package init(code: Int, reason: String = "", message: String = "", retryAfter: Duration? = nil)
    {
      self.code = code
      self.reason = reason
      self.message = message
      self.retryAfter = retryAfter
    }
  }

  /// No whole answer: no connection, no TLS, or one that broke.
  case unreachable(String)

  /// The deadline passed, or nothing came for longer than is allowed.
  case timedOut

  /// The server answered, and not with what was asked.
  case refused(Refusal)

  /// A 2xx answer that is not what it should be; the words never quote the answer.
  case unreadable(String)

  /// The program has no usable credential.
  case noCredential(String)

  /// The task was cancelled.
  case cancelled

  /// The error in words for a log.
  package var description: String {
    switch self {
    case .unreachable(let reason): "the API server cannot be reached: \(reason)"
    case .timedOut: "the API server did not answer in time"
    case .refused(let refusal) where refusal.message.isEmpty:
      "the API server answered \(refusal.code)"
    case .refused(let refusal): "the API server answered \(refusal.code): \(refusal.message)"
    case .unreadable(let reason): "the API server's answer cannot be read: \(reason)"
    case .noCredential(let reason): "there is no credential: \(reason)"
    case .cancelled: "cancelled"
    }
  }

  /// Whether the object is another by now than the one that was to be changed.
  package var isConflict: Bool {
    guard case .refused(let refusal) = self else { return false }
    return refusal.reason == "Conflict"
  }

  /// What a failed list means for what is tried next.
  package var listFailure: WatchFailure {
    switch self {
    case .refused(let refusal) where refusal.isExpired: .expired
    case .refused(let refusal) where refusal.code == 404: .absent
    case .refused(let refusal) where refusal.isPassing: .interrupted(retryAfter: refusal.retryAfter)
    case .refused(let refusal): .unusable(retryAfter: refusal.retryAfter)
    case .unreadable: .unusable(retryAfter: nil)
    case .unreachable, .timedOut, .noCredential, .cancelled: .interrupted(retryAfter: nil)
    }
  }

  /// What a failed watch means for what is tried next.
  package var watchFailure: WatchFailure {
    self == .timedOut ? .silent : listFailure
  }
}

extension APIError.Refusal {
  /// Whether the resourceVersion or continue token is too old.
  package var isExpired: Bool { code == 410 || reason == "Expired" || reason == "Gone" }

  /// Whether the same request may succeed later: the caller's right or the server's state is
  /// missing for now.
  package var isPassing: Bool { code == 401 || code == 403 || code == 429 || code >= 500 }

  /// Reads a Status object.
  ///
  /// - Parameters:
  ///   - status: The object, or any other value.
  ///   - code: The HTTP status; nil means the one in the object, as in an ERROR event.
  ///   - retryAfter: The value of the Retry-After field, in seconds.
  init(status: JSONValue?, code: Int?, retryAfter: String? = nil) {
    let isStatus = status?["kind"]?.string == "Status"
    let seconds = retryAfter.flatMap { Int($0) } ?? status?["details", "retryAfterSeconds"]?.int
    self.init(
      code: code ?? status?["code"]?.int ?? 500,
      reason: isStatus ? status?["reason"]?.string ?? "" : "",
      message: isStatus ? status?["message"]?.string ?? "" : "",
      retryAfter: seconds.flatMap { (0...3_600).contains($0) ? .seconds($0) : nil })
  }
}
