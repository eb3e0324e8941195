import JSON

extension SchemaCheck {
  /// Length, pattern and format of a text; the first failure counts (`validate/validator.go`).
  func checkText(
    _ text: String, _ schema: StructuralSchema, at path: String, _ verdict: inout SchemaVerdict
  ) {
    verdict.count()
    let bounds = schema.bounds
    let length = text.unicodeScalars.count
    if let most = bounds.maxLength, length > most {
      verdict.add(
        FieldProblem(
          kind: .tooLong, field: name(path),
          detail: "may not be more than \(most) \(most == 1 ? "byte" : "bytes")"))
    } else if let least = bounds.minLength, length < least {
      verdict.add(problem(path, value(text), "should be at least \(least) chars long"))
    } else if let pattern = bounds.pattern {
      checkPattern(text, pattern, at: path, &verdict)
    }
    guard let format = TextFormat(schema.knownFormat) else { return }
    verdict.count()
    if !format.matches(text) {
      verdict.add(
        problem(
          path, .typeInvalid, .string(text),
          "must be of type \(schema.format): \(JSONValue.string(text))"))
    }
  }

  private func checkPattern(
    _ text: String, _ pattern: String, at path: String, _ verdict: inout SchemaVerdict
  ) {
    guard let expression = SchemaPattern(pattern) else {
      let why = "\(pattern), but pattern is invalid: \(SchemaPattern.complaint(pattern) ?? "")"
      return verdict.add(problem(path, value(text), "should match '\(why)'"))
    }
    if !expression.matches(text) {
      verdict.add(problem(path, value(text), "should match '\(pattern)'"))
    }
  }

  private func value(_ text: String) -> JSONValue { .string(text) }

  private func problem(_ path: String, _ value: JSONValue, _ words: String) -> FieldProblem {
    problem(path, .invalid, value, words)
  }

  /// Range, multiples and bounds of a number.
  func checkNumber(
    _ number: GoNumber, _ schema: StructuralSchema, at path: String,
    _ verdict: inout SchemaVerdict
  ) {
    verdict.count()
    verdict.count()
    checkRange(number, schema, at: path, &verdict)
    let bounds = schema.bounds
    let shown: JSONValue =
      number.integer.map { .int($0) } ?? .number(GoNumber.spelled(number.double))
    if let factor = bounds.multipleOf {
      let (value, factor) = number.compare(with: factor)
      let quotient = factor < 1 ? 1 / factor * value : value / factor
      if factor > 0, quotient.rounded(.towardZero) != quotient {
        let words = "should be a multiple of \(number.spelled(factor))"
        verdict.add(problem(path, shown, words))
      }
    }
    if let least = bounds.minimum {
      let (value, bound) = number.compare(with: least)
      if value < bound || bounds.excludesMinimum && value == bound {
        let words = bounds.excludesMinimum ? "greater than" : "greater than or equal to"
        verdict.add(problem(path, shown, "should be \(words) \(number.spelled(least))"))
      }
    }
    if let most = bounds.maximum {
      let (value, bound) = number.compare(with: most)
      if value > bound || bounds.excludesMaximum && value == bound {
        let words = bounds.excludesMaximum ? "less than" : "less than or equal to"
        verdict.add(problem(path, shown, "should be \(words) \(number.spelled(most))"))
      }
    }
  }

  /// `IsValueValidAgainstRange`: of integers only, as floating numbers all fit.
  private func checkRange(
    _ number: GoNumber, _ schema: StructuralSchema, at path: String,
    _ verdict: inout SchemaVerdict
  ) {
    guard schema.types == ["integer"] else { return }
    let whole = number.integer ?? (number.isIntegral ? Int64(exactly: number.double) : nil)
    let format = schema.knownFormat
    let fits = format == "int32" ? whole.flatMap { Int32(exactly: $0) } != nil : whole != nil
    guard !fits else { return }
    let which = format.isEmpty ? "(default format)" : "with format \(format)"
    verdict.add(problem("Checked value must be of type integer \(which) in \(path)"))
  }
}
