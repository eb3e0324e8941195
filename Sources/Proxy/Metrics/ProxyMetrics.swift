package import Metrics
package import Wire

/// What the proxy counts of its callers' requests.
package final class ProxyMetrics: Sendable {
  private let shards: [(loop: EventLoop, shard: RequestShard)]
  /// Of loops that are none of those.
  private let rest = RequestShard()
  let failures = Counters<FailureReason>()
  let endings = Counters<StreamEnding>()

  /// - Parameter loops: each counts by itself.
  package init(loops: [EventLoop] = []) {
    shards = loops.map { ($0, RequestShard()) }
  }

  /// Where the connections of a loop count.
  func shard(of loop: EventLoop) -> RequestShard {
    shards.first { $0.loop === loop }?.shard ?? rest
  }

  /// Tells everything.
  package func collect(into samples: inout MetricSamples) {
    var tally = rest.value
    for (_, shard) in shards { tally.add(shard.value) }
    tally.collect(into: &samples)
    failures.collect(.exchangeFailures, into: &samples)
    endings.collect(.streamsEnded, into: &samples)
  }
}
