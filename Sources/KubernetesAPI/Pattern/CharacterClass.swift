/// A set of Unicode scalar values, as ordered ranges that neither touch nor overlap.
struct CharacterClass: Sendable, Hashable {
  /// The highest scalar value.
  static let last: UInt32 = 0x10_FFFF

  /// The ranges, by their lower ends.
  private(set) var ranges: [ClosedRange<UInt32>]

  /// The scalars below 64, a bit each.
  private(set) var low: UInt64 = 0
  /// The scalars from 64 to 127, a bit each.
  private(set) var high: UInt64 = 0

  /// Creates the set of what any of the ranges holds, whatever their order.
  init(_ ranges: [ClosedRange<UInt32>] = []) {
    var joined: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let end = joined.last?.upperBound, range.lowerBound <= end + 1 {
        let start = joined.removeLast().lowerBound
        joined.append(start...max(end, range.upperBound))
      } else {
        joined.append(range)
      }
    }
    self.ranges = joined
    for scalar in UInt32(0)..<128 where Self.holds(scalar, in: joined) {
      if scalar < 64 { low |= 1 << UInt64(scalar) } else { high |= 1 << UInt64(scalar - 64) }
    }
  }

  /// Creates the set of ASCII ranges written as pairs of their ends: `"azAZ"`.
  init(ascii pairs: StaticString) {
    let bytes = Array(pairs.description.utf8)
    self.init(
      stride(from: 0, to: bytes.count - 1, by: 2).map {
        UInt32(bytes[$0])...UInt32(bytes[$0 + 1])
      })
  }

  /// Whether the set holds a scalar value.
  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return low >> UInt64(scalar) & 1 == 1 }
    if scalar < 128 { return high >> UInt64(scalar - 64) & 1 == 1 }
    return Self.holds(scalar, in: ranges)
  }

  /// Everything the set does not hold.
  var complement: CharacterClass {
    var rest: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { rest.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.last { rest.append(next...Self.last) }
    return CharacterClass(rest)
  }

  /// This set with both cases of every ASCII letter in it, and with what folds to an ASCII letter.
  ///
  /// U+017F folds to `s` and U+212A to `k` (Unicode CaseFolding.txt), which RE2 honours. nil if the
  /// set holds another letter beyond ASCII that may have a case.
  var folded: CharacterClass? {
    var all = ranges
    for range in ranges {
      if range.upperBound >= 0x80, !Self.isFoldable(range) { return nil }
    }
    for letter in UInt32(0x61)...0x7A {
      var forms = [letter, letter - 0x20]
      if letter == 0x73 { forms.append(0x17F) }
      if letter == 0x6B { forms.append(0x212A) }
      if forms.contains(where: contains) { all += forms.map { $0...$0 } }
    }
    return CharacterClass(all)
  }

  /// Whether every case variant of the range's scalars beyond ASCII is known here.
  ///
  /// That holds of the two scalars that fold to ASCII, and of a range that has everything beyond
  /// ASCII, which is closed under folding whatever the cases are.
  private static func isFoldable(_ range: ClosedRange<UInt32>) -> Bool {
    if range == 0x17F...0x17F || range == 0x212A...0x212A { return true }
    return range.lowerBound <= 0x80 && range.upperBound == last
  }

  private static func holds(_ scalar: UInt32, in ranges: [ClosedRange<UInt32>]) -> Bool {
    var lower = 0
    var upper = ranges.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if ranges[middle].upperBound < scalar { lower = middle + 1 } else { upper = middle }
    }
    return lower < ranges.count && ranges[lower].contains(scalar)
  }
}

extension CharacterClass {
  /// `\d`.
  static let digits = CharacterClass(ascii: "09")
  /// `\s`, without the vertical tab, as Perl once had it and RE2 has it.
  static let spaces = CharacterClass(ascii: "\t\n\u{C}\r  ")
  /// `\w`.
  static let word = CharacterClass(ascii: "09AZ__az")
  /// Everything.
  static let any = CharacterClass([0...last])
  /// Everything but a newline.
  static let anyButNewline = CharacterClass([0xA...0xA]).complement

  /// The set behind `[[:name:]]`; nil where POSIX has no such name.
  static func posix(_ name: String) -> CharacterClass? {
    switch name {
    case "alnum": CharacterClass(ascii: "09AZaz")
    case "alpha": CharacterClass(ascii: "AZaz")
    case "ascii": CharacterClass([0...0x7F])
    case "blank": CharacterClass(ascii: "\t\t  ")
    case "cntrl": CharacterClass([0...0x1F, 0x7F...0x7F])
    case "digit": digits
    case "graph": CharacterClass(ascii: "!~")
    case "lower": CharacterClass(ascii: "az")
    case "print": CharacterClass(ascii: " ~")
    case "punct": CharacterClass(ascii: "!/:@[`{~")
    case "space": CharacterClass(ascii: "\t\r  ")
    case "upper": CharacterClass(ascii: "AZ")
    case "word": word
    case "xdigit": CharacterClass(ascii: "09AFaf")
    default: nil
    }
  }
}
