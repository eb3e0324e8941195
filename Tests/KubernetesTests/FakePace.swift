import Kubernetes
import Synchronization

/// A clock that moves only when somebody sleeps.
final class FakePace: Sendable {
  private let state = Mutex(State())
  private let spread: Double

  private struct State {
    var now = Duration.zero
    var sleeps: [Duration] = []
    var isStopped = false
  }

  init(spread: Double = 0) { self.spread = spread }

  var sleeps: [Duration] { state.withLock { $0.sleeps } }
  var now: Duration { state.withLock { $0.now } }

  /// Makes the next sleep end as in a cancelled task.
  func stop() { state.withLock { $0.isStopped = true } }

  func pass(_ duration: Duration) { state.withLock { $0.now += duration } }

  var pace: Pace {
    Pace(
      now: { self.now },
      sleep: { duration throws(CancellationError) in
        let isStopped = self.state.withLock { state in
          if state.isStopped { return true }
          state.now += duration
          state.sleeps.append(duration)
          return false
        }
        if isStopped { throw CancellationError() }
      },
      random: { [spread] in spread })
  }
}
