/// A span of time in nanoseconds: made once from what a person writes, added to the clock for every
/// wait, which a `Duration` of 128 bits would make dear.
package struct Interval: Sendable, Hashable, Comparable {
  package let nanoseconds: UInt64

  package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// The interval of a duration; none for a negative one.
  package init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let whole = UInt64(max(0, seconds)).multipliedReportingOverflow(by: 1_000_000_000)
    let sum = whole.partialValue.addingReportingOverflow(
      UInt64(max(0, attoseconds)) / 1_000_000_000)
    nanoseconds = whole.overflow || sum.overflow ? .max : sum.partialValue
  }

  package static func seconds(_ count: UInt64) -> Interval {
    Interval(nanoseconds: count &* 1_000_000_000)
  }

  package static func milliseconds(_ count: UInt64) -> Interval {
    Interval(nanoseconds: count &* 1_000_000)
  }

  package static func < (left: Interval, right: Interval) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
