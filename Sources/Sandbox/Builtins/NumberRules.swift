import JSON

/// What numbers must be.
enum NumberRules {
  /// Not below zero (`ValidateNonnegativeField`).
  static func problems(natural number: JSONValue?, _ field: String) -> [FieldProblem] {
    guard let value = number?.int, value < 0 else { return [] }
    return [.invalid(field, .int(value), "must be greater than or equal to 0")]
  }

  /// A number, or a percentage of at most 100.
  static func problems(share: JSONValue?, _ field: String) -> [FieldProblem] {
    problems(portion: share, field) + problems(whole: share, field)
  }

  /// A percentage of at most 100 (`IsNotMoreThan100Percent`).
  static func problems(whole share: JSONValue?, _ field: String) -> [FieldProblem] {
    guard let share, let text = share.string, (percent(text) ?? 0) > 100 else { return [] }
    return [.invalid(field, share, "must not be greater than 100%")]
  }

  /// A number or any percentage (`ValidatePositiveIntOrPercent`).
  static func problems(portion share: JSONValue?, _ field: String) -> [FieldProblem] {
    guard let text = share?.string else { return problems(natural: share, field) }
    guard percent(text) != nil else {
      return [
        .invalid(
          field, .string(text),
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. "
            + "'1%',  or '93%', regex used for validation is '[0-9]+%')")
      ]
    }
    return []
  }

  /// The number of a share, without its percent sign.
  static func number(share: JSONValue?) -> Int {
    share?.int ?? share?.string.flatMap(percent) ?? 0
  }

  private static func percent(_ text: String) -> Int? {
    guard text.hasSuffix("%"), text.utf8.dropLast().allSatisfy(NameSyntax.isDigit) else {
      return nil
    }
    return Int(text.dropLast())
  }
}
