internal import Metrics
internal import Ownership

extension RequestTally {
  /// Tells everything.
  func collect(into samples: inout MetricSamples) {
    let verdicts = RequestRecord.Verdict.allCases.map(\.rawValue)
    var bytes: [[String]: UInt64] = [:]
    for row in rows {
      let labels = [
        KnownVerbs.labels[Int(row.key.verb)], KnownResources.labels[Int(row.key.resource)],
        verdicts[Int(row.key.verdict)],
      ]
      samples.add(.requests, labels + ["\(row.key.code)"], Double(row.requests))
      bytes[labels, default: 0] &+= row.bytes
    }
    for (labels, count) in bytes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      samples.add(.responseBytes, labels, Double(count))
    }
    for (place, time) in times.enumerated() {
      guard let time else { continue }
      let (verb, verdict) = place.quotientAndRemainder(dividingBy: verdicts.count)
      let labels = [KnownVerbs.labels[verb], verdicts[verdict]]
      if time.whole.count > 0 { samples.add(.requestDuration, labels, time.whole) }
      if time.firstByte.count > 0 { samples.add(.firstByteDuration, labels, time.firstByte) }
    }
    for resource in FilteredResource.allCases {
      let number = KnownResources.number(of: resource)
      let label = KnownResources.labels[number]
      samples.add(.hiddenItems, [label], Double(hidden[number]))
      samples.add(.watchEvents, [label, "passed"], Double(events[number].passed))
      samples.add(.watchEvents, [label, "hidden"], Double(events[number].hidden))
    }
    samples.add(.tokenLookups, ["connection"], Double(remembered))
  }
}
