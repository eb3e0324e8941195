/// Time and chance, as a reflector uses them.
///
/// They are injected so that the loop is tested without waiting.
package struct Pace: Sendable {
  /// Monotonic time since any fixed origin.
  package let now: @Sendable () -> Duration

  /// Waits; throws only when the task is cancelled.
  package let sleep: @Sendable (Duration) async throws(CancellationError) -> Void

  /// A random number in 0..<1.
  package let random: @Sendable () -> Double

  /// A pace of the given clock and dice.
  package init(
    now: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  /// The pace of the machine's own monotonic clock.
  package static func continuous() -> Pace {
    let clock = ContinuousClock()
    let start = clock.now
    return Pace(
      now: { start.duration(to: clock.now) },
      sleep: { wait throws(CancellationError) in
        do { try await clock.sleep(for: wait) } catch { throw CancellationError() }
      })
  }
}
