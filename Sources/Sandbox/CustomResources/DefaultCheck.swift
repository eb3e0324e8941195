import JSON

/// Whether the defaults of a schema are as the schema says
/// (`apiserver/schema/defaulting/validation.go`).
enum DefaultCheck {
  /// What is wrong with the defaults in a schema.
  static func problems(_ schema: JSONValue, at path: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if let value = schema["default"] {
      let rules = StructuralSchema(schema)
      if rules.pruned(value).value != value {
        problems.append(
          FieldProblem(
            kind: .invalid, field: "\(path).default", value: value,
            detail: "must not have unknown fields"))
      }
      problems += SchemaCheck(field: "\(path).default").problems(value, rules)
    }
    for (name, property) in schema["properties"]?.object ?? [:] {
      problems += self.problems(property, at: "\(path).properties[\(name)]")
    }
    if let items = schema["items"] { problems += self.problems(items, at: "\(path).items") }
    if let additional = schema["additionalProperties"], additional.object != nil {
      problems += self.problems(additional, at: "\(path).additionalProperties")
    }
    return problems
  }
}
