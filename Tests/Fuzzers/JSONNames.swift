import JSON

/// The names that a reader of whole JSON finds in an answer.
enum JSONNames {
  /// The names in a list, a Table or an event.
  static func of(_ text: [UInt8], isWatch: Bool) -> [String] {
    // Equal names deep within an item are nobody's business, and only this reader minds them.
    guard let value = try? JSONValue(parsing: text) else { return [] }
    guard isWatch else { return list(value) }
    guard ["ADDED", "MODIFIED", "DELETED"].contains(value["type"]?.string ?? "") else { return [] }
    let object = value["object"] ?? .null
    return object["rows"] == nil ? name(object) : list(object)
  }

  private static func list(_ value: JSONValue) -> [String] {
    let items = (value["items"]?.array ?? []).flatMap(name)
    return items + (value["rows"]?.array ?? []).flatMap { name($0["object"] ?? .null) }
  }

  private static func name(_ object: JSONValue) -> [String] {
    object["metadata", "name"]?.string.map { [$0] } ?? []
  }
}
