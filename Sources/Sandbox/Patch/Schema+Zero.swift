import JSON

extension Schema {
  /// What Go writes of a value nobody has set: the fields that are always there.
  var zero: JSONValue {
    switch self {
    case .any, .list, .map: .null
    case .scalar(let scalar): scalar.zero
    case .object, .message:
      if let structure { structure.zero } else { .object([:]) }
    }
  }
}

extension Structure {
  /// The object of which no field is set.
  fileprivate var zero: JSONValue {
    var members = JSONObject()
    for field in fields where field.presence == .always { members[field.name] = field.schema.zero }
    return .object(members)
  }
}

extension Scalar {
  /// The zero of the Go type, in JSON.
  fileprivate var zero: JSONValue {
    switch self {
    case .string: ""
    case .bool: false
    case .int32, .int64, .double, .intOrString: 0
    case .quantity: "0"
    case .duration: "0s"
    case .bytes, .time, .microTime, .json: .null
    }
  }
}
