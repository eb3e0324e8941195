import JSON

extension Structure {
  /// The object Go writes when the fields have these values, nil for those nobody set; none at all
  /// for a new structure.
  func written(_ values: [JSONValue?]) -> JSONObject {
    var object = JSONObject()
    for (place, field) in fields.enumerated() {
      let value: JSONValue? = values.isEmpty ? .none : values[place]
      switch field.presence {
      case .optional: if let value { object[field.name] = value }
      case .nullable: object[field.name] = value ?? .null
      case .omitted: if let value, !field.schema.isGoZero(value) { object[field.name] = value }
      case .always:
        var value = value ?? field.schema.goZero
        // What is stored went through protobuf, which does not tell an empty list from none. The
        // lists of kinds are made for the answer and have their `items` always.
        if case .list = field.schema, value.array?.isEmpty == true, field.name != "items" {
          value = .null
        }
        object[field.name] = value
      }
    }
    return object
  }
}
