/// RFC 3986 percent-encoding as Go's net/url reads and writes it.
enum PercentEncoding {
  /// The byte two hexadecimal digits spell, or nil.
  @inline(__always)
  static func byte(_ high: UInt8, _ low: UInt8) -> UInt8? {
    guard let high = digit(high), let low = digit(low) else { return nil }
    return high << 4 | low
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
    default: nil
    }
  }

  /// The bytes of the range with escapes decoded; nil when an escape is broken.
  ///
  /// `plusIsSpace` is the form of query strings.
  static func decoded(
    _ bytes: Span<UInt8>, _ range: Range<Int>, plusIsSpace: Bool = false
  ) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < range.upperBound,
          let value = Self.byte(bytes[index + 1], bytes[index + 2])
        else { return nil }
        decoded.append(value)
        index += 3
      } else {
        decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        index += 1
      }
    }
    return decoded
  }

  /// Text for a path segment: everything but letters, digits and `-_.~:@$&+=` is escaped.
  static func segment(_ text: String) -> String {
    encoded(text) { byte in
      switch byte {
      case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "&"),
        UInt8(ascii: "+"), UInt8(ascii: "="):
        true
      default: false
      }
    }
  }

  /// Text for a name or value of a query: everything but letters, digits and `-_.~` is escaped.
  static func queryComponent(_ text: String) -> String {
    encoded(text) { _ in false }
  }

  private static func encoded(_ text: String, _ isAllowed: (UInt8) -> Bool) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        true
      default: isAllowed(byte)
      }
    }
    if text.utf8.allSatisfy(isPlain) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
