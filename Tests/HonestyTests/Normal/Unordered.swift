import JSON

/// Puts what a real server answers in any order into one order.
enum Unordered {
  /// The text with its lines sorted and, in a line of JSON, the elements of its arrays too.
  static func sorted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).map { line in
      guard let value = try? JSONValue(parsing: Array(line.utf8)) else { return line }
      return String(decoding: sorted(value).encoded(), as: UTF8.self)
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\n")
  }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements):
      let known = elements.map { sorted($0) }.map { (value: $0, bytes: $0.encoded()) }
      return .array(
        known.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(\.value))
    case .object(let members):
      var result = JSONObject()
      for (key, member) in members { result[key] = sorted(member) }
      return .object(result)
    default: return value
    }
  }
}
