import JSON

extension SchemaCheck {
  /// Elements, and how many (`validate/slice_validator.go`).
  func checkElements(
    _ elements: [JSONValue], _ schema: StructuralSchema, _ old: JSONValue?, at path: String,
    _ verdict: inout SchemaVerdict
  ) {
    verdict.count()
    verdict.count()
    if let items = schema.items {
      for (index, element) in elements.enumerated() {
        let before = schema.counterpart(of: element, in: old)
        verdict.merge(member(element, items, before, at: "\(path)[\(index)]"))
      }
    }
    let count = elements.count
    if let least = schema.bounds.minItems, count < least {
      verdict.add(
        problem(path, .invalid, .int(count), "should have at least \(least) items"))
    }
    if let most = schema.bounds.maxItems, count > most {
      verdict.add(tooMany(path, count, most))
    }
    let isTwice = elements.indices.contains { index in
      elements[..<index].contains { $0.isSame(as: elements[index]) }
    }
    if schema.bounds.hasUniqueItems, isTwice {
      verdict.add(problem(path, .invalid, "", "shouldn't contain duplicates"))
    }
  }

  /// Members, and which (`validate/object_validator.go`).
  func checkMembers(
    _ members: JSONObject, _ schema: StructuralSchema, _ old: JSONValue?, at path: String,
    _ verdict: inout SchemaVerdict
  ) {
    verdict.count()
    let count = members.count
    if let least = schema.bounds.minProperties, count < least {
      verdict.add(
        problem(path, .invalid, .int(count), "should have at least \(least) properties"))
    }
    if let most = schema.bounds.maxProperties, count > most {
      verdict.add(tooMany(path, count, most))
    }
    let old = schema.mapType == "atomic" ? nil : old
    let names = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if let additional = schema.additional {
      for name in names where schema.properties[name] == nil {
        guard let value = members[name] else { continue }
        verdict.merge(member(value, additional, old?[name], at: "\(path).\(name)"))
      }
    }
    for name in schema.propertyNames {
      guard let property = schema.properties[name], let value = members[name] else { continue }
      let place = path.isEmpty ? name : "\(path).\(name)"
      verdict.merge(member(value, property, old?[name], at: place))
    }
    for name in schema.required where members[name] == nil {
      verdict.add(FieldProblem(kind: .required, field: self.name("\(path).\(name)")))
    }
  }

  private func tooMany(_ path: String, _ count: Int, _ most: Int) -> FieldProblem {
    FieldProblem(
      kind: .tooMany, field: name(path), value: .int(count),
      detail: "must have at most \(most) \(most == 1 ? "item" : "items")")
  }
}

extension StructuralSchema {
  /// The element of an older list with the same keys; only lists of type map have one.
  fileprivate func counterpart(of element: JSONValue, in old: JSONValue?) -> JSONValue? {
    guard listType == "map", let elements = old?.array else { return nil }
    return elements.first { other in
      listMapKeys.allSatisfy { key in other[key] == element[key] }
    }
  }
}
