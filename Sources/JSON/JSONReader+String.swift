internal import CScan

extension JSONReader {
  /// Reads a string and resolves its escapes (RFC 8259 section 7).
  @_lifetime(self: copy self)
  mutating func string() throws(JSONError) -> String {
    let start = offset
    let (range, hasEscapes) = try skipString()
    guard hasEscapes else { return text(range) }
    var unescaped: [UInt8] = []
    unescaped.reserveCapacity(range.count)
    let after = offset
    offset = start + 1
    while offset < range.upperBound {
      if at(UInt8(ascii: "\\")) {
        let scalar = try escape()
        unescaped += UTF8.encode(scalar).map(Array.init) ?? []
      } else {
        unescaped.append(bytes[offset])
        offset += 1
      }
    }
    offset = after
    return String(decoding: unescaped, as: UTF8.self)
  }

  /// Walks over a string; answers what is between its quotes, and whether that has escapes.
  @_lifetime(self: copy self)
  mutating func skipString() throws(JSONError) -> (range: Range<Int>, hasEscapes: Bool) {
    try take(UInt8(ascii: "\""))
    let start = offset
    var hasEscapes = false
    while true {
      offset += plain()
      guard offset < bytes.count else { throw error("text ends early") }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return (start..<(offset - 1), hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        _ = try escape()
      default: throw error("control character in a string")
      }
    }
  }

  private func plain() -> Int {
    let rest = bytes.extracting(droppingFirst: offset)
    return unsafe rest.withUnsafeBufferPointer { unsafe cscan_plain($0.baseAddress, $0.count) }
  }

  /// Reads one escape; two of them when they are the halves of a surrogate pair.
  @_lifetime(self: copy self)
  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    offset += 1
    guard offset < bytes.count else { throw error("text ends early") }
    let letter = bytes[offset]
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      offset -= 1
      throw error("unknown escape")
    }
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, at(UInt8(ascii: "\\")), offset + 1 < bytes.count,
      bytes[offset + 1] == UInt8(ascii: "u")
    else { throw error("half a surrogate pair") }
    offset += 2
    let low = try hexadecimal()
    guard 0xDC00...0xDFFF ~= low,
      let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    else { throw error("half a surrogate pair") }
    return scalar
  }

  @_lifetime(self: copy self)
  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard offset < bytes.count else { throw error("text ends early") }
      let byte = bytes[offset]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw error("unknown escape")
      }
      unit = unit << 4 | UInt32(digit)
      offset += 1
    }
    return unit
  }
}
