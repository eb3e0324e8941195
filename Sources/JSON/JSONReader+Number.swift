extension JSONReader {
  /// Reads a number and answers its bytes (RFC 8259 section 6).
  @_lifetime(self: copy self)
  mutating func number() throws(JSONError) -> Range<Int> {
    let start = offset
    if at(UInt8(ascii: "-")) { offset += 1 }
    if at(UInt8(ascii: "0")) { offset += 1 } else { try digits() }
    if at(UInt8(ascii: ".")) {
      offset += 1
      try digits()
    }
    if at(UInt8(ascii: "e")) || at(UInt8(ascii: "E")) {
      offset += 1
      if at(UInt8(ascii: "+")) || at(UInt8(ascii: "-")) { offset += 1 }
      try digits()
    }
    return start..<offset
  }

  func at(_ byte: UInt8) -> Bool {
    offset < bytes.count && bytes[offset] == byte
  }

  @_lifetime(self: copy self)
  private mutating func digits() throws(JSONError) {
    let start = offset
    while offset < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[offset] {
      offset += 1
    }
    guard offset > start else {
      throw error(offset == bytes.count ? "text ends early" : "not a value")
    }
  }
}
