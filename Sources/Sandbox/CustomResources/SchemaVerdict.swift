import JSON

/// What a schema says of a value.
struct SchemaVerdict {
  /// What is wrong, no two the same.
  private(set) var problems: [FieldProblem] = []
  /// How much was right: of several failed alternatives the one with the most is told.
  private(set) var matches = 0

  var isValid: Bool { problems.isEmpty }

  mutating func count() { matches += 1 }

  mutating func add(_ problem: FieldProblem) {
    guard !problems.contains(problem) else { return }
    problems.append(problem)
  }

  mutating func merge(_ other: SchemaVerdict) {
    for problem in other.problems { add(problem) }
    matches += other.matches
  }
}
