extension PatternCompiler {
  /// Reads a backslash outside brackets and what it begins.
  mutating func escape() throws(PatternError) {
    let start = position
    switch peek(1) {
    case UInt8(ascii: "A"): append(assertion: .textStart)
    case UInt8(ascii: "z"): append(assertion: .textEnd)
    case UInt8(ascii: "b"): append(assertion: .wordBoundary)
    case UInt8(ascii: "B"): append(assertion: .noWordBoundary)
    case UInt8(ascii: "Q"): try quoted()
    default:
      if let characters = try perlClass() {
        append(characters)
      } else {
        try append(scalar: escapedScalar(), at: start)
      }
    }
  }

  private mutating func append(assertion: PatternProgram.Assertion) {
    position += 2
    append([.when(assertion)])
  }

  /// Reads what is literal between `\Q` and `\E`, or the end.
  private mutating func quoted() throws(PatternError) {
    position += 2
    while position < source.count, !take("\\E") {
      let start = position
      try append(scalar: nextScalar(), at: start)
    }
  }

  /// Reads a backslash and the one character it stands for, in or outside brackets.
  mutating func escapedScalar() throws(PatternError) -> UInt32 {
    let start = position
    position += 1
    guard let letter = peek() else { throw PatternError(.trailingBackslash, at: start) }
    position += 1
    switch letter {
    case UInt8(ascii: "a"): return 0x7
    case UInt8(ascii: "f"): return 0xC
    case UInt8(ascii: "n"): return 0xA
    case UInt8(ascii: "r"): return 0xD
    case UInt8(ascii: "t"): return 0x9
    case UInt8(ascii: "v"): return 0xB
    case UInt8(ascii: "x"): return try hexadecimal(from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      if letter != UInt8(ascii: "0"), octalDigit() == nil {
        throw PatternError(.backreference, at: start)
      }
      return octal(UInt32(letter - UInt8(ascii: "0")))
    case UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "k"):
      throw PatternError(.backreference, at: start)
    case UInt8(ascii: "p"), UInt8(ascii: "P"): throw PatternError(.unicodeClass, at: start)
    default:
      let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter | 0x20
      guard letter < 0x80, !isLetter else { throw PatternError(.escape, at: start) }
      return UInt32(letter)
    }
  }

  private func octalDigit() -> UInt32? {
    peek().flatMap { $0 >> 3 == UInt8(ascii: "0") >> 3 ? UInt32($0 & 7) : nil }
  }

  /// Reads at most two more octal digits.
  private mutating func octal(_ first: UInt32) -> UInt32 {
    var value = first
    for _ in 0..<2 {
      guard let digit = octalDigit() else { break }
      value = value * 8 + digit
      position += 1
    }
    return value
  }

  /// Reads two hexadecimal digits, or any number of them in braces, after `\x`.
  private mutating func hexadecimal(from start: Int) throws(PatternError) -> UInt32 {
    let isBraced = take("{")
    var value: UInt32 = 0
    var digits = 0
    while isBraced || digits < 2, let digit = hexadecimalDigit() {
      value = value * 16 + digit
      digits += 1
      position += 1
      guard value <= CharacterClass.last else { throw PatternError(.escape, at: start) }
    }
    guard isBraced ? digits > 0 && take("}") : digits == 2 else {
      throw PatternError(.escape, at: start)
    }
    return value
  }

  private func hexadecimalDigit() -> UInt32? {
    switch peek() {
    case .some(let byte) where UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte:
      UInt32(byte - UInt8(ascii: "0"))
    case .some(let byte) where UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20:
      UInt32((byte | 0x20) - UInt8(ascii: "a") + 10)
    default: nil
    }
  }
}
