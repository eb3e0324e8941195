extension PatternProgram {
  /// Whether the program matches anywhere in the text.
  ///
  /// Every instruction is entered at most once at each place of the text (Thompson's simulation),
  /// so that the work is bounded by instructions × (bytes + 1). `steps` grows by the work done.
  /// Bytes that are no UTF-8 are read as U+FFFD, a byte each, as Go reads them.
  func matches(_ text: Span<UInt8>, steps: inout Int) -> Bool {
    // `entered[i]` is one more than the last place at which instruction i was entered.
    var entered = [Int](repeating: 0, count: instructions.count)
    var pending: [Int] = []
    var ready: [Int] = []
    var before: UInt32?
    var place = 0
    while true {
      let after = Self.scalar(of: text, at: place)
      if place == 0 || !isAnchored { pending.append(0) }
      ready.removeAll(keepingCapacity: true)
      while let index = pending.popLast() {
        if entered[index] == place + 1 { continue }
        entered[index] = place + 1
        steps += 1
        switch instructions[index] {
        case .match: return true
        case .jump(let distance): pending.append(index + distance)
        case .split(let distance):
          pending.append(index + distance)
          pending.append(index + 1)
        case .when(let assertion):
          if assertion.holds(between: before, and: after?.value) { pending.append(index + 1) }
        case .scalar, .anyOf: ready.append(index)
        }
      }
      guard let after else { return false }
      if ready.isEmpty, isAnchored { return false }
      for index in ready where takes(after.value, at: index) { pending.append(index + 1) }
      before = after.value
      place += after.length
    }
  }

  private func takes(_ scalar: UInt32, at index: Int) -> Bool {
    switch instructions[index] {
    case .scalar(let wanted): wanted == scalar
    case .anyOf(let number): classes[number].contains(scalar)
    case .when, .jump, .split, .match: false
    }
  }

  /// The character at an offset and its length in bytes; nil at the end.
  private static func scalar(of text: Span<UInt8>, at place: Int) -> (value: UInt32, length: Int)? {
    guard place < text.count else { return nil }
    let first = UInt32(text[place])
    if first < 0x80 { return (first, 1) }
    let (length, lowest, lead): (Int, UInt32, UInt32)
    switch first {
    case 0xC2...0xDF: (length, lowest, lead) = (2, 0x80, first & 0x1F)
    case 0xE0...0xEF: (length, lowest, lead) = (3, 0x800, first & 0x0F)
    case 0xF0...0xF4: (length, lowest, lead) = (4, 0x1_0000, first & 0x07)
    default: return (0xFFFD, 1)
    }
    guard place + length <= text.count else { return (0xFFFD, 1) }
    var value = lead
    for offset in 1..<length {
      let byte = UInt32(text[place + offset])
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | byte & 0x3F
    }
    let isScalar = value >= lowest && value <= CharacterClass.last && value >> 11 != 0x1B
    return isScalar ? (value, length) : (0xFFFD, 1)
  }
}

extension PatternProgram.Assertion {
  /// Whether the condition holds between two characters; nil is an end of the text.
  func holds(between before: UInt32?, and after: UInt32?) -> Bool {
    switch self {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == 0xA
    case .lineEnd: after == nil || after == 0xA
    case .wordBoundary: Self.isWord(before) != Self.isWord(after)
    case .noWordBoundary: Self.isWord(before) == Self.isWord(after)
    }
  }

  private static func isWord(_ scalar: UInt32?) -> Bool {
    scalar.map(CharacterClass.word.contains) ?? false
  }
}
