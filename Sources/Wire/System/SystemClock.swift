internal import CSystem

/// The machine's clocks.
package enum SystemClock {
  /// Nanoseconds since some moment before the start; never goes back.
  ///
  /// For deadlines and durations.
  package static var monotonicNanoseconds: UInt64 {
    let now = read(CLOCK_MONOTONIC)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }

  /// Seconds since 1970-01-01T00:00:00Z as the machine believes.
  ///
  /// For certificates and tokens.
  package static var unixSeconds: Int64 { Int64(read(CLOCK_REALTIME).tv_sec) }

  /// The present moment as the machine believes.
  package static var now: Timestamp {
    let now = read(CLOCK_REALTIME)
    return Timestamp(seconds: Int64(now.tv_sec), nanoseconds: Int32(now.tv_nsec))
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    // These two clocks cannot fail (clock_gettime(2)).
    _ = unsafe clock_gettime(clock, &time)
    return time
  }
}
