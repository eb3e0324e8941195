import JSON

/// What a schema may not say at all (`ValidateCustomResourceDefinitionOpenAPISchema`).
struct SchemaRules {
  private static let types = ["array", "boolean", "integer", "number", "object", "string"]
  private static let unsupported = [
    "id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref",
  ]

  /// What is wrong with a schema and those in it.
  func problems(_ schema: JSONValue, at path: String, isRoot: Bool = true) -> [FieldProblem] {
    var problems = plainProblems(schema, at: path)
    if schema["uniqueItems"]?.bool ?? false {
      problems.append(
        forbidden(
          "\(path).uniqueItems",
          "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"))
    }
    if let additional = schema["additionalProperties"] {
      if !(schema["properties"]?.object?.isEmpty ?? true), additional != true {
        problems.append(
          forbidden(
            "\(path).additionalProperties",
            "additionalProperties and properties are mutual exclusive"))
      }
      if additional.object != nil {
        problems += self.problems(additional, at: "\(path).additionalProperties", isRoot: false)
      }
    }
    for (name, property) in schema["properties"]?.object ?? [:] {
      problems += self.problems(property, at: "\(path).properties[\(name)]", isRoot: false)
    }
    if let not = schema["not"] { problems += self.problems(not, at: "\(path).not", isRoot: false) }
    for name in ["allOf", "oneOf", "anyOf"] {
      for (index, part) in (schema[name]?.array ?? []).enumerated() {
        problems += self.problems(part, at: "\(path).\(name)[\(index)]", isRoot: false)
      }
    }
    if let items = schema["items"] {
      problems += self.problems(items, at: "\(path).items", isRoot: false)
    }
    return problems + mergeProblems(schema, at: path)
  }

  /// Whether the API server can read a schema as a structural one at all; otherwise it only tells
  /// what is wrong by these rules (`NewStructural`).
  static func isConvertible(_ schema: JSONValue) -> Bool {
    guard schema["x-kubernetes-preserve-unknown-fields"] != false, schema["items"]?.array == nil,
      unsupported.allSatisfy({ schema[$0] == nil })
    else { return false }
    let children =
      (schema["properties"]?.object?.values ?? [])
      + [schema["items"], schema["additionalProperties"], schema["not"]].compactMap { $0 }
      + ["allOf", "anyOf", "oneOf"].flatMap { schema[$0]?.array ?? [] }
    return children.allSatisfy(isConvertible)
  }

  private func plainProblems(_ schema: JSONValue, at path: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let type = schema["type"]?.string ?? ""
    if !type.isEmpty, !Self.types.contains(type) {
      problems.append(notSupported("\(path).type", type, Self.types))
    }
    for name in Self.unsupported where schema[name] != nil {
      problems.append(forbidden("\(path).\(name)", "\(name) is not supported"))
    }
    if type == "null" {
      problems.append(
        forbidden("\(path).type", "type cannot be set to null, use nullable as an alternative"))
    }
    if schema["items"]?.array != nil {
      problems.append(
        forbidden("\(path).items", "items must be a schema object and not an array"))
    }
    return problems
  }

  private func mergeProblems(_ schema: JSONValue, at path: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if schema["x-kubernetes-preserve-unknown-fields"] == false {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "\(path).x-kubernetes-preserve-unknown-fields", value: false,
          detail: "must be true or undefined"))
    }
    let kinds = [
      ("x-kubernetes-map-type", "object", ["atomic", "granular"]),
      ("x-kubernetes-list-type", "array", ["atomic", "set", "map"]),
    ]
    for (name, type, values) in kinds {
      guard let value = schema[name]?.string else { continue }
      let own = schema["type"]?.string ?? ""
      if own != type {
        problems.append(
          FieldProblem(
            kind: own.isEmpty ? .required : .invalid, field: "\(path).type", value: .string(own),
            detail: "must be \(type) if \(name) is specified"))
      }
      if !values.contains(value) { problems.append(notSupported("\(path).\(name)", value, values)) }
    }
    return problems + keyProblems(schema, at: path)
  }

  private func keyProblems(_ schema: JSONValue, at path: String) -> [FieldProblem] {
    let type = schema["x-kubernetes-list-type"]?.string
    let keys = schema["x-kubernetes-list-map-keys"]?.array?.compactMap(\.string) ?? []
    if !keys.isEmpty, type != "map" {
      return [
        FieldProblem(
          kind: type == nil ? .required : .invalid, field: "\(path).x-kubernetes-list-type",
          value: .string(type ?? ""),
          detail: "must be map if x-kubernetes-list-map-keys is non-empty")
      ]
    }
    guard type == "map" else { return [] }
    var problems: [FieldProblem] = []
    if keys.isEmpty {
      problems.append(
        FieldProblem(
          kind: .required, field: "\(path).x-kubernetes-list-map-keys",
          detail: "must not be empty if x-kubernetes-list-type is map"))
    }
    let properties = schema["items", "properties"]?.object ?? [:]
    if keys.contains(where: { properties[$0] == nil }) {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "\(path).x-kubernetes-list-map-keys", value: .strings(keys),
          detail: "entries must all be names of item properties"))
    }
    let required = schema["items", "required"]?.array?.compactMap(\.string) ?? []
    for key in keys {
      guard let property = properties[key] else { continue }
      if !required.contains(key), property["default"] == nil {
        problems.append(
          FieldProblem(
            kind: .required, field: "\(path).items.properties[\(key)].default",
            detail: "this property is in x-kubernetes-list-map-keys, so it must have a default or "
              + "be a required property"))
      }
    }
    return problems
  }

  private func forbidden(_ field: String, _ detail: String) -> FieldProblem {
    FieldProblem(kind: .forbidden, field: field, detail: detail)
  }

  private func notSupported(_ field: String, _ value: String, _ values: [String]) -> FieldProblem {
    FieldProblem(
      kind: .notSupported, field: field, value: .string(value),
      detail: "supported values: " + values.map { "\"\($0)\"" }.joined(separator: ", "))
  }
}
