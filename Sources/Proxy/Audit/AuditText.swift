/// Writes text and numbers of a line without a string in between.
enum AuditText {
  /// Appends text without its quotes, cut after `limit` bytes.
  ///
  /// Where it is not to stand in quotes, quotes and backslashes in it stay as they are.
  ///
  /// Everything but visible ASCII is escaped, so that no name can end a line, move a terminal's cursor
  /// or turn the direction of what is read. What is not UTF-8 is replaced.
  static func append(
    _ text: Span<UInt8>, limit: Int, isQuoted: Bool = true, to bytes: inout [UInt8]
  ) {
    let isCut = text.count > limit
    let kept = isCut ? text.extracting(first: limit) : text
    var plain = 0
    while plain < kept.count, isPlain(kept[plain], isQuoted) { plain += 1 }
    for index in 0..<plain { bytes.append(kept[index]) }
    if plain < kept.count { escape(kept.extracting(droppingFirst: plain), isQuoted, &bytes) }
    if isCut { bytes += #"\u2026"#.utf8 }
  }

  /// Appends a number in decimal digits.
  static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    guard number > 9 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
    append(number / 10, to: &bytes)
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private static func isPlain(_ byte: UInt8, _ isQuoted: Bool) -> Bool {
    guard byte >= 0x20, byte < 0x7F else { return false }
    return !isQuoted || byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func escape(_ text: Span<UInt8>, _ isQuoted: Bool, _ bytes: inout [UInt8]) {
    var copy: [UInt8] = []
    for index in text.indices { copy.append(text[index]) }
    for scalar in String(decoding: copy, as: UTF8.self).unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value), isPlain(byte, isQuoted) else {
        // Beyond the first plane by two surrogates (RFC 8259 section 7).
        for unit in Character(scalar).utf16 { escape(unit, &bytes) }
        continue
      }
      bytes.append(byte)
    }
  }

  private static func escape(_ unit: UInt16, _ bytes: inout [UInt8]) {
    bytes += #"\u"#.utf8
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(unit >> UInt16(shift) & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
