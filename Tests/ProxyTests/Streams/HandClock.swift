import Kubernetes
import Synchronization

/// A clock that a test moves, with dice that always show nought.
final class HandClock: Sendable {
  private let time = Mutex(Duration.seconds(1_000))

  var now: Duration { time.withLock { $0 } }

  func pass(_ duration: Duration) { time.withLock { $0 += duration } }

  var pace: Pace {
    Pace(
      now: { self.now }, sleep: { _ throws(CancellationError) in throw CancellationError() },
      random: { 0 })
  }
}
