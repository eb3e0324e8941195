/// Why bytes stopped moving.
package struct WireError: Error, Equatable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    /// The deadline of a wait passed.
    case timedOut
    /// The task was cancelled.
    case cancelled
    /// The peer closed or reset the connection, or it was closed here.
    case closed
    /// The server is shutting down and the connection was idle.
    case draining
    /// The wait was ended to look at something else; the connection is as it was.
    case interrupted
    /// The TLS layer failed: a handshake, a certificate, a record.
    case tls
    /// A system call failed with this `errno`.
    case system(Int32)
    /// The message could not be read as HTTP; the status says how to refuse it.
    case http(Int)
    /// The name of a host did not resolve.
    case name
  }

  package let kind: Kind
  /// One clause that says what happened, fit for a log.
  package let reason: String

  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  package var description: String { reason }

  package static let closed = WireError(.closed, "the connection was closed by the peer")
  static let cancelled = WireError(.cancelled, "the task was cancelled")
  static let interrupted = WireError(.interrupted, "the wait was interrupted")
  static let timedOut = WireError(.timedOut, "the deadline passed")
  static let draining = WireError(.draining, "the server is shutting down")
}
