import JSON

/// Judges values by a schema, in the words of `kube-openapi/pkg/validation`.
///
/// Where the API server goes through a Go map in no order, this goes by name.
struct SchemaCheck {
  /// The field the checked value is in; empty for a whole object.
  var field = ""

  /// What is wrong with a value.
  ///
  /// - Parameter old: the value it replaces; what has not changed is not held against it
  ///   (`apiserver/validation/ratcheting.go`).
  func problems(
    _ value: JSONValue, _ schema: StructuralSchema, replacing old: JSONValue? = nil
  ) -> [FieldProblem] {
    member(value, schema, old, at: "").problems
  }

  /// The verdict on a part of an object: nothing is said against what was there before.
  func member(
    _ value: JSONValue, _ schema: StructuralSchema, _ old: JSONValue?, at path: String
  ) -> SchemaVerdict {
    let verdict = verdict(value, schema, old, at: path)
    return verdict.isValid || old != value ? verdict : SchemaVerdict()
  }

  /// The verdict on a value, whatever was there before.
  func verdict(
    _ value: JSONValue, _ schema: StructuralSchema, _ old: JSONValue?, at path: String
  ) -> SchemaVerdict {
    var verdict = SchemaVerdict()
    checkType(value, schema, at: path, &verdict)
    guard !value.isNull else {
      checkChoices(value, schema, at: path, &verdict)
      return verdict
    }
    checkComposition(value, schema, old, at: path, &verdict)
    switch value {
    case .string(let text): checkText(text, schema, at: path, &verdict)
    case .number: checkNumber(GoNumber(value), schema, at: path, &verdict)
    case .array(let elements): checkElements(elements, schema, old, at: path, &verdict)
    default: break
    }
    checkChoices(value, schema, at: path, &verdict)
    if case .object(let members) = value {
      checkMembers(members, schema, old, at: path, &verdict)
    }
    verdict.count()
    return verdict
  }

  /// A problem of a field below the checked value, with the validator's own words.
  func problem(
    _ path: String, _ kind: FieldProblem.Kind = .invalid, _ value: JSONValue = "",
    _ words: String
  ) -> FieldProblem {
    FieldProblem(
      kind: kind, field: name(path), value: value, detail: "\(path) in body \(words)")
  }

  /// A problem the validator gives no field for.
  func problem(_ detail: String) -> FieldProblem {
    FieldProblem(
      kind: .invalid, field: field.isEmpty ? "<nil>" : field, value: "", detail: detail)
  }

  /// The field of a path, as `kubeOpenAPIResultToFieldErrors` names it.
  func name(_ path: String) -> String {
    let path = path.hasPrefix(".") ? String(path.dropFirst()) : path
    guard !field.isEmpty else { return path.isEmpty ? "<nil>" : path }
    return path.isEmpty ? field : "\(field).\(path)"
  }

  private func checkChoices(
    _ value: JSONValue, _ schema: StructuralSchema, at path: String, _ verdict: inout SchemaVerdict
  ) {
    defer { verdict.count() }
    guard !schema.choices.isEmpty,
      !schema.choices.contains(where: { $0.isSame(as: value) }) || value.isNull
    else { return }
    let choices = schema.choices.map { choice in
      JSONValue.string(choice.string ?? choice.description).description
    }
    verdict.add(
      FieldProblem(
        kind: .notSupported, field: name(path), value: value,
        detail: "supported values: " + choices.joined(separator: ", ")))
  }
}

extension JSONValue {
  /// Whether two values are the same when numbers go by what they mean.
  func isSame(as other: JSONValue) -> Bool {
    if case .number = self, case .number = other { return double == other.double }
    return self == other
  }
}
