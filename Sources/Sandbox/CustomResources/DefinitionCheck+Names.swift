import JSON

extension DefinitionCheck {
  /// Names that are missing or cannot be.
  func nameProblems() -> [FieldProblem] {
    let names = spec["names"] ?? [:]
    var problems = ["plural", "singular", "kind", "listKind"]
      .filter { (names[$0]?.string ?? "").isEmpty }
      .map { FieldProblem(kind: .required, field: "spec.names.\($0)") }
    for name in ["plural", "singular"] {
      problems += label(names[name]?.string ?? "", at: name)
    }
    for name in ["kind", "listKind"] {
      problems += label(
        names[name]?.string ?? "", at: name,
        "may have mixed case, but should otherwise match: ", isMixed: true)
    }
    problems += labels(names["shortNames"], at: "shortNames")
    if let kind = names["kind"], kind == names["listKind"], kind.string != "" {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "spec.names.listKind", value: kind,
          detail: "kind and listKind may not be the same"))
    }
    return problems + labels(names["categories"], at: "categories")
  }

  private func labels(_ values: JSONValue?, at name: String) -> [FieldProblem] {
    (values?.array ?? []).enumerated().flatMap { index, value in
      label(value.string ?? "", at: "\(name)[\(index)]", isRequired: true)
    }
  }

  private func label(
    _ text: String, at name: String, _ prefix: String = "", isMixed: Bool = false,
    isRequired: Bool = false
  ) -> [FieldProblem] {
    guard isRequired || !text.isEmpty else { return [] }
    guard let error = DNSName.labelError(isMixed ? text.lowercased() : text) else { return [] }
    return [
      FieldProblem(
        kind: .invalid, field: "spec.names.\(name)", value: .string(text),
        detail: prefix + error)
    ]
  }
}
