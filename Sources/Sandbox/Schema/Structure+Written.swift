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
        object[field.name] = value ?? field.schema.goZero
      }
    }
    return object
  }
}
