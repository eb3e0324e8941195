/// The octets and character classes of RFC 9110 §5.6.
extension UInt8 {
  static var horizontalTab: UInt8 { 0x09 }
  static var lineFeed: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
  static var space: UInt8 { 0x20 }
  static var comma: UInt8 { 0x2C }
  static var slash: UInt8 { 0x2F }
  static var zero: UInt8 { 0x30 }
  static var colon: UInt8 { 0x3A }
  static var semicolon: UInt8 { 0x3B }
  static var question: UInt8 { 0x3F }

  /// A byte of a token (RFC 9110 §5.6.2).
  var isToken: Bool {
    isMember(below64: 0x03FF_6CFA_0000_0000, from64: 0x57FF_FFFF_C7FF_FFFE)
  }

  /// A byte of a registered name (RFC 3986 §3.2.2).
  var isRegisteredName: Bool {
    isMember(below64: 0x2BFF_7FF2_0000_0000, from64: 0x47FF_FFFE_87FF_FFFE)
  }

  var isDigit: Bool { self &- 0x30 < 10 }

  var isOptionalWhitespace: Bool { self == .space || self == .horizontalTab }

  /// A control character that no field value may hold: every CTL except HTAB.
  var isForbiddenInText: Bool { (self < 0x20 && self != .horizontalTab) || self == 0x7F }

  /// A byte of a request target: visible ASCII without the fragment's number sign.
  var isTarget: Bool { self > 0x20 && self < 0x7F && self != 0x23 }

  /// The lower case of an ASCII letter, and every other byte unchanged.
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit.
  var hexValue: UInt8? {
    if isDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : nil
  }

  /// Membership in a set of ASCII characters held as two words: no table, no memory access.
  private func isMember(below64 low: UInt64, from64 high: UInt64) -> Bool {
    let word = self & 0x40 == 0 ? low : high
    return self < 0x80 && (word &>> UInt64(self & 0x3F)) & 1 == 1
  }
}
