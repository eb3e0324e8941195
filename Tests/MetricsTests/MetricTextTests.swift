import Testing

@testable import Metrics

@Suite struct `The text of a scrape` {
  private static let plain = MetricFamily("x_total", .counter, ["a", "b"], "One\nline, \\ \"so\".")
  private static let times = MetricFamily("y_seconds", .histogram, ["a"], "Times.")

  private static func text(
    _ family: MetricFamily, isOpenMetrics: Bool = false, _ fill: (inout MetricSamples) -> Void
  ) -> [String] {
    var samples = MetricSamples()
    fill(&samples)
    var text = MetricText(isOpenMetrics: isOpenMetrics)
    text.append(family, samples.byFamily[family] ?? [])
    text.end()
    return String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `escapes what would end a value, a name or a line`() {
    let lines = Self.text(Self.plain) { $0.add(Self.plain, ["a\"b\\c\nd", "é"], 1) }
    #expect(
      lines == [
        #"# HELP x_total One\nline, \\ "so"."#, "# TYPE x_total counter",
        #"x_total{a="a\"b\\c\nd",b="é"} 1"#,
      ])
  }

  @Test func `is OpenMetrics where that is asked for`() {
    let lines = Self.text(Self.plain, isOpenMetrics: true) { $0.add(Self.plain, ["1", "2"], 0.5) }
    #expect(
      lines == [
        #"# HELP x One\nline, \\ \"so\"."#, "# TYPE x counter", #"x_total{a="1",b="2"} 0.5"#,
        "# EOF",
      ])
    #expect(MetricFormat(accept: "application/openmetrics-text;version=1.0.0,*/*") == .openMetrics)
    #expect(MetricFormat(accept: "text/plain") == .prometheus)
    #expect(MetricFormat(accept: nil) == .prometheus)
  }

  @Test func `tells each bucket with those below it`() {
    let lines = Self.text(Self.times) { samples in
      var durations = DurationHistogram()
      // On a bound, between two, and above the last.
      for nanoseconds: UInt64 in [100_000, 300_000, 61_000_000_000] {
        durations.observe(nanoseconds)
      }
      samples.add(Self.times, ["z"], durations)
    }
    #expect(lines.count == 2 + DurationHistogram.bounds.count + 3)
    #expect(lines[2] == #"y_seconds_bucket{a="z",le="0.0001"} 1"#)
    #expect(lines[3] == #"y_seconds_bucket{a="z",le="0.00025"} 1"#)
    #expect(lines[4] == #"y_seconds_bucket{a="z",le="0.0005"} 2"#)
    #expect(lines[19] == #"y_seconds_bucket{a="z",le="60"} 2"#)
    #expect(lines[20] == #"y_seconds_bucket{a="z",le="+Inf"} 3"#)
    #expect(lines[21] == #"y_seconds_sum{a="z"} 61.0004"#)
    #expect(lines[22] == #"y_seconds_count{a="z"} 3"#)
  }

  @Test(arguments: [
    (0, "0"), (-1, "-1"), (1_764_000_000, "1764000000"), (0.25, "0.25"), (1e300, "1e+300"),
    (Double.infinity, "+Inf"), (-Double.infinity, "-Inf"), (Double.nan, "NaN"),
  ])
  func `spells numbers as Go reads them`(_ number: Double, _ text: String) {
    #expect(MetricText.text(number) == text)
  }

  @Test func `has every family, also one of which nothing is told`() {
    let text = String(decoding: MetricFormat.prometheus.encode(MetricSamples()), as: UTF8.self)
    for family in MetricFamily.all {
      #expect(text.contains("# TYPE \(family.name) \(family.kind.rawValue)\n"))
    }
  }
}
