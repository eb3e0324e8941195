import JSON

extension StructuralCheck {
  /// The form of `x-kubernetes-int-or-string` that may name types.
  private static let intOrString: JSONValue = [["type": "integer"], ["type": "string"]]

  /// What only judges may not say, and when that is allowed.
  private static let forbidden: [(name: String, words: String)] = [
    ("type", "must be empty to be structural"),
    ("default", "must be undefined to be structural"),
    ("title", "must be empty to be structural"),
    ("description", "must be empty to be structural"),
    ("nullable", "must be false to be structural"),
    ("additionalProperties", "must be undefined to be structural"),
    ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
    ("x-kubernetes-embedded-resource", "must be false to be structural"),
    ("x-kubernetes-int-or-string", "must be false to be structural"),
    ("x-kubernetes-list-map-keys", "must be empty to be structural"),
    ("x-kubernetes-list-type", "must be undefined to be structural"),
    ("x-kubernetes-map-type", "must be undefined to be structural"),
    ("x-kubernetes-validations", "must be empty to be structural"),
  ]

  /// What alternatives may not say.
  func checkAlternatives(
    _ schema: JSONValue, _ path: String, isJudge: Bool = false, isIntOrString: Bool = false,
    _ problems: inout [FieldProblem]
  ) {
    let skips = !isJudge || isIntOrString
    let isException = skips && schema["anyOf"] == Self.intOrString
    for name in ["anyOf", "allOf", "oneOf"] where !(name == "anyOf" && isException) {
      for (index, part) in (schema[name]?.array ?? []).enumerated() {
        checkJudge(
          part, "\(path).\(name)[\(index)]",
          isIntOrString: !isJudge && name == "allOf" && index == 0, &problems)
      }
    }
    if let not = schema["not"] { checkJudge(not, "\(path).not", isIntOrString: false, &problems) }
    if let pattern = schema["pattern"]?.string,
      let complaint = SchemaPattern.complaint(pattern)
    {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "\(path).pattern", value: .string(pattern),
          detail: "must be a valid regular expression, but isn't: \(complaint)"))
    }
  }

  private func checkJudge(
    _ schema: JSONValue, _ path: String, isIntOrString: Bool, _ problems: inout [FieldProblem]
  ) {
    checkAlternatives(schema, path, isJudge: true, isIntOrString: isIntOrString, &problems)
    if let items = schema["items"] {
      checkJudge(items, "\(path).items", isIntOrString: false, &problems)
    }
    for (name, property) in schema["properties"]?.object ?? [:] {
      checkJudge(property, "\(path).properties[\(name)]", isIntOrString: false, &problems)
    }
    for (name, words) in Self.forbidden {
      guard let value = schema[name], value != .bool(false), value != "", value != [] else {
        continue
      }
      problems.append(forbidden("\(path).\(name)", words))
    }
    if schema["properties", "metadata"] != nil {
      problems.append(
        forbidden(
          "\(path).properties[metadata]", "must not be specified in a nested context"))
    }
  }

  /// Whether all that is judged is also described.
  func complete(
    _ judge: JSONValue, _ schema: JSONValue?, _ path: String, _ judgePath: String,
    _ problems: inout [FieldProblem]
  ) {
    for name in ["not", "allOf", "anyOf", "oneOf"] {
      let value = judge[name]
      let parts = value?.array ?? value.map { [$0] } ?? []
      for (index, part) in parts.enumerated() {
        let place = name == "not" ? "\(judgePath).not" : "\(judgePath).\(name)[\(index)]"
        completeParts(part, schema, path, place, &problems)
      }
    }
  }

  private func completeParts(
    _ judge: JSONValue, _ schema: JSONValue?, _ path: String, _ judgePath: String,
    _ problems: inout [FieldProblem]
  ) {
    guard let schema else {
      return problems.append(
        FieldProblem(
          kind: .required, field: path, detail: "because it is defined in \(judgePath)"))
    }
    complete(judge, schema, path, judgePath, &problems)
    if let items = judge["items"] {
      completeParts(
        items, schema["items"], "\(path).items", "\(judgePath).items", &problems)
    }
    for (name, property) in judge["properties"]?.object ?? [:] {
      completeParts(
        property, schema["properties"]?[name], "\(path).properties[\(name)]",
        "\(judgePath).properties[\(name)]", &problems)
    }
  }
}
