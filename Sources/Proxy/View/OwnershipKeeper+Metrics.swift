package import Metrics
internal import Kubernetes
internal import Ownership
internal import Synchronization
internal import Wire

extension OwnershipKeeper {
  /// Tells how much is known, and how old it is.
  package func collect(into samples: inout MetricSamples) {
    let now = pace.now()
    let (counts, heard, lists, failures, rebuilds) = state.withLock { state in
      (
        state.index.counts, state.heard.values.map { $0() }, state.lists, state.failures,
        state.rebuilds
      )
    }
    for (kind, count) in counts { samples.add(.viewObjects, [kind], Double(count)) }
    // Before everything was heard of once there is no age that could be told.
    let last = heard.compactMap(\.self)
    if !last.isEmpty, last.count == heard.count, let oldest = last.min() {
      samples.add(.viewAge, max(now - oldest, .zero) / .seconds(1))
    }
    samples.add(.viewFresh, isSynced && stale.isEmpty ? 1 : 0)
    samples.add(.viewChanges, Double(published.value?.changes ?? 0))
    samples.add(.viewRebuild, rebuilds)
    samples.add(.sourceLists, Double(lists))
    samples.add(.sourceFailures, Double(failures))
  }

  /// Counts what a reflector reports.
  func count<Object, Transport>(_ report: Reflector<Object, Transport>.Report) {
    switch report {
    case .listed: state.withLock { $0.lists += 1 }
    case .failed: state.withLock { $0.failures += 1 }
    case .absent, .unreadable: break
    }
  }
}
