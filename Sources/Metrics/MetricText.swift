/// The lines of a scrape.
struct MetricText {
  private(set) var bytes: [UInt8] = []
  private let isOpenMetrics: Bool

  init(isOpenMetrics: Bool) {
    self.isOpenMetrics = isOpenMetrics
    bytes.reserveCapacity(64 * 1024)
  }

  /// Appends a family with its samples.
  mutating func append(_ family: MetricFamily, _ samples: [MetricSamples.Sample]) {
    // OpenMetrics names a counter without the ending that its samples have.
    let isCounter = family.kind == .counter && family.name.hasSuffix("_total")
    let name =
      isOpenMetrics && isCounter ? String(family.name.dropLast("_total".count)) : family.name
    bytes += "# HELP \(name) ".utf8
    escape(family.help, quotes: isOpenMetrics)
    bytes += "\n# TYPE \(name) \(family.kind.rawValue)\n".utf8
    for sample in samples {
      switch sample.value {
      case .number(let number): line(family.name, family.labels, sample.labels, Self.text(number))
      case .durations(let durations): append(durations, family, sample.labels)
      }
    }
  }

  /// Ends the text.
  mutating func end() {
    if isOpenMetrics { bytes += "# EOF\n".utf8 }
  }

  /// Buckets are told with those below them, and the last is all of them.
  private mutating func append(
    _ durations: DurationHistogram, _ family: MetricFamily, _ values: [String]
  ) {
    var below: UInt64 = 0
    for (bucket, count) in durations.counts.enumerated() {
      below += count
      let bound =
        bucket < DurationHistogram.bounds.count
        ? Self.text(Double(DurationHistogram.bounds[bucket]) / 1e9) : "+Inf"
      line("\(family.name)_bucket", family.labels + ["le"], values + [bound], "\(below)")
    }
    line("\(family.name)_sum", family.labels, values, Self.text(Double(durations.sum) / 1e9))
    line("\(family.name)_count", family.labels, values, "\(below)")
  }

  private mutating func line(
    _ name: String, _ labels: [String], _ values: [String], _ number: String
  ) {
    bytes += name.utf8
    if !labels.isEmpty {
      var separator = UInt8(ascii: "{")
      for (label, value) in zip(labels, values) {
        bytes.append(separator)
        separator = UInt8(ascii: ",")
        bytes += label.utf8
        bytes += "=\"".utf8
        escape(value, quotes: true)
        bytes.append(UInt8(ascii: "\""))
      }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: " "))
    bytes += number.utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A backslash and a line feed end no line, and a quote no value.
  private mutating func escape(_ text: String, quotes: Bool) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\"") where quotes: bytes += #"\""#.utf8
      default: bytes.append(byte)
      }
    }
  }

  /// A number as both formats spell it: whole ones without a point.
  static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: number).map(String.init) ?? "\(number)"
  }
}
