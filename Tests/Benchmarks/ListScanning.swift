import JSON

/// How fast the list filter reads: few items of many are kept.
enum ListScanning {
  static let name = "list filter, 3 of 2000 namespaces"
  /// Bytes a second on one core, in GB, that must be held.
  private static let target = 3.0
  private static let chunk = 16 * 1024

  static func measure() throws -> [Measurement] {
    let list = SyntheticList.namespaces(2000)
    let mine = Set([17, 999, 1999].map(SyntheticList.name))
    var best = Double.infinity
    for _ in 0..<20 {
      let clock = ContinuousClock()
      let spent = try clock.measure {
        let kept = try filter(list, keeping: mine)
        guard kept == mine.count else { throw BenchmarkError("the filter kept \(kept) items") }
      }
      best = min(best, spent / .seconds(1))
    }
    let rate = Double(list.count) / best / 1e9
    return [
      Measurement(
        name: name, value: rate, unit: "GB/s", reference: target)
    ]
  }

  private static func filter(_ list: [UInt8], keeping names: Set<String>) throws -> Int {
    var filter = ListFilter(readsLabels: false, maximumItemBytes: 1 << 20)
    var out: [UInt8] = []
    let bytes = unsafe list.span.bytes
    var start = 0
    while start < bytes.byteCount {
      let end = min(bytes.byteCount, start + chunk)
      try filter.push(bytes.extracting(start..<end), into: &out) { item in
        names.contains(item.name)
      }
      start = end
    }
    try filter.finish()
    return filter.keptItems
  }
}
