/// Reads a pattern from left to right and leaves its program.
///
/// Open groups stand on a stack of this value's own: nothing here recurses, however deep a pattern
/// is nested. The grammar is that of Go's `regexp/syntax` with the flags of `regexp.Compile`.
struct PatternCompiler {
  typealias Code = [PatternProgram.Instruction]

  /// The flags in force at a place of the pattern.
  struct Flags: Equatable {
    var foldsCase = false
    var dotTakesNewline = false
    var anchorsAtLines = false
  }

  /// What stands between a parenthesis and the place reached.
  struct Group {
    /// The flags to return to when the group ends.
    var outerFlags: Flags
    /// Where the group's parenthesis is.
    var position: Int
    /// The alternatives that a bar ended.
    var alternatives: [Code] = []
    /// The pieces of the alternative being read; the last one is what an operator repeats.
    var pieces: [Code] = []
  }

  let source: [UInt8]
  var position = 0
  var flags = Flags()
  var groups: [Group] = []
  /// The group being read; the pattern itself is the outermost.
  var group = Group(outerFlags: Flags(), position: 0)
  var classes: [CharacterClass] = []
  private var numbers: [CharacterClass: Int] = [:]
  private var length = 0

  init(_ source: [UInt8]) {
    self.source = source
  }

  /// The program of the whole pattern.
  mutating func program() throws(PatternError) -> PatternProgram {
    guard source.count <= Pattern.sourceLimit else { throw PatternError(.sourceTooLong, at: 0) }
    var afterRepetition = false
    while let byte = peek() {
      let start = position
      var isRepetition = false
      switch byte {
      case UInt8(ascii: "("): try openGroup()
      case UInt8(ascii: ")"): try closeGroup()
      case UInt8(ascii: "|"):
        position += 1
        endAlternative()
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
        if let counts = try repetition() {
          guard !afterRepetition else { throw PatternError(.nestedRepetition, at: start) }
          try repeatLast(counts, at: start)
          isRepetition = true
        } else {
          position += 1
          try append(scalar: UInt32(byte))
        }
      case UInt8(ascii: "["): try characterClass()
      case UInt8(ascii: "."):
        position += 1
        append(flags.dotTakesNewline ? .any : .anyButNewline)
      case UInt8(ascii: "^"):
        position += 1
        append([.when(flags.anchorsAtLines ? .lineStart : .textStart)])
      case UInt8(ascii: "$"):
        position += 1
        append([.when(flags.anchorsAtLines ? .lineEnd : .textEnd)])
      case UInt8(ascii: "\\"): try escape()
      default: try append(scalar: nextScalar(), at: start)
      }
      guard length <= Pattern.programLimit else { throw PatternError(.programTooLong, at: start) }
      afterRepetition = isRepetition
    }
    guard groups.isEmpty else { throw PatternError(.missingParenthesis, at: group.position) }
    let code = joinedGroup() + [.match]
    guard code.count <= Pattern.programLimit else {
      throw PatternError(.programTooLong, at: source.count)
    }
    return PatternProgram(instructions: code, classes: classes)
  }

  // MARK: Pieces

  /// Adds a piece to the alternative being read.
  mutating func append(_ piece: Code) {
    length += piece.count
    group.pieces.append(piece)
  }

  /// Adds a character of a class as a piece.
  mutating func append(_ characters: CharacterClass) {
    let number = numbers[characters] ?? classes.count
    if number == classes.count {
      classes.append(characters)
      numbers[characters] = number
    }
    append([.anyOf(number)])
  }

  /// Adds one character as a piece, in both its cases where the flags say so.
  mutating func append(scalar: UInt32, at start: Int? = nil) throws(PatternError) {
    guard flags.foldsCase else { return append([.scalar(scalar)]) }
    guard let both = CharacterClass([scalar...scalar]).folded else {
      throw PatternError(.foldedLetter, at: start ?? position)
    }
    append(both)
  }

  /// Ends an alternative at a bar.
  mutating func endAlternative() {
    group.alternatives.append(Array(group.pieces.joined()))
    group.pieces = []
  }

  /// Ends the group being read and gives its code.
  mutating func joinedGroup() -> Code {
    endAlternative()
    var joined = group.alternatives.popLast() ?? []
    while let earlier = group.alternatives.popLast() {
      joined =
        [.split(earlier.count + 2)] + earlier + [.jump(joined.count + 1)] + joined
      length += 2
    }
    return joined
  }

  /// Replaces the last piece by its repetition.
  private mutating func repeatLast(
    _ counts: Repetition, at start: Int
  ) throws(PatternError) {
    guard let piece = group.pieces.popLast() else {
      throw PatternError(.nothingToRepeat, at: start)
    }
    length -= piece.count
    guard length + (piece.count + 1) * counts.copies < Pattern.programLimit || piece.isEmpty else {
      throw PatternError(.programTooLong, at: start)
    }
    append(piece.isEmpty ? [] : counts.applied(to: piece))
  }
}

// MARK: - The source

extension PatternCompiler {
  /// The byte at the place reached, or so many after it; nil at the end.
  func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < source.count ? source[position + ahead] : nil
  }

  /// Goes past the text if it stands at the place reached.
  mutating func take(_ text: StaticString) -> Bool {
    let bytes = text.description.utf8
    guard source[position...].starts(with: bytes) else { return false }
    position += bytes.count
    return true
  }

  /// The character at the place reached, which is not the end, and goes past it.
  mutating func nextScalar() -> UInt32 {
    let first = source[position]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first)
    if length > 1 {
      value &= 0x7F >> UInt32(length)
      for byte in source[(position + 1)..<(position + length)] {
        value = value << 6 | UInt32(byte) & 0x3F
      }
    }
    position += length
    return value
  }
}
