import JSON

// The constructors of `apimachinery/pkg/util/validation/field/errors.go`.
extension FieldProblem {
  /// A value that breaks a rule.
  static func invalid(_ field: String, _ value: JSONValue, _ detail: String) -> FieldProblem {
    FieldProblem(kind: .invalid, field: field, value: value, detail: detail)
  }

  /// A value that is missing.
  static func required(_ field: String, _ detail: String = "") -> FieldProblem {
    FieldProblem(kind: .required, field: field, detail: detail)
  }

  /// A value that may not be there now.
  static func forbidden(_ field: String, _ detail: String) -> FieldProblem {
    FieldProblem(kind: .forbidden, field: field, detail: detail)
  }

  /// A value that is there already.
  static func duplicate(_ field: String, _ value: JSONValue) -> FieldProblem {
    FieldProblem(kind: .duplicate, field: field, value: value)
  }

  /// A word that is none of those known.
  static func notSupported(_ field: String, _ value: JSONValue, _ known: [String]) -> FieldProblem {
    let list = known.map { "\"\($0)\"" }.joined(separator: ", ")
    return FieldProblem(
      kind: .notSupported, field: field, value: value, detail: "supported values: \(list)")
  }

  /// A value of too many bytes.
  static func tooLong(_ field: String, _ limit: Int) -> FieldProblem {
    FieldProblem(
      kind: .tooLong, field: field,
      detail: "may not be more than \(limit) byte\(limit == 1 ? "" : "s")")
  }

  /// A value that differs from what it was, where it may not.
  static func changed(
    _ object: JSONValue, _ old: JSONValue, _ path: String...,
    because detail: String = "field is immutable"
  ) -> [FieldProblem] {
    let value = object[at: path]
    guard value != old[at: path] else { return [] }
    return [.invalid(path.joined(separator: "."), value ?? .null, detail)]
  }
}
