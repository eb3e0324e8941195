/// The frames of a WebSocket (RFC 6455 §5.2), as they are written.
package enum WebSocketFrame {
  /// What a frame is.
  package enum Opcode: UInt8, Sendable {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    /// Whether frames of this kind speak about the connection and are never in parts.
    var isControl: Bool { rawValue & 8 != 0 }
  }

  /// Bytes that the payload of a control frame may have (§5.5).
  static let maximumControl = 125

  /// Appends a whole message as one frame; a client masks it, a server does not (§5.1).
  package static func append(
    _ opcode: Opcode, _ payload: ArraySlice<UInt8>, mask: [UInt8]? = nil,
    into output: inout [UInt8]
  ) {
    output.append(0x80 | opcode.rawValue)
    let masked: UInt8 = mask == nil ? 0 : 0x80
    switch payload.count {
    case ...125: output.append(masked | UInt8(payload.count))
    case ...0xFFFF:
      output.append(masked | 126)
      append(payload.count, bytes: 2, into: &output)
    default:
      output.append(masked | 127)
      append(payload.count, bytes: 8, into: &output)
    }
    guard let mask else { return output += payload }
    output += mask
    for (index, byte) in payload.enumerated() { output.append(byte ^ mask[index % mask.count]) }
  }

  /// Appends a close frame with its code.
  package static func appendClose(
    _ code: UInt16, mask: [UInt8]? = nil, into output: inout [UInt8]
  ) {
    let payload = [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)]
    append(.close, payload[...], mask: mask, into: &output)
  }

  private static func append(_ number: Int, bytes: Int, into output: inout [UInt8]) {
    for place in (0..<bytes).reversed() {
      output.append(UInt8(truncatingIfNeeded: number >> (8 * place)))
    }
  }
}
