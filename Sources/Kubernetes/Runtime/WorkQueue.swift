/// What is to be reconciled, and when: a value, without clock or tasks.
///
/// A key is in it once however often it is added, is never worked on twice at one time, and is worked
/// on again when it was added meanwhile. What failed waits longer each time
/// (k8s.io/client-go/util/workqueue).
package struct WorkQueue<Key: Hashable & Sendable>: Sendable {
  /// What to do next.
  package enum Step: Sendable, Equatable {
    /// Reconcile this key, and say afterwards how it went.
    case run(Key)

    /// Nothing is due before that time, or before a key is added; nil for never.
    case wait(until: Duration?)
  }

  private let mostRunning: Int
  private let newBackoff: Backoff
  /// The keys that are due, in order; `head` is the first that was not taken.
  private var ready: [Key] = []
  private var head = 0
  private var isReady: Set<Key> = []
  /// The keys that are worked on, and whether each was added meanwhile.
  private var running: [Key: Bool] = [:]
  private var later: [Key: Duration] = [:]
  private var failures: [Key: Backoff] = [:]

  /// An empty queue.
  ///
  /// - Parameters:
  ///   - mostRunning: How many keys may be worked on at one time.
  ///   - backoff: How long what failed waits.
  package init(
    mostRunning: Int = 8,
    backoff: Backoff = Backoff(first: .milliseconds(100), most: .seconds(30))
  ) {
    self.mostRunning = mostRunning
    newBackoff = backoff
  }

  /// How many keys wait to be worked on now.
  package var depth: Int { isReady.count }

  /// Adds a key that is due now.
  package mutating func add(_ key: Key) {
    later[key] = nil
    if running[key] != nil {
      running[key] = true
    } else if isReady.insert(key).inserted {
      ready.append(key)
    }
  }

  /// Adds a key that is due at a time, unless it is due earlier anyway.
  package mutating func add(_ key: Key, at time: Duration) {
    guard !isReady.contains(key), running[key] != true else { return }
    later[key] = min(later[key] ?? time, time)
  }

  /// Says what is next, and takes it.
  package mutating func next(now: Duration) -> Step {
    for (key, time) in later where time <= now && running[key] == nil { add(key) }
    guard running.count < mostRunning, head < ready.count else {
      return .wait(until: later.filter { running[$0.key] == nil }.values.min())
    }
    let key = ready[head]
    head += 1
    if head > 512, head * 2 > ready.count {
      ready.removeFirst(head)
      head = 0
    }
    isReady.remove(key)
    running[key] = false
    return .run(key)
  }

  /// Says how the work on a key ended.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - outcome: What its reconciler said; nil when it failed.
  ///   - now: The time.
  ///   - spread: A random number in 0..<1.
  package mutating func finished(
    _ key: Key, _ outcome: Outcome?, now: Duration, spread: Double
  ) {
    let isDirty = running.removeValue(forKey: key) ?? false
    switch outcome {
    case .done:
      failures[key] = nil
    case .again(let wait):
      failures[key] = nil
      if !isDirty { add(key, at: now + wait) }
    case nil:
      // Also when something changed meanwhile: what fails is not tried in a tight loop.
      var backoff = failures[key] ?? newBackoff
      add(key, at: now + backoff.next(now: now, spread: spread))
      failures[key] = backoff
      return
    }
    if isDirty { add(key) }
  }
}
