/// How long a client may be waited for within one body.
///
/// It has a grace, and wins back a second of it for so many bytes that came: a body that trickles
/// ends when the grace is used up, however it is cut. Only waiting for the client counts, not the
/// time in which an upstream takes nothing.
struct BodyPace {
  private let grace: UInt64
  private let perByte: UInt64
  /// Nanoseconds of waiting that are left.
  private var left: UInt64

  /// - Parameter rate: bytes a second; 0 asks for no pace at all.
  init(grace: Interval, rate: UInt64) {
    self.grace = rate == 0 ? .max : grace.nanoseconds
    perByte = rate == 0 ? 0 : 1_000_000_000 / rate
    left = self.grace
  }

  /// When to give up waiting that begins now, and would otherwise go on for `wait`.
  func deadline(from now: Deadline, wait: Interval) -> Deadline {
    now + min(wait, Interval(nanoseconds: left))
  }

  mutating func received(_ count: Int) {
    let won = UInt64(count).multipliedReportingOverflow(by: perByte)
    let sum = left.addingReportingOverflow(won.partialValue)
    left = won.overflow || sum.overflow ? grace : min(grace, sum.partialValue)
  }

  mutating func waited(from start: Deadline, to end: Deadline) {
    let waited = end.nanoseconds - min(start.nanoseconds, end.nanoseconds)
    left -= min(left, waited)
  }
}
