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
}
