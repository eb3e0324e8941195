package import Wire

/// Where a contest for a lease stands, and what this contestant does next: a value, without I/O or
/// clock.
///
/// The rules are those of client-go's leader election
/// (k8s.io/client-go/tools/leaderelection/leaderelection.go). Clocks of two machines are never
/// compared: another's lease has run out only when this contestant itself saw it unchanged for as
/// long as it lasts, and every write names the version that was read, so of two who take it one is
/// refused. Different from client-go, a lease that vanishes is still another's until it would have
/// run out: somebody who deletes it makes no second leader.
package struct LeaseState: Sendable, Equatable {
  /// What to do next; the outcome of a request is told to the state before it is asked again.
  package enum Step: Sendable, Equatable {
    /// Get the Lease.
    case read

    /// Create the Lease, which did not exist.
    case create(Lease)

    /// Replace the version of the Lease that was read.
    case update(Lease)

    /// Do nothing for a while.
    case wait(Duration)
  }

  private enum Due: Sendable, Equatable {
    case read
    case write
    case pause(atLeast: Duration)
  }

  /// The Lease's name, and the namespace it is in.
  package let key: ObjectKey

  /// What nobody but this contestant is called.
  package let identity: String

  /// How long things take.
  package let timing: LeaseTiming

  /// Until when this contestant is the leader, unless it learns better; nil when it is not.
  package private(set) var heldUntil: Duration?

  /// The Lease as it was last seen.
  package private(set) var seen: Lease?

  /// Whether the API server may have this contestant for the holder.
  package private(set) var mayBeHolder = false

  private var firstSeen = Duration.zero
  private var exists = false
  private var asked = Duration.zero
  private var due = Due.read
  private var hasRead = false

  /// A state that has seen nothing.
  package init(_ key: ObjectKey, identity: String, timing: LeaseTiming = LeaseTiming()) {
    self.key = key
    self.identity = identity
    self.timing = timing
  }

  /// Whether this contestant is the leader at a time.
  package func isHeld(at now: Duration) -> Bool { heldUntil.map { now < $0 } ?? false }

  /// How long a request may take that is sent at a time: a leader has none left once its time is up.
  package func patience(at now: Duration) -> Duration {
    let most = timing.renewal / 2
    guard let heldUntil, now < heldUntil else { return most }
    return min(most, heldUntil - now)
  }

  /// Returns what to do next.
  ///
  /// - Parameters:
  ///   - now: Monotonic time since any fixed origin, before the step is done. It goes on while the
  ///     machine sleeps.
  ///   - time: What a calendar says, to be written into the Lease.
  ///   - spread: A random number in 0..<1.
  package mutating func next(now: Duration, time: Timestamp, spread: Double) -> Step {
    if heldUntil != nil, !isHeld(at: now) {
      heldUntil = nil
      if due == .write { due = .read }
    }
    switch due {
    case .pause(let least):
      hasRead = false
      due = heldUntil == nil ? .read : .write
      // A leader hurries; the others come back one after the other.
      guard let heldUntil else {
        return .wait(max(timing.retry + timing.retry * 1.2 * spread, least))
      }
      return .wait(min(max(timing.retry, least), heldUntil - now))
    case .read:
      return .read
    case .write:
      asked = now
      mayBeHolder = true
      guard exists, let seen else {
        return .create(Lease(key).held(by: identity, for: timing.lease, at: time))
      }
      return .update(seen.held(by: identity, for: timing.lease, at: time))
    }
  }

  /// Takes in what was read.
  ///
  /// - Parameters:
  ///   - lease: The Lease; nil when there is none.
  ///   - now: When the answer was there.
  package mutating func found(_ lease: Lease?, now: Duration) {
    hasRead = true
    exists = lease != nil
    if let lease {
      if seen?.isSame(as: lease) != true { firstSeen = now }
      seen = lease
    }
    mayBeHolder = lease?.holder == identity
    // Whoever creates a Lease that was deleted is the leader at once.
    if !mayBeHolder { heldUntil = nil }
    due = isTaken(at: now) ? .pause(atLeast: .zero) : .write
  }

  /// Takes in that the Lease was created or replaced.
  ///
  /// - Parameters:
  ///   - lease: What the API server has now.
  ///   - now: When the answer was there.
  package mutating func written(_ lease: Lease, now: Duration) {
    found(lease, now: now)
    guard mayBeHolder else { return }
    // From before the request was sent: others count from after it arrived.
    heldUntil = asked + timing.renewal
    due = .pause(atLeast: .zero)
  }

  /// Takes in that somebody else wrote since the Lease was read, or deleted or created it.
  package mutating func conflicted() {
    due = hasRead ? .pause(atLeast: .zero) : .read
  }

  /// Takes in that a request brought nothing; a write may have been done all the same.
  ///
  /// - Parameter retryAfter: How long the server asks to wait.
  package mutating func failed(retryAfter: Duration? = nil) {
    due = .pause(atLeast: retryAfter ?? .zero)
  }

  /// Whether somebody else holds the lease.
  private func isTaken(at now: Duration) -> Bool {
    guard let seen, !seen.holder.isEmpty, seen.holder != identity else { return false }
    return now - firstSeen < seen.duration ?? timing.lease
  }
}
