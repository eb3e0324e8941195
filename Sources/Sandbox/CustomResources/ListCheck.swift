import JSON

/// Whether lists of the types `set` and `map` have no element twice
/// (`apiserver/schema/listtype/validation.go`).
enum ListCheck {
  /// The second of every two equal elements, wherever they are.
  static func problems(_ object: JSONValue, _ schema: StructuralSchema) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    check(object, schema, at: "", &problems)
    return problems
  }

  private static func check(
    _ value: JSONValue, _ schema: StructuralSchema, at path: String,
    _ problems: inout [FieldProblem]
  ) {
    switch value {
    case .object(let members):
      for (name, member) in members {
        if let property = schema.properties[name] {
          check(member, property, at: path.isEmpty ? name : "\(path).\(name)", &problems)
        } else if let additional = schema.additional {
          check(member, additional, at: "\(path)[\(name)]", &problems)
        }
      }
    case .array(let elements):
      problems += duplicates(elements, schema, at: path)
      guard let items = schema.items else { return }
      for (index, element) in elements.enumerated() {
        check(element, items, at: "\(path)[\(index)]", &problems)
      }
    default: return
    }
  }

  private static func duplicates(
    _ elements: [JSONValue], _ schema: StructuralSchema, at path: String
  ) -> [FieldProblem] {
    var keys = elements
    switch schema.listType {
    case "set": break
    case "map":
      if let index = elements.firstIndex(where: { $0.object == nil && !$0.isNull }) {
        return [
          FieldProblem(
            kind: .invalid, field: "\(path)[\(index)]", value: elements[index],
            detail: "must be an object for an array of list-type map")
        ]
      }
      keys = elements.map { element in
        var key = JSONObject()
        for name in schema.listMapKeys { key[name] = element[name] }
        return JSONValue.object(key).sorted
      }
    default: return []
    }
    // Of three equal ones only the second is told.
    return keys.indices.filter { index in
      keys[..<index].count { $0.isSame(as: keys[index]) } == 1
    }.map {
      FieldProblem(kind: .duplicate, field: "\(path)[\($0)]", value: keys[$0])
    }
  }
}
