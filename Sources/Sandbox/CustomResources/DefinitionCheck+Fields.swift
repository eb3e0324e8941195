import JSON

extension DefinitionCheck {
  /// What a schema may say at its root beside a status subresource; its status is judged alone.
  private static let atRoot = [
    "description", "type", "format", "title", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
    "multipleOf", "required", "items", "properties", "externalDocs", "example",
    "x-kubernetes-preserve-unknown-fields", "x-kubernetes-validations",
  ]

  /// What may not stand at the root of a schema.
  func rootProblems(_ schema: JSONValue, at path: String) -> [FieldProblem] {
    let hasStatus = versions.contains { version in
      version["subresources", "status"] != nil && version["schema", "openAPIV3Schema"] == schema
    }
    guard hasStatus, let members = schema.object else { return [] }
    if members.contains(where: { !Self.atRoot.contains($0.key) }) {
      let names = Self.atRoot.map { name in
        name.split(separator: "-").count > 1
          ? "X" + name.dropFirst(13).split(separator: "-").map(\.capitalized).joined()
          : name.capitalized
      }
      return [
        FieldProblem(
          kind: .invalid, field: path, value: schema,
          detail: "only [\(names.joined(separator: " "))] fields are allowed at the root of the "
            + "schema if the status subresource is enabled")
      ]
    }
    let type = schema["type"]?.string ?? ""
    guard !type.isEmpty, type != "object" else { return [] }
    return [
      FieldProblem(
        kind: .invalid, field: "\(path).type", value: .string(type),
        detail: "only \"object\" is allowed as the type at the root of the schema if the status "
          + "subresource is enabled")
    ]
  }

  /// What is wrong with the fields that selectors may name (`ValidateCustomResourceSelectableFields`).
  func selectableProblems(_ version: JSONValue, at path: String) -> [FieldProblem] {
    let fields = version["selectableFields"]?.array ?? []
    let schema = version["schema", "openAPIV3Schema"].map(StructuralSchema.init) ?? .empty
    var known: Set<String> = []
    var problems: [FieldProblem] = []
    for (index, field) in fields.enumerated() {
      let place = "\(path)[\(index)].jsonPath"
      let text = field["jsonPath"]?.string ?? ""
      guard !text.isEmpty else {
        problems.append(FieldProblem(kind: .required, field: place))
        continue
      }
      if let detail = Self.selectableProblem(text, schema) {
        problems.append(
          FieldProblem(kind: .invalid, field: place, value: .string(text), detail: detail))
      } else if !known.insert(text).inserted {
        problems.append(FieldProblem(kind: .duplicate, field: place, value: .string(text)))
      }
    }
    if known.count > 8 {
      problems.append(
        FieldProblem(
          kind: .tooMany, field: path, value: .int(known.count),
          detail: "must have at most 8 items"))
    }
    return problems
  }

  private static func selectableProblem(_ text: String, _ schema: StructuralSchema) -> String? {
    var target = schema
    for step in JSONPath(text)?.steps ?? [] {
      guard case .member(let name) = step,
        let next = target.properties[name] ?? target.additional
      else { return "is an invalid path: does not refer to a valid field" }
      target = next
    }
    if text.hasPrefix(".metadata") { return "must not point to fields in metadata" }
    return ["string", "boolean", "integer"].contains(target.type)
      ? nil
      : "must point to a field of type string, boolean or integer. Enum string fields and strings "
        + "with formats are allowed."
  }
}

extension StringProtocol {
  /// The text with a capital first letter.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
