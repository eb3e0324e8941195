/// Everybody who counts something.
package struct MetricRegistry: Sendable {
  /// Tells what was counted; called at each scrape, from any thread.
  package typealias Source = @Sendable (inout MetricSamples) -> Void

  private var sources: [Source] = []

  package init() {}

  /// Adds somebody who counts.
  package mutating func add(_ source: @escaping Source) { sources.append(source) }

  /// What everybody tells now.
  package func collect() -> MetricSamples {
    var samples = MetricSamples()
    for source in sources { source(&samples) }
    return samples
  }

  /// The same as a text that Prometheus reads.
  package func text(in format: MetricFormat) -> [UInt8] { format.encode(collect()) }
}
