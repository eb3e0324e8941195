import JSON

/// What is wrong with a label selector (`apimachinery/pkg/apis/meta/v1/validation`).
enum SelectorProblems {
  /// `ValidateLabelSelector`.
  static func problems(_ selector: JSONValue?, _ field: String) -> [FieldProblem] {
    guard let selector, !selector.isNull else { return [] }
    return ObjectMetaProblems.problems(labels: selector["matchLabels"], "\(field).matchLabels")
      + selector.items("matchExpressions").enumerated().flatMap { place, expression in
        problems(expression: expression, "\(field).matchExpressions[\(place)]")
      }
  }

  /// Whether a selector selects everything, as one without requirements does.
  static func isEmpty(_ selector: JSONValue?) -> Bool {
    (selector?.count("matchLabels") ?? 0) == 0
      && (selector?.items("matchExpressions").isEmpty ?? true)
  }

  private static func problems(expression: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let values = expression.items("values").map { $0.string ?? "" }
    switch expression.text("operator") {
    case "In", "NotIn":
      if values.isEmpty {
        problems.append(
          .required(
            "\(field).values", "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        problems.append(
          .forbidden(
            "\(field).values",
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
    case let word:
      problems.append(
        .invalid("\(field).operator", .string(word), "not a valid selector operator"))
    }
    let key = expression.text("key")
    problems += NameSyntax.qualifiedName(key).map { .invalid("\(field).key", .string(key), $0) }
    for (place, value) in values.enumerated() {
      problems += NameSyntax.labelValue(value)
        .map { .invalid("\(field).values[\(place)]", .string(value), $0) }
    }
    return problems
  }
}
