extension PatternCompiler {
  /// Reads a class in brackets as a piece.
  mutating func characterClass() throws(PatternError) {
    let start = position
    position += 1
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let byte = peek() {
      if byte == UInt8(ascii: "]"), !isFirst {
        position += 1
        let characters = CharacterClass(ranges)
        return append(isNegated ? characters.complement : characters)
      }
      isFirst = false
      if let named = try posixClass() {
        ranges += named.ranges
      } else if let named = try perlClass() {
        ranges += named.ranges
      } else {
        ranges += try range(in: start).ranges
      }
    }
    throw PatternError(.missingBracket, at: start)
  }

  /// Reads `\d`, `\D`, `\s`, `\S`, `\w` or `\W`; nil if something else stands there.
  mutating func perlClass() throws(PatternError) -> CharacterClass? {
    guard peek() == UInt8(ascii: "\\"), let letter = peek(1) else { return nil }
    let characters: CharacterClass
    switch letter | 0x20 {
    case UInt8(ascii: "d"): characters = .digits
    case UInt8(ascii: "s"): characters = .spaces
    case UInt8(ascii: "w"): characters = .word
    default: return nil
    }
    let all = try inBothCases(characters, at: position)
    position += 2
    return letter & 0x20 == 0 ? all.complement : all
  }

  /// Reads `[:name:]` or `[:^name:]`; nil if something else stands there.
  private mutating func posixClass() throws(PatternError) -> CharacterClass? {
    guard peek() == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":") else { return nil }
    let rest = source[(position + 2)...]
    guard
      let end = rest.indices.first(where: {
        rest[$0] == UInt8(ascii: ":") && $0 + 1 < source.count
          && source[$0 + 1] == UInt8(ascii: "]")
      })
    else { return nil }
    var name = rest[..<end]
    let isNegated = name.first == UInt8(ascii: "^")
    if isNegated { name = name.dropFirst() }
    guard let characters = CharacterClass.posix(String(decoding: name, as: UTF8.self)) else {
      throw PatternError(.className, at: position)
    }
    let all = try inBothCases(characters, at: position)
    position = end + 2
    return isNegated ? all.complement : all
  }

  /// Reads one character, or a range of them.
  private mutating func range(in bracket: Int) throws(PatternError) -> CharacterClass {
    let start = position
    let low = try classCharacter(in: bracket)
    var high = low
    if peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]") {
      position += 1
      high = try classCharacter(in: bracket)
    }
    guard low <= high else { throw PatternError(.classRange, at: start) }
    return try inBothCases(CharacterClass([low...high]), at: start)
  }

  private mutating func classCharacter(in bracket: Int) throws(PatternError) -> UInt32 {
    guard let byte = peek() else { throw PatternError(.missingBracket, at: bracket) }
    return byte == UInt8(ascii: "\\") ? try escapedScalar() : nextScalar()
  }

  private func inBothCases(
    _ characters: CharacterClass, at start: Int
  ) throws(PatternError) -> CharacterClass {
    guard flags.foldsCase else { return characters }
    guard let both = characters.folded else { throw PatternError(.foldedLetter, at: start) }
    return both
  }
}
