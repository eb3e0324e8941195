internal import CSystem

/// A moment of the monotonic clock by which something must have happened.
package struct Deadline: Comparable, Sendable {
  /// Nanoseconds of `CLOCK_MONOTONIC`.
  package let nanoseconds: UInt64

  package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// Never reached.
  package static let never = Deadline(nanoseconds: .max)

  /// The present moment.
  package static var now: Deadline {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Deadline(nanoseconds: UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec))
  }

  /// The moment so long after now; `never` when that does not fit.
  package static func after(_ interval: Interval) -> Deadline { now + interval }

  /// The moment so long after now; `never` when that does not fit.
  package static func after(_ duration: Duration) -> Deadline { now + Interval(duration) }

  package static func + (deadline: Deadline, interval: Interval) -> Deadline {
    let sum = deadline.nanoseconds.addingReportingOverflow(interval.nanoseconds)
    return sum.overflow ? .never : Deadline(nanoseconds: sum.partialValue)
  }

  package static func + (deadline: Deadline, duration: Duration) -> Deadline {
    deadline + Interval(duration)
  }

  package static func < (left: Deadline, right: Deadline) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
