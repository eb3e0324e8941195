extension PatternCompiler {
  /// Reads `(` and what follows up to the group's first piece.
  mutating func openGroup() throws(PatternError) {
    let start = position
    position += 1
    let outer = flags
    if peek() == UInt8(ascii: "?") {
      if take("?P<") || startsName() && take("?<") {
        try groupName(from: start)
      } else if try !flagsOpenGroup(from: start) {
        return
      }
    }
    groups.append(group)
    group = Group(outerFlags: outer, position: start)
  }

  /// Reads `)`; the group becomes a piece of the one around it.
  mutating func closeGroup() throws(PatternError) {
    guard let outer = groups.popLast() else {
      throw PatternError(.unexpectedParenthesis, at: position)
    }
    position += 1
    flags = group.outerFlags
    let code = joinedGroup()
    group = outer
    group.pieces.append(code)
  }

  private func startsName() -> Bool {
    peek(1) == UInt8(ascii: "<") && peek(2) != UInt8(ascii: "=") && peek(2) != UInt8(ascii: "!")
  }

  private mutating func groupName(from start: Int) throws(PatternError) {
    let first = position
    while let byte = peek(), CharacterClass.word.contains(UInt32(byte)) { position += 1 }
    guard take(">"), position - 1 > first else {
      throw PatternError(.groupName, at: start)
    }
  }

  /// Reads the flags after `(?`; false if they end with `)` and hold to the end of the group.
  private mutating func flagsOpenGroup(from start: Int) throws(PatternError) -> Bool {
    position += 1
    var changed = flags
    var value = true
    var needsFlag = false
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "i"): changed.foldsCase = value
      case UInt8(ascii: "s"): changed.dotTakesNewline = value
      case UInt8(ascii: "m"): changed.anchorsAtLines = value
      case UInt8(ascii: "U"): break  // Which match is preferred makes no difference here.
      case UInt8(ascii: "-") where value:
        value = false
        needsFlag = true
        continue
      case UInt8(ascii: ":") where !needsFlag, UInt8(ascii: ")") where !needsFlag:
        flags = changed
        return byte == UInt8(ascii: ":")
      case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"):
        throw PatternError(.lookaround, at: start)
      default: throw PatternError(.groupSyntax, at: start)
      }
      needsFlag = false
    }
    throw PatternError(.missingParenthesis, at: start)
  }
}
