internal import JSON

/// Writes a value as YAML in the block style of `sigs.k8s.io/yaml`.
///
/// Keys are sorted, sequences stand at the level of their key, and nothing is folded.
struct YAMLWriter {
  private(set) var text: [UInt8] = []

  mutating func document(_ value: JSONValue) {
    node(value, depth: 0, isInline: true)
  }

  /// Writes a value; `isInline` says that the line has begun and the first member goes on it.
  private mutating func node(_ value: JSONValue, depth: Int, isInline: Bool) {
    switch value {
    case .object(let members) where !members.isEmpty:
      var isFirst = isInline
      for key in members.keys.sorted(by: Self.precedes) {
        if !isFirst { indent(depth) }
        isFirst = false
        text += Self.scalar(key).utf8
        text.append(UInt8(ascii: ":"))
        self.value(members[key] ?? .null, depth: depth)
      }
    case .array(let elements) where !elements.isEmpty:
      var isFirst = isInline
      for element in elements {
        if !isFirst { indent(depth) }
        isFirst = false
        text += "- ".utf8
        switch element {
        case .object(let members) where !members.isEmpty:
          node(element, depth: depth + 1, isInline: true)
        case .array(let inner) where !inner.isEmpty:
          node(element, depth: depth + 1, isInline: true)
        default: leaf(element, depth: depth + 1)
        }
      }
    default: leaf(value, depth: depth)
    }
  }

  /// Writes what stands behind a key.
  private mutating func value(_ value: JSONValue, depth: Int) {
    switch value {
    case .object(let members) where !members.isEmpty:
      text.append(UInt8(ascii: "\n"))
      node(value, depth: depth + 1, isInline: false)
    case .array(let elements) where !elements.isEmpty:
      text.append(UInt8(ascii: "\n"))
      node(value, depth: depth, isInline: false)
    default:
      text.append(UInt8(ascii: " "))
      leaf(value, depth: depth + 1)
    }
  }

  private mutating func leaf(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: text += "null".utf8
    case .bool(let truth): text += (truth ? "true" : "false").utf8
    case .number(let spelling): text += spelling.utf8
    case .string(let string) where Self.isBlock(string): return block(string, depth: depth)
    case .string(let string): folded(Self.scalar(string), depth: depth)
    case .array: text += "[]".utf8
    case .object: text += "{}".utf8
    }
    text.append(UInt8(ascii: "\n"))
  }

  /// Writes one line of text, broken at a space wherever it is longer than a line should be
  /// (goyaml.v2, `yaml_emitter_write_plain_scalar`).
  private mutating func folded(_ scalar: String, depth: Int) {
    let width = 80
    let start = text.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    var column = text.count - start
    let characters = Array(scalar)
    let isQuoted = characters.first == "\"" || characters.first == "'"
    var afterSpace = false
    for (place, character) in characters.enumerated() {
      let isInside = place > 0 && place + 1 < characters.count
      let next = isInside ? characters[place + 1] : " "
      let isAtQuote = isQuoted && (place == 1 || place + 2 == characters.count)
      guard character == " ", !afterSpace, column > width, isInside, next != " ", !isAtQuote
      else {
        text += String(character).utf8
        column += 1
        afterSpace = character == " "
        continue
      }
      text.append(UInt8(ascii: "\n"))
      indent(depth)
      column = depth * 2
      afterSpace = true
    }
  }

  /// Several lines as a literal block.
  private mutating func block(_ string: String, depth: Int) {
    let endsInOne = string.hasSuffix("\n") && !string.hasSuffix("\n\n")
    text.append(UInt8(ascii: "|"))
    if string.hasPrefix(" ") || string.hasPrefix("\n") { text += "2".utf8 }
    if !string.hasSuffix("\n") {
      text.append(UInt8(ascii: "-"))
    } else if !endsInOne {
      text.append(UInt8(ascii: "+"))
    }
    text.append(UInt8(ascii: "\n"))
    var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    if string.hasSuffix("\n") { lines.removeLast() }
    for line in lines {
      if !line.isEmpty { indent(depth) }
      text += line.utf8
      text.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func indent(_ depth: Int) {
    for _ in 0..<depth { text += "  ".utf8 }
  }

  /// Whether a text goes into a literal block: it has line ends and nothing that must be escaped.
  private static func isBlock(_ string: String) -> Bool {
    string.contains("\n") && string.unicodeScalars.allSatisfy { $0 == "\n" || isPrintable($0) }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD: scalar.value != 0xFEFF
    default: scalar.value > 0xFFFF
    }
  }

  /// One line of text, in quotes when it would read as something else without.
  private static func scalar(_ string: String) -> String {
    let read = YAMLScalar(text: string, tag: nil, isPlain: true).resolved()
    guard read == .string(string), !isDate(string), !isSexagesimal(string) else {
      return "\"\(escaped(string))\""
    }
    guard string.unicodeScalars.allSatisfy(isPrintable) else { return "\"\(escaped(string))\"" }
    return isPlain(string)
      ? string : "'" + string.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
  }

  /// Whether YAML 1.1 reads a timestamp: `2026-11-21`, and with a time behind it.
  private static func isDate(_ string: String) -> Bool {
    let parts = string.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4 else { return false }
    let day = parts[2].prefix { $0.isNumber }
    let rest = parts[2].dropFirst(day.count)
    return (parts[0] + parts[1] + day).utf8.allSatisfy {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
    }
      && (1...2).contains(parts[1].count) && (1...2).contains(day.count)
      && (rest.isEmpty || "Tt \t".contains(rest.first ?? "x"))
  }

  /// Whether YAML 1.1 reads a number to the base of sixty: `1:20`, `190:20:30.15`.
  private static func isSexagesimal(_ string: String) -> Bool {
    var text = string.utf8[...]
    if let sign = text.first, "+-".utf8.contains(sign) { text.removeFirst() }
    let isDigit: (UInt8) -> Bool = { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard let first = text.first, isDigit(first) else { return false }
    var parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1 else { return false }
    if let point = parts[parts.count - 1].firstIndex(of: UInt8(ascii: ".")) {
      let fraction = parts[parts.count - 1][point...].dropFirst()
      guard fraction.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else { return false }
      parts[parts.count - 1] = parts[parts.count - 1][..<point]
    }
    return parts[0].allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") }
      && parts.dropFirst().allSatisfy {
        (1...2).contains($0.count) && $0.allSatisfy(isDigit)
          && ($0.count == 1 || $0.first.map { $0 < UInt8(ascii: "6") } == true)
      }
  }

  /// Whether text can stand without quotes in block style (YAML 1.1, `ns-plain`).
  private static func isPlain(_ string: String) -> Bool {
    guard let first = string.unicodeScalars.first, let last = string.unicodeScalars.last,
      first != " ", last != " ", last != ":", !string.contains("\t"),
      !string.hasPrefix("---"), !string.hasPrefix("..."),
      !string.contains(": "), !string.contains(" #")
    else { return false }
    switch first {
    case "-", "?", ":":
      let second = string.unicodeScalars.dropFirst().first
      return second != nil && second != " "
    case ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`":
      return false
    default: return true
    }
  }

  private static func escaped(_ string: String) -> String {
    var text = ""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where isPrintable(scalar): text.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value > 0xFFFF ? 8 : scalar.value > 0xFF ? 4 : 2
        let mark = scalar.value > 0xFFFF ? "\\U" : scalar.value > 0xFF ? "\\u" : "\\x"
        text += mark + String(repeating: "0", count: width - digits.count) + digits
      }
    }
    return text
  }

  /// The order of keys: runs of digits as numbers, letters before what is none
  /// (goyaml.v2, `keyList.Less`).
  static func precedes(_ one: String, _ other: String) -> Bool {
    let (left, right) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
    var place = 0
    while place < left.count, place < right.count {
      guard left[place] != right[place] else {
        place += 1
        continue
      }
      let letters = (left[place].properties.isAlphabetic, right[place].properties.isAlphabetic)
      if letters.0 && letters.1 { return left[place] < right[place] }
      if letters.0 || letters.1 {
        let isBehindDigits = place > 0 && ("0"..."9").contains(left[place - 1])
        return isBehindDigits ? letters.0 : letters.1
      }
      if let first = number(left, place), let second = number(right, place) {
        if first != second { return first < second }
      }
      return left[place] < right[place]
    }
    return left.count < right.count
  }

  private static func number(_ text: [Unicode.Scalar], _ place: Int) -> Int? {
    let digits = text[place...].prefix { ("0"..."9").contains($0) }
    return digits.isEmpty ? nil : Int(String(String.UnicodeScalarView(digits)))
  }
}
