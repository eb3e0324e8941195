/// How long to wait before trying again.
///
/// The wait doubles from `first` to `most`, is spread over up to twice itself so that many clients
/// do not return at once, and starts over after a quiet time. The numbers are those of client-go's
/// reflector (k8s.io/client-go/tools/cache/reflector.go).
package struct Backoff: Sendable, Equatable {
  /// The first wait, before it is spread.
  package let first: Duration

  /// The longest wait, before it is spread.
  package let most: Duration

  /// How long without a failure until the next one counts as the first again.
  package let quiet: Duration

  private var step: Duration
  private var last: Duration?

  /// A backoff that has not waited yet.
  package init(
    first: Duration = .milliseconds(800), most: Duration = .seconds(30),
    quiet: Duration = .seconds(120)
  ) {
    self.first = first
    self.most = most
    self.quiet = quiet
    step = first
  }

  /// Returns the wait after one more failure.
  ///
  /// - Parameters:
  ///   - now: Monotonic time since any fixed origin.
  ///   - spread: A random number in 0..<1.
  /// - Returns: At least the step, less than twice the step.
  package mutating func next(now: Duration, spread: Double) -> Duration {
    if let last, now - last > quiet { step = first }
    let wait = step + step * spread
    step = min(step * 2, most)
    last = now + wait
    return wait
  }
}
