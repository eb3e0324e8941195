import JSON

extension JSONValue {
  /// JSON text as Go's encoder writes it: `<`, `>`, `&` and two separators of lines escaped.
  ///
  /// In JSON text these stand in strings only, so they can be replaced wherever they are
  /// (encoding/json, `SetEscapeHTML`).
  func encodedAsGo() -> [UInt8] {
    let plain = encoded()
    guard plain.contains(where: { Self.needsLook($0) }) else { return plain }
    var text: [UInt8] = []
    text.reserveCapacity(plain.count + 32)
    var place = 0
    while place < plain.count {
      let byte = plain[place]
      switch byte {
      case UInt8(ascii: "<"): text += "\\u003c".utf8
      case UInt8(ascii: ">"): text += "\\u003e".utf8
      case UInt8(ascii: "&"): text += "\\u0026".utf8
      case 0xE2
      where place + 2 < plain.count && plain[place + 1] == 0x80
        && plain[place + 2] & 0xFE == 0xA8:
        text += (plain[place + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8
        place += 2
      default: text.append(byte)
      }
      place += 1
    }
    return text
  }

  private static func needsLook(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
      || byte == 0xE2
  }
}
