private import Synchronization

/// Whether this process leads, as every writer asks before each write.
///
/// The clock answers, and nobody has to say that the time is up: leadership that is not renewed ends
/// though the renewal hangs.
package final class Leadership: Sendable {
  private let now: @Sendable () -> Duration
  private let end = Mutex<Duration?>(nil)

  /// A leadership that is not held.
  ///
  /// - Parameter now: Monotonic time since any fixed origin; it goes on while the machine sleeps.
  package init(now: @escaping @Sendable () -> Duration) {
    self.now = now
  }

  /// Whether this process leads now.
  package var isHeld: Bool { end.withLock { $0.map { now() < $0 } ?? false } }

  /// Leads until a time; nil ends it.
  func hold(until time: Duration?) { end.withLock { $0 = time } }
}
