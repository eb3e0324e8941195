/// The recursive descent over the query form of a label selector (labels.Parse).
struct LabelSelectorParser {
  private enum Token: Equatable {
    case end
    case word(String)
    case symbol(String)

    var text: String {
      switch self {
      case .end: ""
      case .word(let text), .symbol(let text): text
      }
    }

    var isWord: Bool {
      if case .word = self { true } else { false }
    }
  }

  private static let operators = "in, notin, =, ==, !=, gt, lt"
  private var tokens: [Token] = []
  private var position = 0

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if Self.isSpace(byte) {
        index += 1
      } else if Self.isSpecial(byte) {
        tokens.append(Self.symbol(bytes, &index))
      } else {
        let start = index
        while index < bytes.count, !Self.isSpace(bytes[index]), !Self.isSpecial(bytes[index]) {
          index += 1
        }
        tokens.append(.word(String(decoding: bytes[start..<index], as: UTF8.self)))
      }
    }
  }

  mutating func requirements() throws(LabelSelectorError) -> [LabelRequirement] {
    var requirements: [LabelRequirement] = []
    guard next != .end else { return [] }
    while true {
      guard next.isWord || next == .symbol("!") else {
        throw .unexpected(
          found: next.text,
          expected: requirements.isEmpty
            ? "!, identifier, or 'end of string'" : "identifier after ','")
      }
      do {
        requirements.append(try requirement())
      } catch {
        throw .inRequirement(error)
      }
      let separator = take()
      if separator == .end { return requirements }
      guard separator == .symbol(",") else {
        throw .unexpected(found: separator.text, expected: "',' or 'end of string'")
      }
    }
  }

  private mutating func requirement() throws(LabelSelectorError) -> LabelRequirement {
    var isAbsence = false
    if next == .symbol("!") {
      isAbsence = true
      position += 1
    }
    let first = take()
    guard case .word(let key) = first else {
      throw .unexpected(found: first.text, expected: "identifier")
    }
    guard LabelSyntax.isKey(key) else { throw .invalidKey(key) }
    if isAbsence { return try LabelRequirement(key, .doesNotExist) }
    if next == .end || next == .symbol(",") { return try LabelRequirement(key, .exists) }
    switch take() {
    case .word("in"): return try LabelRequirement(key, .in, try set())
    case .word("notin"): return try LabelRequirement(key, .notIn, try set())
    case .symbol("="): return try LabelRequirement(key, .equals, [try value()])
    case .symbol("=="): return try LabelRequirement(key, .doubleEquals, [try value()])
    case .symbol("!="): return try LabelRequirement(key, .notEquals, [try value()])
    case .symbol(">"): return try LabelRequirement(key, .greaterThan, [try value()])
    case .symbol("<"): return try LabelRequirement(key, .lessThan, [try value()])
    case let other: throw .unexpected(found: other.text, expected: Self.operators)
    }
  }

  /// The values between parentheses; an empty place is the empty value.
  private mutating func set() throws(LabelSelectorError) -> [String] {
    let open = take()
    guard open == .symbol("(") else { throw .unexpected(found: open.text, expected: "'('") }
    var values: [String] = []
    while true {
      if case .word(let word) = next {
        values.append(word)
        position += 1
      } else {
        values.append("")
      }
      let separator = take()
      if separator == .symbol(")") { return values }
      guard separator == .symbol(",") else {
        throw .unexpected(found: separator.text, expected: "',' or ')'")
      }
    }
  }

  private mutating func value() throws(LabelSelectorError) -> String {
    if next == .end || next == .symbol(",") { return "" }
    let token = take()
    guard case .word(let word) = token else {
      throw .unexpected(found: token.text, expected: "identifier")
    }
    return word
  }

  private var next: Token { position < tokens.count ? tokens[position] : .end }

  private mutating func take() -> Token {
    let token = next
    position += 1
    return token
  }

  /// The longest operator at `index`, which moves past it.
  ///
  /// Every special byte is an operator by itself.
  private static func symbol(_ bytes: [UInt8], _ index: inout Int) -> Token {
    let start = index
    index += 1
    let first = bytes[start]
    if first == UInt8(ascii: "=") || first == UInt8(ascii: "!"), index < bytes.count,
      bytes[index] == UInt8(ascii: "=")
    {
      index += 1
    }
    return .symbol(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: ","), UInt8(ascii: ">"), UInt8(ascii: "<"):
      true
    default: false
    }
  }
}
