import JSON

extension SchemaCheck {
  /// Whether all, any, one and none of several schemas hold (`validate/schema_props.go`).
  func checkComposition(
    _ value: JSONValue, _ schema: StructuralSchema, _ old: JSONValue?, at path: String,
    _ verdict: inout SchemaVerdict
  ) {
    let composition = schema.composition
    let place = JSONValue.string(path)
    verdict.count()
    verdict.count()
    if !composition.anyOf.isEmpty {
      let verdicts = composition.anyOf.map { self.verdict(value, $0, old, at: path) }
      if let success = verdicts.first(where: \.isValid) {
        verdict.merge(success)
      } else {
        verdict.add(problem("\(place) must validate at least one schema (anyOf)"))
        if let best = Self.best(verdicts) { verdict.merge(best) }
      }
    }
    if !composition.oneOf.isEmpty {
      let verdicts = composition.oneOf.map { self.verdict(value, $0, old, at: path) }
      let count = verdicts.count(where: \.isValid)
      if count == 1, let success = verdicts.first(where: \.isValid) {
        verdict.merge(success)
      } else {
        let found = count == 0 ? "Found none valid" : "Found \(count) valid alternatives"
        verdict.add(problem("\(place) must validate one and only one schema (oneOf). \(found)"))
        if count == 0, let best = Self.best(verdicts) { verdict.merge(best) }
      }
    }
    if !composition.allOf.isEmpty {
      let verdicts = composition.allOf.map { self.verdict(value, $0, old, at: path) }
      for part in verdicts { verdict.merge(part) }
      if !verdicts.allSatisfy(\.isValid) {
        let none = verdicts.contains(where: \.isValid) ? "" : ". None validated"
        verdict.add(problem("\(place) must validate all the schemas (allOf)\(none)"))
      }
    }
    if let not = composition.not, self.verdict(value, not, old, at: path).isValid {
      verdict.add(problem("\(place) must not validate the schema (not)"))
    }
  }

  /// The failure with the most that was right, the first of equals.
  private static func best(_ verdicts: [SchemaVerdict]) -> SchemaVerdict? {
    verdicts.reduce(nil) { best, next in
      guard let best, best.matches >= next.matches else { return next }
      return best
    }
  }
}
