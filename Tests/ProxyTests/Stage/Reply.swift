import JSON
import Wire

/// What a client got for one request.
struct Reply: Sendable, CustomStringConvertible {
  var status: Int
  var fields: Fields
  var body: [UInt8]
  /// Whether the body came to its proper end.
  var isWhole: Bool

  var text: String { String(decoding: body, as: UTF8.self) }

  /// Every byte of it as text: status, fields and body.
  var everything: String {
    "\(status)\n" + fields.map { "\($0.name): \($0.value)\n" }.joined() + text
  }

  var json: JSONValue? { try? JSONValue(parsing: body) }

  /// The names of a list's items or of a Table's rows.
  var names: [String] {
    let items = json?["items"]?.array ?? []
    let rows = (json?["rows"]?.array ?? []).compactMap { $0["object"] }
    return (items + rows).compactMap { $0["metadata"]?["name"]?.string }
  }

  /// The message of a Status.
  var message: String { json?["message"]?.string ?? "" }

  var description: String { "\(status) \(text.prefix(200))" }

  func value(_ name: String) -> String? { fields[named: name] }
}
