/// Reading around the colons that an `ItemScanner` marked, in bytes that nobody validated.
extension Span<UInt8> {
  /// The bytes of the member name that ends before a colon, which has no escapes.
  func memberName(before colon: Int) throws(JSONError) -> Range<Int> {
    var end = colon - 1
    while end > 0, Self.isSpace(self[end]) { end -= 1 }
    var start = end
    repeat {
      start -= 1
      guard end > 0, start >= 0, self[end] == UInt8(ascii: "\"") else {
        throw JSONError(offset: colon, reason: "member without a name")
      }
      guard self[start] != UInt8(ascii: "\\") else {
        throw JSONError(offset: start, reason: "escape in a member name")
      }
    } while self[start] != UInt8(ascii: "\"")
    // A quote that is itself escaped opens no name.
    guard start == 0 || self[start - 1] != UInt8(ascii: "\\") else {
      throw JSONError(offset: start, reason: "escape in a member name")
    }
    return (start + 1)..<end
  }

  /// The first byte at or after `start` that is not white space, nil when there is none.
  func firstByte(from start: Int) -> UInt8? {
    firstPlace(from: start).map { self[$0] }
  }

  /// Where the first byte at or after `start` is that is not white space.
  func firstPlace(from start: Int) -> Int? {
    var place = start
    while place < count, Self.isSpace(self[place]) { place += 1 }
    return place < count ? place : nil
  }

  /// Reads a string, or null as an empty one.
  ///
  /// Names and uids are short and plain; anything else goes the slow, strict way.
  func shortText(from start: Int) throws(JSONError) -> String {
    if start < count, self[start] == UInt8(ascii: "\"") {
      var end = start + 1
      while end < count, 0x20..<0x7F ~= self[end], self[end] != UInt8(ascii: "\\"),
        self[end] != UInt8(ascii: "\"")
      { end += 1 }
      if end < count, self[end] == UInt8(ascii: "\"") {
        return extracting((start + 1)..<end).text
      }
    }
    var reader = try JSONReader(extracting(droppingFirst: start))
    return try reader.uid()
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
