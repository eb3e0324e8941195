import TestSupport
import JSON

/// Writes random JSON texts, full of what could be mistaken for a list.
struct RandomJSON {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  mutating func pick<T>(_ choices: [T]) -> T { choices[number(0...(choices.count - 1))] }

  /// White space, mostly none.
  mutating func space() -> String {
    number(0...3) > 0 ? "" : pick([" ", "\n", "\t", "\r\n", "\n    ", "  \n\t "])
  }

  /// A string with quotes around it.
  mutating func string() -> String {
    var text = ""
    for _ in 0..<pick([0, 1, 3, 9, 70]) {
      text += pick([
        "a", "name", "{", "}", "[", "]", ",", ":", "é", "😀", "\\\"", "\\\\", "\\/", "\\n",
        "\\u0041", "\\ud83d\\ude00", "{\\\"metadata\\\":{\\\"name\\\":\\\"n1\\\"}}", " ",
      ])
    }
    return "\"\(text)\""
  }

  /// Any value.
  mutating func value(_ depth: Int = 0) -> String {
    switch number(0...(depth > 4 ? 5 : 9)) {
    case 0: return "null"
    case 1: return pick(["true", "false"])
    case 2: return pick(["0", "-1", "12.50", "1e9", "-0.5E-3", "123456789012345678901234567890"])
    case 3, 4, 5: return string()
    case 6, 7:
      let elements = (0..<number(0...4)).map { _ in space() + value(depth + 1) + space() }
      return "[" + (elements.isEmpty ? space() : elements.joined(separator: ",")) + "]"
    default: return object(members(depth))
    }
  }

  /// Random members whose names are often those that decide, one of each.
  private mutating func members(_ depth: Int) -> [(String, String)] {
    var members: [(String, String)] = []
    for _ in 0..<number(0...4) {
      let key = pick([
        "metadata", "name", "items", "rows", "object", "uid", "labels", "x", "y", "é", "",
      ])
      if !members.contains(where: { $0.0 == key }) { members.append((key, value(depth + 1))) }
    }
    return members
  }

  /// An object of these members in this order.
  mutating func object(_ members: [(String, String)]) -> String {
    let spelled = members.map { key, value in
      space() + "\"\(key)\"" + space() + ":" + space() + value + space()
    }
    return "{" + (spelled.isEmpty ? space() : spelled.joined(separator: ",")) + "}"
  }

  /// An object with metadata of this name, or a row of a Table around it.
  mutating func item(named name: String, _ shape: ListShape) -> String {
    let members = members(named: name)
    guard shape == .table else { return object(members) }
    var row = [("cells", "[\(string()),\(value())]"), ("object", object(members))]
    if number(0...3) == 0 { row.append(("conditions", value())) }
    row.shuffle(using: &generator)
    return object(row)
  }

  /// The members of an object with metadata of this name.
  mutating func members(named name: String) -> [(String, String)] {
    var metadata = [("name", "\"\(name)\"")]
    if number(0...2) > 0 { metadata.append(("uid", pick(["\"uid-\(name)\"", "null", "\"\""]))) }
    if number(0...2) > 0 {
      metadata.append(
        ("labels", pick(["null", object([("a", string()), ("name", "\"decoy\"")])])))
    }
    for key in ["annotations", "managedFields", "ownerReferences"] where number(0...1) > 0 {
      metadata.append((key, value()))
    }
    metadata.shuffle(using: &generator)
    var members = [("metadata", object(metadata)), ("kind", "\"A\"")]
    for key in ["spec", "status", "data"] where number(0...1) > 0 { members.append((key, value())) }
    members.shuffle(using: &generator)
    return members
  }

  /// Between none and five places to cut a text of so many bytes, in order.
  mutating func cuts(_ count: Int) -> [Int] {
    (0..<number(0...5)).map { _ in number(0...count) }.sorted()
  }
}
