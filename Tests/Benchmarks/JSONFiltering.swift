import JSON

/// How fast answers in JSON are filtered: few objects of many are kept.
struct JSONFiltering {
  let name: String
  /// Bytes a second on one core, in GB, that must be held.
  let target: Double?
  private let answer: SyntheticAnswer.Shape

  static let questions = [
    JSONFiltering(name: "list filter, 3 of 2000 namespaces", target: 3, answer: .list),
    JSONFiltering(name: "table filter, 3 of 2000 namespaces", target: nil, answer: .table),
    JSONFiltering(name: "watch filter, 3 of 2000 events", target: nil, answer: .watch),
    JSONFiltering(name: "watch filter, 3 of 2000 tables", target: nil, answer: .watchedTables),
  ]

  func measure() throws -> Measurement {
    let bytes = SyntheticAnswer(answer, count: 2000).bytes
    let mine = Set([17, 999, 1999].map(SyntheticNamespace.name))
    var best = Double.infinity
    for _ in 0..<20 {
      var filter = JSONFilter(answer)
      var out: [UInt8] = []
      let spent = try ContinuousClock().measure {
        try filter.push(bytes, into: &out) { mine.contains($0.name) }
        try filter.finish()
      }
      guard filter.keptItems == mine.count else {
        throw BenchmarkError("the filter kept \(filter.keptItems) objects")
      }
      best = min(best, spent / .seconds(1))
    }
    return Measurement(
      name: name, value: Double(bytes.count) / best / 1e9, unit: "GB/s", reference: target)
  }
}
