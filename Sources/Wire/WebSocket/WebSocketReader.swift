/// Reads what a client says about the connection, and passes over everything else it says.
///
/// The frames are held to RFC 6455 §5: masked, of known kinds, no extension's bits, lengths in their
/// shortest form. It holds at most the payload of one control frame.
package struct WebSocketReader {
  /// What was read.
  package enum Event: Equatable {
    /// The client wants these bytes back.
    case ping([UInt8])
    /// The client ends the connection, with this code if it gave one.
    case close(UInt16?)
    /// A frame that means nothing here ended.
    case other
  }

  /// Bytes of one frame that are passed over.
  private static let maximumFrame: UInt64 = 1 << 20

  /// The bytes of the header under way: at most 2, 8 of length and 4 of the mask.
  private var header: [UInt8] = []
  private var payload: [UInt8] = []
  /// Bytes of the present frame's payload that did not come yet; nil within a header.
  private var left: UInt64?
  private var opcode = WebSocketFrame.Opcode.continuation
  private var mask: [UInt8] = []
  /// Whether a message in parts is under way.
  private var isInMessage = false

  /// Creates a reader at the beginning of a frame.
  package init() {}

  /// Reads on from `position`, which it moves, to the end of a frame; nil for want of bytes.
  package mutating func next(
    _ bytes: [UInt8], from position: inout Int
  ) throws(WebSocketError) -> Event? {
    while true {
      if let left {
        let count = Int(min(left, UInt64(bytes.count - position)))
        if opcode.isControl { payload += bytes[position..<position + count] }
        position += count
        guard left == UInt64(count) else {
          self.left = left - UInt64(count)
          return nil
        }
        self.left = nil
        return try event()
      }
      guard position < bytes.count else { return nil }
      header.append(bytes[position])
      position += 1
      try readHeader()
    }
  }

  /// Looks at the header as far as it came.
  private mutating func readHeader() throws(WebSocketError) {
    guard header.count >= 2 else { return }
    let isFinal = header[0] & 0x80 != 0
    guard header[0] & 0x70 == 0, header[1] & 0x80 != 0,
      let opcode = WebSocketFrame.Opcode(rawValue: header[0] & 0x0F)
    else { throw .malformed }
    let short = Int(header[1] & 0x7F)
    let lengthBytes = short == 127 ? 8 : short == 126 ? 2 : 0
    guard header.count == 2 + lengthBytes + 4 else { return }
    var length = UInt64(short)
    if lengthBytes > 0 {
      length = header[2..<2 + lengthBytes].reduce(0) { $0 << 8 | UInt64($1) }
      guard length > (lengthBytes == 2 ? 125 : 0xFFFF) else { throw .malformed }
    }
    if opcode.isControl {
      guard isFinal, length <= WebSocketFrame.maximumControl else { throw .malformed }
    } else {
      guard (opcode == .continuation) == isInMessage else { throw .malformed }
      isInMessage = !isFinal
      guard length <= Self.maximumFrame else { throw .tooLarge }
    }
    self.opcode = opcode
    mask = Array(header.suffix(4))
    left = length
    header.removeAll(keepingCapacity: true)
  }

  /// What the frame that just ended says.
  private mutating func event() throws(WebSocketError) -> Event {
    let bytes = payload.enumerated().map { $1 ^ mask[$0 & 3] }
    payload.removeAll(keepingCapacity: true)
    switch opcode {
    case .ping: return .ping(bytes)
    case .close where bytes.isEmpty: return .close(nil)
    case .close:
      guard bytes.count >= 2 else { throw .malformed }
      let code = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
      // What no endpoint may send (§7.4.1, §7.4.2).
      guard (1000...4999).contains(code), !(1004...1006).contains(code), code != 1015 else {
        throw .malformed
      }
      return .close(code)
    default: return .other
    }
  }
}
