import JSON

extension SchemaCheck {
  /// Whether the value is of one of the schema's types (`validate/type.go`).
  func checkType(
    _ value: JSONValue, _ schema: StructuralSchema, at path: String, _ verdict: inout SchemaVerdict
  ) {
    let format = schema.knownFormat
    guard !schema.types.isEmpty || !format.isEmpty else { return }
    verdict.count()
    let type = value.typeName
    guard !value.isNull else {
      if !schema.types.isEmpty, !schema.isNullable {
        verdict.add(wrongType(path, schema.types.joined(separator: ","), "null"))
      }
      return
    }
    let isInteger =
      type == "number" && GoNumber(value).isIntegral && schema.types.contains("integer")
    let isNumber = type == "integer" && schema.types.contains("number")
    let fits = schema.types.contains(type) || isInteger || isNumber
    let isTextual = type == "string" || type == "array"
    if !isTextual, !format.isEmpty, !fits, value.goFormat != format {
      verdict.add(wrongType(path, format, value.goFormat))
    } else if isTextual, !format.isEmpty, !schema.types.contains("number"),
      !schema.types.contains("integer")
    {
      verdict.count()
    } else if !fits {
      verdict.add(wrongType(path, schema.types.joined(separator: ","), type))
    } else {
      verdict.count()
    }
  }

  /// `InvalidType`: what was found is shown instead of the value.
  func wrongType(_ path: String, _ type: String, _ found: String) -> FieldProblem {
    problem(
      path, .typeInvalid, .string(found),
      "must be of type \(type): \(JSONValue.string(found))")
  }
}

extension JSONValue {
  /// The name JSON schema has for the value's type; a number without point is an integer.
  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: GoNumber(self).integer == nil ? "number" : "integer"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// The format the validator sees in a Go value.
  fileprivate var goFormat: String {
    switch typeName {
    case "integer": "int64"
    case "number": "float64"
    default: ""
    }
  }
}

extension StructuralSchema {
  /// The format, where it means something for the type (`apiserver/validation/formats.go`).
  var knownFormat: String {
    switch types.count == 1 ? types[0] : "" {
    case "", "string": TextFormat(format) == nil ? "" : format
    case "integer": format == "int32" || format == "int64" ? format : ""
    case "number": format == "float" || format == "double" ? format : ""
    default: ""
    }
  }
}
