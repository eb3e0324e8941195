import JSON

/// What ConfigMaps and Secrets have in common.
enum DataRules {
  /// The bytes of all values together.
  static let limit = 1024 * 1024

  static func problems(key: String, _ field: String) -> [FieldProblem] {
    NameSyntax.dataKey(key).map { .invalid(field, .string(key), $0) }
  }

  /// The number of bytes a text of base64 stands for.
  static func size(ofBase64 value: JSONValue) -> Int {
    let text = value.string?.utf8 ?? "".utf8
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return text.count / 4 * 3 - padding
  }

  /// What may not change once `immutable` is true, and that it stays true.
  static func problems(
    immutable object: JSONValue, _ old: JSONValue, _ fields: [String]
  ) -> [FieldProblem] {
    guard old["immutable"]?.bool == true else { return [] }
    let detail = "field is immutable when `immutable` is set"
    var problems: [FieldProblem] = []
    if object["immutable"]?.bool != true { problems.append(.forbidden("immutable", detail)) }
    for field in fields where object[field] != old[field] {
      problems.append(.forbidden(field, detail))
    }
    return problems
  }
}
