/// Searches over bytes on loan. Each returns the index it stopped at, `count` when nothing stopped it.
///
/// Every access is checked against the span's bounds; the long runs go eight bytes at a time.
extension Span<UInt8> {
  /// The first byte at or after `start` that cannot belong to a token (RFC 9110 §5.6.2).
  func endOfToken(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let misses = eightBytes(at: index).octetsOutsideNames
      guard misses != 0 else {
        index &+= 8
        continue
      }
      index &+= misses.firstOctet
      guard self[index].isToken else { return index }
      index &+= 1
    }
    while index < count, self[index].isToken { index &+= 1 }
    return index
  }

  /// The first control character other than HTAB at or after `start`.
  ///
  /// SP, HTAB, visible ASCII and obs-text may stand in a field value (RFC 9110 §5.5).
  func endOfText(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let word = eightBytes(at: index)
      let hits = word.octets(below: 0x20) | word.octets(equalTo: 0x7F)
      guard hits != 0 else {
        index &+= 8
        continue
      }
      index &+= hits.firstOctet
      guard self[index] == .horizontalTab else { return index }
      index &+= 1
    }
    while index < count, !self[index].isForbiddenInText { index &+= 1 }
    return index
  }

  /// The first byte at or after `start` that cannot stand in a request target.
  func endOfTarget(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let word = eightBytes(at: index)
      let hits =
        word.octets(below: 0x21) | word.octets(equalTo: 0x7F) | word.octets(equalTo: 0x23)
        | (word & UInt64.topBits)
      guard hits == 0 else { return index &+ hits.firstOctet }
      index &+= 8
    }
    while index < count, self[index].isTarget { index &+= 1 }
    return index
  }

  /// The first byte at or after `start` that is neither SP nor HTAB.
  func endOfWhitespace(from start: Int) -> Int {
    var index = start
    while index < count, self[index].isOptionalWhitespace { index &+= 1 }
    return index
  }

  /// The first byte of that value at or after `start`.
  func firstIndex(of byte: UInt8, from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let hits = eightBytes(at: index).octets(equalTo: byte)
      guard hits == 0 else { return index &+ hits.firstOctet }
      index &+= 8
    }
    while index < count, self[index] != byte { index &+= 1 }
    return index
  }

  /// The range without the SP and HTAB at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isOptionalWhitespace { lower &+= 1 }
    while upper > lower, self[upper &- 1].isOptionalWhitespace { upper &-= 1 }
    return lower..<upper
  }

  /// Whether the bytes are that text in any case.
  ///
  /// The text must be of small letters, digits, `-`, `:` and `/`. Each of these comes out of `|` with
  /// 0x20 from itself, from its capital letter, or from a control character, which no caller passes.
  @inline(__always)
  func matches(_ text: StaticString, at range: Range<Int>) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length == range.count, range.upperBound <= count else { return false }
    let letters = unsafe UnsafeRawPointer(text.utf8Start)
    guard length >= 8 else {
      for offset in 0..<length {
        let letter = unsafe letters.load(fromByteOffset: offset, as: UInt8.self)
        guard self[range.lowerBound &+ offset] | 0x20 == letter else { return false }
      }
      return true
    }
    // Whole words, and for the rest the last eight bytes once more.
    var offset = 0
    while offset < length {
      let word = eightBytes(at: range.lowerBound &+ offset) | UInt64.capitalBits
      let expected = unsafe letters.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      guard word == UInt64(littleEndian: expected) else { return false }
      offset = offset &+ 8 < length ? Swift.min(offset &+ 8, length &- 8) : length
    }
    return true
  }

  /// Whether two runs of ASCII bytes are equal in any case.
  func equalsIgnoringCase(_ range: Range<Int>, _ other: Range<Int>) -> Bool {
    guard range.count == other.count else { return false }
    for offset in 0..<range.count
    where self[range.lowerBound &+ offset].lowercased
      != self[other.lowerBound &+ offset].lowercased
    {
      return false
    }
    return true
  }

  /// Whether the bytes are that name in any ASCII case.
  func equalsIgnoringCase(_ range: Range<Int>, _ name: String) -> Bool {
    let letters = name.utf8
    guard letters.count == range.count else { return false }
    var index = range.lowerBound
    for letter in letters {
      guard self[index].lowercased == letter.lowercased else { return false }
      index &+= 1
    }
    return true
  }

  /// The next non-empty member of a comma-separated list (RFC 9110 §5.6.1), nil after the last.
  ///
  /// `position` is where the list is read on from and is moved behind the member's comma.
  func nextMember(in list: Range<Int>, after position: inout Int) -> Range<Int>? {
    while position < list.upperBound {
      var end = position
      while end < list.upperBound, self[end] != .comma { end &+= 1 }
      let member = trimmed(position..<end)
      position = end &+ 1
      if !member.isEmpty { return member }
    }
    return nil
  }

  /// The bytes as text, with U+FFFD for what is not UTF-8.
  func text(_ range: Range<Int>) -> String {
    unsafe extracting(range).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }

  /// Whether the bytes are UTF-8.
  func isText(_ range: Range<Int>) -> Bool {
    let value = extracting(range)
    var index = 0
    while index &+ 8 <= value.count, value.eightBytes(at: index) & UInt64.topBits == 0 {
      index &+= 8
    }
    while index < value.count, value[index] < 0x80 { index &+= 1 }
    guard index < value.count else { return true }
    do {
      _ = try UTF8Span(validating: value)
      return true
    } catch {
      return false
    }
  }

  @inline(__always)
  private func eightBytes(at index: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }
}
