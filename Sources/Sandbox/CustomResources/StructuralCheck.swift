import JSON

/// Whether a schema is structural (`apiserver/schema/validation.go`): every field has its type in
/// one place, and alternatives only judge.
struct StructuralCheck {
  /// Where a schema stands.
  enum Level: String {
    case root, item, field

    var words: String {
      switch self {
      case .root: "at the root"
      case .item: "for specified array items"
      case .field: "for specified object fields"
      }
    }
  }

  /// What is not structural, in alphabetical order as the API server tells it.
  func problems(_ schema: JSONValue, at path: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    check(schema, .root, path, &problems)
    complete(schema, schema, path, path, &problems)
    return problems.sorted { one, other in
      "\(one.field): \(one.message)".utf8.lexicographicallyPrecedes(
        "\(other.field): \(other.message)".utf8)
    }
  }

  private func check(
    _ schema: JSONValue, _ level: Level, _ path: String, _ problems: inout [FieldProblem]
  ) {
    let type = schema["type"]?.string ?? ""
    if let items = schema["items"] {
      check(items, .item, "\(path).items", &problems)
    } else if type == "array" {
      problems.append(
        FieldProblem(kind: .required, field: "\(path).items", detail: "must be specified"))
    }
    for (name, property) in schema["properties"]?.object ?? [:] {
      check(property, .field, "\(path).properties[\(name)]", &problems)
    }
    if let additional = schema["additionalProperties"] {
      if level == .root {
        problems.append(forbidden("\(path).additionalProperties", "must not be used at the root"))
      }
      if additional.object != nil {
        check(additional, .field, "\(path).additionalProperties", &problems)
      }
    }
    checkExtensions(schema, path, &problems)
    checkAlternatives(schema, path, &problems)
    checkType(schema, type, level, path, &problems)
    if let metadata = schema["properties", "metadata"],
      level == .root || isTrue(schema, "x-kubernetes-embedded-resource")
    {
      checkMetadata(metadata, level, "\(path).properties[metadata]", &problems)
    }
  }

  private func checkType(
    _ schema: JSONValue, _ type: String, _ level: Level, _ path: String,
    _ problems: inout [FieldProblem]
  ) {
    let isEmbedded = isTrue(schema, "x-kubernetes-embedded-resource")
    let field = "\(path).type"
    if isEmbedded, type != "object" {
      problems.append(
        FieldProblem(
          kind: type.isEmpty ? .required : .invalid, field: field, value: .string(type),
          detail: "must be object if x-kubernetes-embedded-resource is true"))
    } else if type.isEmpty, !isTrue(schema, "x-kubernetes-int-or-string"),
      !isTrue(schema, "x-kubernetes-preserve-unknown-fields")
    {
      problems.append(
        FieldProblem(kind: .required, field: field, detail: "must not be empty \(level.words)"))
    }
    if level == .root, !type.isEmpty, type != "object" {
      problems.append(
        FieldProblem(
          kind: .invalid, field: field, value: .string(type), detail: "must be object at the root"))
    }
    if level == .root || isEmbedded {
      for name in ["kind", "apiVersion"] {
        guard let property = schema["properties", name], property["type"]?.string != "string" else {
          continue
        }
        problems.append(
          FieldProblem(
            kind: .invalid, field: "\(path).properties[\(name)].type",
            value: property["type"] ?? "", detail: "must be string"))
      }
    }
    if isEmbedded, !isTrue(schema, "x-kubernetes-preserve-unknown-fields"),
      schema["properties"]?.object?.isEmpty ?? true
    {
      problems.append(
        FieldProblem(
          kind: .required, field: "\(path).properties",
          detail: "must not be empty if x-kubernetes-embedded-resource is true without "
            + "x-kubernetes-preserve-unknown-fields"))
    }
  }

  private func checkMetadata(
    _ metadata: JSONValue, _ level: Level, _ path: String, _ problems: inout [FieldProblem]
  ) {
    if metadata["type"]?.string != "object" {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "\(path).type", value: metadata["type"] ?? "",
          detail: "must be object"))
    }
    let names = metadata["properties"]?.object?.keys ?? []
    let others = (metadata.object?.keys ?? []).filter {
      !["type", "properties", "description", "default"].contains($0)
    }
    if level == .root, !others.isEmpty || !Set(names).isSubset(of: ["name", "generateName"]) {
      problems.append(
        forbidden(
          path,
          "must not specify anything other than name and generateName, but metadata is implicitly "
            + "specified"))
    }
  }

  private func checkExtensions(
    _ schema: JSONValue, _ path: String, _ problems: inout [FieldProblem]
  ) {
    guard isTrue(schema, "x-kubernetes-int-or-string") else { return }
    for name in ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"]
    where isTrue(schema, name) {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "\(path).\(name)", value: true,
          detail: "must be false if x-kubernetes-int-or-string is true"))
    }
  }

  func forbidden(_ field: String, _ detail: String) -> FieldProblem {
    FieldProblem(kind: .forbidden, field: field, detail: detail)
  }

  func isTrue(_ schema: JSONValue, _ name: String) -> Bool { schema[name]?.bool ?? false }
}
