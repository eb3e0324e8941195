import Wire

extension Step {
  /// Reads a step's own line, nil when it is none:
  /// `[PERSON] METHOD TARGET [as MEDIA] [of MEDIA]` or `[PERSON] kubectl WORDS`.
  init?(line: String) {
    var words = line.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    let person = Person(rawValue: first)
    if person != nil { words.removeFirst() }
    guard words.count >= 2 else { return nil }
    name = line
    self.person = person ?? .admin
    guard words[0] != "kubectl" else {
      let start = line.firstRange(of: "kubectl ")?.upperBound ?? line.endIndex
      action = .kubectl(line: String(line[start...]))
      return
    }
    guard words[0].allSatisfy(\.isUppercase) else { return nil }
    action = .request(method: words[0], target: words[1])
    var rest = words.dropFirst(2)
    while let field = Self.fields[rest.first ?? ""] {
      rest = rest.dropFirst()
      let name = rest.prefix { Self.fields[$0] == nil }.joined(separator: " ")
      guard let type = Media.named[name] else { return nil }
      fields.append((field, type))
      rest = rest.dropFirst(name.split(separator: " ").count)
    }
    guard rest.isEmpty else { return nil }
  }

  private static let fields = ["as": "Accept", "of": "Content-Type"]

  /// Reads a line below a step's own; whether it is one:
  /// `| TEXT`, `hex BYTES`, `save NAME PATH`, `hide NAME PATH`, `until TEXT`, `editor COMMAND`, `unordered`,
  /// or a field `Name: value`.
  mutating func read(_ line: Substring) -> Bool {
    let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? String(parts[1]) : ""
    switch parts[0] {
    case "|":
      if !input.isEmpty { input.append(UInt8(ascii: "\n")) }
      input += rest.utf8
    case "hex":
      guard let bytes = Hex.decode(rest) else { return false }
      input += bytes
    case "save", "hide":
      let words = rest.split(separator: " ").map(String.init)
      guard words.count == 2 else { return false }
      let path = words[1].split(separator: "/").map(String.init)
      saved.append(Saved(name: words[0], path: path, isHidden: parts[0] == "hide"))
    case "unordered": isUnordered = true
    case "until": awaited = rest
    case "editor": editor = rest
    case let field where field.hasSuffix(":"): fields.append((String(field.dropLast()), rest))
    default: return false
    }
    return true
  }
}
