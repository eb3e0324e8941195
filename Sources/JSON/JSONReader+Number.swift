extension JSONReader {
  /// Reads a number and answers its bytes (RFC 8259 section 6).
  @_lifetime(self: copy self)
  mutating func number() throws(JSONError) -> Range<Int> {
    let start = offset
    if at("-") { offset += 1 }
    if at("0") { offset += 1 } else { try digits() }
    if at(".") {
      offset += 1
      try digits()
    }
    if at("e") || at("E") {
      offset += 1
      if at("+") || at("-") { offset += 1 }
      try digits()
    }
    return start..<offset
  }

  func at(_ byte: Unicode.Scalar) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: byte)
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
