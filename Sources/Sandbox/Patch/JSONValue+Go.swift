import JSON

extension JSONValue {
  /// The value as Go's `%v` prints a decoded one: `map[a:1 b:[x y]]`, `<nil>`.
  var goText: String {
    switch self {
    case .null: "<nil>"
    case .bool(let truth): truth ? "true" : "false"
    case .number(let spelling): spelling
    case .string(let text): text
    case .array(let elements): "[" + elements.map(\.goText).joined(separator: " ") + "]"
    case .object(let members):
      "map["
        + members.sorted { $0.key.comesBefore($1.key) }
        .map { "\($0.key):\($0.value.goText)" }.joined(separator: " ") + "]"
    }
  }

  /// The value as Go's `%#v` prints a decoded one: `"x"`, `map[string]interface {}{"a":1}`.
  var goSyntax: String {
    switch self {
    case .null: "interface {}(nil)"
    case .bool, .number, .string: description
    case .array(let elements):
      "[]interface {}{" + elements.map(\.goSyntax).joined(separator: ", ") + "}"
    case .object(let members):
      "map[string]interface {}{"
        + members.sorted { $0.key.comesBefore($1.key) }
        .map { "\(JSONValue.string($0.key)):\($0.value.goSyntax)" }.joined(separator: ", ") + "}"
    }
  }

  /// The type a decoded value has in Go, as `%T` prints it.
  var goType: String {
    switch self {
    case .null: "%!s(<nil>)"
    case .bool: "bool"
    case .number: isInteger ? "int64" : "float64"
    case .string: "string"
    case .array: "[]interface {}"
    case .object: "map[string]interface {}"
    }
  }

  /// Whether a number is kept as an integer.
  var isInteger: Bool { int != nil }

  /// Whether two values are the same, numbers by what they are worth and not by their spelling.
  func means(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.number, .number): PathElement.order(self, other) == 0
    case (.array(let one), .array(let two)):
      one.count == two.count && zip(one, two).allSatisfy { $0.means($1) }
    case (.object(let one), .object(let two)):
      one.count == two.count && one.allSatisfy { two[$0.key]?.means($0.value) ?? false }
    default: self == other
    }
  }
}
