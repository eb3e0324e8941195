/// What a load generator saw.
struct Load: Sendable {
  var requests = 0
  var bytes = 0
  /// Of each request, in nanoseconds.
  var latencies: [UInt64] = []

  static func + (left: Load, right: Load) -> Load {
    Load(
      requests: left.requests + right.requests, bytes: left.bytes + right.bytes,
      latencies: left.latencies + right.latencies)
  }

  /// The latency that a share of the requests did not exceed, in milliseconds.
  func latency(_ share: Double) -> Double {
    guard !latencies.isEmpty else { return 0 }
    let sorted = latencies.sorted()
    return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1e6
  }
}
