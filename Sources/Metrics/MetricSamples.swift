/// What is told at one moment, gathered from everybody who counts.
package struct MetricSamples: Sendable {
  /// A number, or the numbers of a histogram.
  enum Value: Sendable, Equatable {
    case number(Double)
    case durations(DurationHistogram)
  }

  struct Sample: Sendable, Equatable {
    /// The values of the family's labels, in their order.
    let labels: [String]
    let value: Value
  }

  private(set) var byFamily: [MetricFamily: [Sample]] = [:]

  package init() {}

  /// Takes in a number.
  package mutating func add(_ family: MetricFamily, _ value: Double) { add(family, [], value) }

  /// Takes in how long things took.
  package mutating func add(_ family: MetricFamily, _ durations: DurationHistogram) {
    add(family, [], durations)
  }

  /// Takes in a number under the values of the family's labels.
  package mutating func add(_ family: MetricFamily, _ labels: [String], _ value: Double) {
    assert(labels.count == family.labels.count && family.kind != .histogram, family.name)
    byFamily[family, default: []].append(Sample(labels: labels, value: .number(value)))
  }

  /// Takes in how long things took, under the values of the family's labels.
  package mutating func add(
    _ family: MetricFamily, _ labels: [String], _ durations: DurationHistogram
  ) {
    assert(labels.count == family.labels.count && family.kind == .histogram, family.name)
    byFamily[family, default: []].append(Sample(labels: labels, value: .durations(durations)))
  }
}
