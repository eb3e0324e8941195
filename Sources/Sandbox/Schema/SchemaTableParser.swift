/// Reads the text of `SchemaTable`.
///
/// A line that it cannot read is left out and told.
struct SchemaTableParser {
  /// The structures of all that was read, by group and name.
  private(set) var structures: [String: Structure] = [:]
  private var group = ""
  private var name = ""
  private var isAtomic = false
  private var fields: [Field] = []
  private var inlined: [Inlined] = []
  /// The lines that cannot be read.
  private(set) var problems: [String] = []

  mutating func read(_ text: String) {
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) { read(line: line) }
    close()
  }

  private mutating func read(line: Substring.UTF8View) {
    let indent = line.prefix { $0 == UInt8(ascii: " ") }.count / 2
    let words = line.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    if indent > 0 {
      guard inlined.count >= indent - 1 else { return report(words) }
      inlined.removeLast(inlined.count - (indent - 1))
      return field(words)
    }
    close()
    if words[0].hasPrefix("@") { return group = String(words[0].dropFirst()) }
    name = words[0]
    isAtomic = words.contains("atomic")
    if words.contains("typed") {
      for name in ["kind", "apiVersion"] {
        fields.append(Field(name: name, schema: .scalar(.string), inlined: [.typeMeta]))
      }
    }
  }

  private mutating func close() {
    guard !name.isEmpty else { return }
    structures["\(group).\(name)"] = Structure(fields, isAtomic: isAtomic)
    (name, fields, inlined) = ("", [], [])
  }

  private mutating func field(_ words: [String]) {
    guard words.count > 2, let number = Int(words[0]) else { return report(words) }
    if words[1] == "+" { return inlined.append(Inlined(number: number, name: words[2])) }
    var presence = Field.Presence.omitted
    var list = ListKind.atomic
    var isAtomic = false
    var goType = ""
    var retainsKeys = false
    var isReplaced = false
    var isGranular = false
    for word in words.dropFirst(3) {
      switch word {
      case "*": presence = .optional
      case "!": presence = .always
      case "?": presence = .nullable
      case "set": list.apply = .set
      case "merge": list.mergeKey = ""
      case "atomic": isAtomic = true
      case "retainKeys": retainsKeys = true
      case "replace": isReplaced = true
      case "granular": isGranular = true
      case _ where word.hasPrefix("map="):
        list.apply = .map(keys: word.dropFirst(4).split(separator: ",").map(String.init))
      case _ where word.hasPrefix("merge="): list.mergeKey = String(word.dropFirst(6))
      case _ where word.hasPrefix("<"): goType = String(word.dropFirst().dropLast())
      default: report(words)
      }
    }
    fields.append(
      Field(
        name: words[1], schema: schema(words[2][...], list, isAtomic), number: number,
        presence: presence, inlined: inlined, goType: goType, retainsKeys: retainsKeys,
        isReplaced: isReplaced, isGranular: isGranular))
  }

  private mutating func report(_ words: [String]) {
    problems.append("\(group).\(name): \(words.joined(separator: " "))")
  }

  private func schema(_ type: Substring, _ list: ListKind, _ isAtomic: Bool) -> Schema {
    if type.hasPrefix("[]") { return .list(schema(type.dropFirst(2), .atomic, false), list) }
    if type.hasPrefix("{}") {
      return .map(schema(type.dropFirst(2), .atomic, false), isAtomic: isAtomic)
    }
    if type == "any" { return .any }
    if let scalar = Scalar(rawValue: String(type)) { return .scalar(scalar) }
    return .message(type.contains(".") ? String(type) : "\(group).\(type)")
  }
}
