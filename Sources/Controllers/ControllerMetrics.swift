internal import Kubernetes
internal import Metrics
internal import Synchronization

/// What is counted of the controllers, each by its name, which the program gave it.
final class ControllerMetrics: Sendable {
  private struct Figures {
    var done: UInt64 = 0
    var failed: UInt64 = 0
    var conflicts: UInt64 = 0
    var durations = DurationHistogram()
    var depth: @Sendable () -> Int = { 0 }
  }

  private let figures = Mutex<[String: Figures]>([:])
  /// Writes that were sent.
  let writes = Counters<ControllerName>()

  /// Follows how much a controller has to do.
  func follow(_ controller: String, depth: @escaping @Sendable () -> Int) {
    figures.withLock { $0[controller, default: Figures()].depth = depth }
  }

  /// Lets go of a controller that works no more: it holds what holds these figures.
  func forget(_ controller: String) {
    figures.withLock { $0[controller]?.depth = { 0 } }
  }

  /// Counts that a controller has worked on a key.
  func count(_ controller: String, _ duration: Duration, _ error: APIError?) {
    figures.withLock { figures in
      var known = figures[controller] ?? Figures()
      switch error {
      case nil: known.done += 1
      case let error? where error.isConflict: known.conflicts += 1
      default: known.failed += 1
      }
      known.durations.observe(duration)
      figures[controller] = known
    }
  }

  /// Tells everything of the controllers that have run, and the writes of those that may.
  func collect(_ enabled: [ControllerName], into samples: inout MetricSamples) {
    let known = figures.withLock { $0 }.sorted { $0.key < $1.key }
    for (name, figures) in known {
      samples.add(.reconciles, [name, "done"], Double(figures.done))
      samples.add(.reconciles, [name, "failed"], Double(figures.failed))
      samples.add(.reconciles, [name, "conflict"], Double(figures.conflicts))
      samples.add(.reconcileDuration, [name], figures.durations)
      samples.add(.queueDepth, [name], Double(figures.depth()))
    }
    for name in enabled {
      samples.add(.controllerWrites, [name.rawValue], Double(writes[name]))
    }
  }
}
