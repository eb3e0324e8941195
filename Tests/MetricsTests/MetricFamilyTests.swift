import Testing

@testable import Metrics

@Suite struct `The families of metrics` {
  @Test func `have names of their own, as Prometheus wants them`() {
    #expect(Set(MetricFamily.all.map(\.name)).count == MetricFamily.all.count)
    for family in MetricFamily.all {
      #expect(family.name.contains(/^(bailiwick|process)(_[a-z]+)+$/), "\(family.name)")
      #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
      #expect(family.kind != .histogram || family.name.hasSuffix("_seconds"), "\(family.name)")
      #expect(!family.help.isEmpty && !family.labels.contains("le"), "\(family.name)")
    }
  }

  private enum Colour: String, MetricLabel {
    case red
    case blue
  }

  @Test func `count what happens, and tell what did not happen yet`() {
    let counters = Counters<Colour>()
    counters.add(.red)
    counters.add(.red, 2)
    var samples = MetricSamples()
    counters.collect(.streamsEnded, into: &samples)
    #expect(
      samples.byFamily[.streamsEnded] == [
        MetricSamples.Sample(labels: ["red"], value: .number(3)),
        MetricSamples.Sample(labels: ["blue"], value: .number(0)),
      ])
  }

  @Test func `gather what everybody tells`() {
    var registry = MetricRegistry()
    registry.add { $0.add(.ready, 1) }
    registry.add { $0.add(.leader, 0) }
    let text = String(decoding: registry.text(in: .prometheus), as: UTF8.self)
    #expect(text.contains("\nbailiwick_ready 1\n") && text.contains("\nbailiwick_leader 0\n"))
  }
}
