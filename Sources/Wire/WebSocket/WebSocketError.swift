/// Why frames cannot be read any longer; the code is what a close frame says of it (RFC 6455 §7.4.1).
package enum WebSocketError: Error, Equatable {
  /// The frames break the protocol.
  case malformed
  /// A message is larger than is read here.
  case tooLarge

  package var code: UInt16 {
    switch self {
    case .malformed: 1002
    case .tooLarge: 1009
    }
  }
}
