import JSON

/// A Go type that is one of two things in JSON, and a structure of both in protobuf.
///
/// They are all within the schemas of CustomResourceDefinitions
/// (`apiextensions/v1/marshal.go`).
enum Alternative: String, Sendable {
  case orArray = "Array"
  case orBool = "Bool"
  case orStringArray = "StringArray"

  private static let prefix = "apiextensions.JSONSchemaPropsOr"

  /// The alternative of that name in the table; nil for a plain structure.
  init?(message name: String) {
    guard name.utf8.starts(with: Self.prefix.utf8) else { return nil }
    self.init(rawValue: String(name.dropFirst(Self.prefix.utf8.count)))
  }

  /// The fields of the structure; nil when the value is none of the two.
  func fields(of value: JSONValue) -> JSONObject? {
    switch (self, value) {
    case (.orBool, .bool): ["allows": value]
    case (.orBool, .object): ["allows": true, "schema": value]
    case (.orArray, .object), (.orStringArray, .object): ["schema": value]
    case (.orArray, .array), (.orStringArray, .array): ["items": value]
    case (.orBool, _): nil
    case (.orArray, _), (.orStringArray, _): [:]
    }
  }

  /// The value that has these fields.
  func value(of fields: JSONObject) -> JSONValue {
    if let items = fields["items"], items.array?.isEmpty == false { return items }
    if let schema = fields["schema"] { return schema }
    return self == .orBool ? fields["allows"] ?? false : .null
  }
}
