import JSON

extension Schema {
  /// What Go writes of a value nobody has set.
  var goZero: JSONValue {
    switch self {
    case .any, .list, .map: .null
    case .scalar(let scalar): scalar.goZero
    case .object(let structure): .object(structure.written([]))
    case .message(let name):
      SchemaTable.structure(name).map { Schema.object($0).goZero } ?? .object([:])
    }
  }

  /// Whether `omitempty`, or `omitzero` for what is no plain value in Go, leaves a value out.
  func isGoZero(_ value: JSONValue) -> Bool {
    switch value {
    case .null: true
    case .bool(let truth): !truth
    case .number(let spelling): spelling == "0"
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  /// The Go type, as its errors call it.
  var goType: String {
    switch self {
    case .any: "interface {}"
    case .scalar(let scalar): scalar.goType
    case .list(let element, _): "[]\(element.goType)"
    case .map(let element, _): "map[string]\(element.goType)"
    case .object: "map[string]interface {}"
    case .message(let name): SchemaTable.goType(name)
    }
  }
}

extension JSONValue {
  /// What Go's decoder calls a value of this kind.
  var goName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
