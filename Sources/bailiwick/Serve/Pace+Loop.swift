import Kubernetes
import Wire

extension Pace {
  /// The pace of the loop that runs the calling task.
  static let onLoop = Pace(
    now: { .nanoseconds(Int64(clamping: SystemClock.monotonicNanoseconds)) },
    sleep: { duration throws(CancellationError) in
      guard let loop = EventLoop.current else { throw CancellationError() }
      do throws(WireError) {
        try await loop.sleep(until: .after(duration))
      } catch {
        throw CancellationError()
      }
    })

  /// The same by a clock that goes on while the machine sleeps, as others' clocks do.
  static let throughSleep = Pace(now: Pace.continuous().now, sleep: onLoop.sleep)
}
