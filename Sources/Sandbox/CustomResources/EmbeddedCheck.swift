import JSON

/// Whether embedded resources say what they are (`apiserver/schema/objectmeta/validation.go`).
enum EmbeddedCheck {
  /// What embedded resources lack, wherever they are.
  static func problems(_ object: JSONValue, _ schema: StructuralSchema) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    check(object, schema, isRoot: true, at: "", &problems)
    return problems
  }

  private static func check(
    _ value: JSONValue, _ schema: StructuralSchema, isRoot: Bool = false, at path: String,
    _ problems: inout [FieldProblem]
  ) {
    switch value {
    case .object(let members):
      if schema.isEmbedded, !isRoot {
        for name in ["apiVersion", "kind"] where (value[name]?.string ?? "").isEmpty {
          problems.append(
            FieldProblem(kind: .required, field: "\(path).\(name)"))
        }
      }
      for (name, member) in members {
        if let property = schema.properties[name] {
          check(member, property, at: path.isEmpty ? name : "\(path).\(name)", &problems)
        } else if let additional = schema.additional {
          check(member, additional, at: "\(path)[\(name)]", &problems)
        }
      }
    case .array(let elements):
      guard let items = schema.items else { return }
      for (index, element) in elements.enumerated() {
        check(element, items, at: "\(path)[\(index)]", &problems)
      }
    default: return
    }
  }
}
