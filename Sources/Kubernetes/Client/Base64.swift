/// The base64 of RFC 4648, section 4, as Go reads `[]byte` fields: padded, with line breaks
/// ignored.
enum Base64 {
  /// Returns the bytes, or nil when the text is not base64.
  static func decode(_ text: String) -> [UInt8]? {
    var digits: [UInt8] = []
    digits.reserveCapacity(text.utf8.count)
    var padding = 0
    for byte in text.utf8 where byte != 0x0A && byte != 0x0D {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let digit = value(of: byte) else { return nil }
      digits.append(digit)
    }
    guard padding <= 2, (digits.count + padding) % 4 == 0, digits.count % 4 != 1 else { return nil }
    guard padding == (4 - digits.count % 4) % 4 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(digits.count * 3 / 4)
    var held: UInt32 = 0
    var bits = 0
    for digit in digits {
      held = held << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
      }
    }
    return out
  }

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
