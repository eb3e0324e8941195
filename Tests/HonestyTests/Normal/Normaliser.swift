/// Takes out of an answer what must differ from one server to another, and nothing else.
///
/// Uids and resource versions get the name of the step that showed them first, so that one that
/// stays or changes where it must not is still seen.
struct Normaliser {
  /// Values that a step saved as hidden, with what stands for them.
  var hidden: [(value: [UInt8], name: [UInt8])] = []
  private var symbols: [[UInt8]: [UInt8]] = [:]
  private var step = ""
  private var count = 0

  /// The text with everything that varies replaced.
  mutating func callAsFunction(_ text: [UInt8], step: String) -> String {
    self.step = step
    count = 0
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      if let (length, replacement) = match(text, at: position) {
        result += replacement
        position += length
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func match(_ text: [UInt8], at start: Int) -> (Int, [UInt8])? {
    let byte = text[start]
    let before = start == 0 ? UInt8(ascii: " ") : text[start - 1]
    for (value, name) in hidden where byte == value[0] && text[start...].starts(with: value) {
      return (value.count, name)
    }
    if byte == UInt8(ascii: "r"), let found = version(text, start) { return found }
    if let found = Self.mentionedVersion(text, start) { return found }
    if let found = Self.document(text, start) { return found }
    if let found = Self.kubectl(text, start, before) { return found }
    guard !before.isWord else { return nil }
    if let found = describedVersion(text, start) { return found }
    if byte.isHex, Self.isUID(text[start...]) {
      return (36, symbol(text[start..<start + 36], "uid"))
    }
    if byte.isDigit, let found = Self.timestamp(text, start) ?? Self.age(text, start, before) {
      return found
    }
    if let found = Self.address(text, start) ?? Self.token(text, start) { return found }
    if let found = Self.columnProse(text, start) ?? Self.entityTag(text, start) { return found }
    return Self.certificate(text, start) ?? Self.longDate(text, start)
  }

  /// A resource version behind its name, in JSON, in YAML, or in JSON that is quoted in text.
  ///
  /// That of a list is not followed: it is the server's newest, and a real server's own
  /// housekeeping makes new ones at any moment. It is told by being the first of the metadata.
  private mutating func version(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    let name = "resourceVersion".utf8
    guard text[start...].starts(with: name) else { return nil }
    let between = text[(start + name.count)...].prefix { "\\\": ".utf8.contains($0) }
    let digits = text[between.endIndex...].prefix(while: \.isDigit)
    guard !digits.isEmpty, digits != [UInt8(ascii: "0")] else { return nil }
    let opening = text[..<start].suffix(16).filter { !" \n\"\\".utf8.contains($0) }
    let isList = opening.suffix(2) == Array(":{".utf8) || Self.isYAMLList(text[..<start])
    let value = isList ? Array("<newest>".utf8) : symbol(digits, "rv")
    return (digits.endIndex - start, Array(text[start..<between.endIndex]) + value)
  }

  /// A resource version as `kubectl describe` shows it.
  private mutating func describedVersion(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    let name = "Resource Version:".utf8
    guard text[start...].starts(with: name) else { return nil }
    let padding = text[(start + name.count)...].prefix { $0 == UInt8(ascii: " ") }
    let digits = text[padding.endIndex...].prefix(while: \.isDigit)
    guard !digits.isEmpty else { return nil }
    return (
      digits.endIndex - start, Array(text[start..<padding.endIndex]) + symbol(digits, "rv")
    )
  }

  private static func isYAMLList(_ text: ArraySlice<UInt8>) -> Bool {
    text.suffix(12).elementsEqual("metadata:\n  ".utf8)
  }

  /// Versions in messages, which tell the server's newest.
  private static func mentionedVersion(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    for prefix in mentions where text[start] == prefix[0] {
      guard text[start...].starts(with: prefix) else { continue }
      guard !isUID(text[(start + prefix.count)...]) else { continue }
      let count = text[(start + prefix.count)...].prefix(while: \.isDigit).count
      if count > 0 { return (prefix.count + count, prefix + Array("<version>".utf8)) }
    }
    return nil
  }

  private static let mentions = ["current: ", "in record (", "resource version: 1 ("].map {
    Array($0.utf8)
  }

  /// What stands for a value from now on.
  mutating func symbol(_ value: some Sequence<UInt8>, _ kind: String) -> [UInt8] {
    let value = Array(value)
    if let known = symbols[value] { return known }
    count += 1
    let name = Array("<\(kind) \(count) of \(step)>".utf8)
    symbols[value] = name
    return name
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isHex: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
  var isLetter: Bool {
    let lower = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
  }
  /// Whether a word may hold it.
  var isWord: Bool { isDigit || isLetter }
}
