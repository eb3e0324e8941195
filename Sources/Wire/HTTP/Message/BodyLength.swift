/// Where a message's body ends (RFC 9112 §6.3).
package enum BodyLength: Sendable, Hashable {
  /// There is no body, whatever the fields say.
  case none

  /// Exactly so many bytes; zero when the message said zero.
  case fixed(UInt64)

  /// Chunks until the last one and its trailer section (RFC 9112 §7.1).
  case chunked

  /// Everything until the connection closes; only a response can be framed so.
  case untilClose

  /// Whether it is known that no byte follows.
  package var isEmpty: Bool {
    switch self {
    case .none, .fixed(0): true
    case .fixed, .chunked, .untilClose: false
    }
  }
}
