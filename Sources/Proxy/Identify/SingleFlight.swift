internal import Metrics
internal import Synchronization
internal import Wire

/// Answers of questions to the API server: kept for a while, and asked once when many want the same.
///
/// Bounded: when it is full, what is oldest goes. `Key` should be a digest where it is a secret.
package final class SingleFlight<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  private struct Entry {
    let answer: Answer
    let deadline: Deadline
    let serial: UInt64
  }

  private struct State {
    var known: [Key: Entry] = [:]
    /// The keys as they came; those before `oldest` are gone.
    var order: [(key: Key, serial: UInt64)] = []
    var oldest = 0
    var serial: UInt64 = 0
    var waiting: [Key: [CheckedContinuation<Answer?, Never>]] = [:]
    /// How many of the questions under way each party asked.
    var asking: [String: Int] = [:]

    mutating func keep(_ key: Key, _ answer: Answer, until deadline: Deadline, capacity: Int) {
      serial += 1
      known[key] = Entry(answer: answer, deadline: deadline, serial: serial)
      order.append((key, serial))
      while order.count - oldest > capacity {
        let (key, serial) = order[oldest]
        if known[key]?.serial == serial { known[key] = nil }
        oldest += 1
      }
      if oldest > capacity {
        order.removeFirst(oldest)
        oldest = 0
      }
    }
  }

  private let capacity: Int
  private let maximumInFlight: Int
  private let maximumOfOne: Int
  private let state = Mutex(State())
  /// How the answers were known.
  let lookups = Counters<LookupOutcome>()

  /// - Parameters:
  ///   - capacity: answers kept.
  ///   - maximumInFlight: different questions under way at once; one more gets `nil`.
  ///   - maximumOfOne: those of one party, so that nobody keeps all others from asking.
  package init(capacity: Int, maximumInFlight: Int, maximumOfOne: Int = .max) {
    self.capacity = capacity
    self.maximumInFlight = maximumInFlight
    self.maximumOfOne = maximumOfOne
  }

  private enum Role {
    case known(Answer)
    case asker(String)
    case waiter
    case refused
  }

  /// The answer for `key`: the kept one, the one under way, or the one of `ask`.
  ///
  /// - Parameters:
  ///   - party: for whom a question is counted; looked at only when one must be asked.
  ///   - lifetime: how long an answer is kept; zero keeps it for those who wait already.
  /// - Returns: `nil` when too many questions are under way.
  package func answer(
    _ key: Key, for party: @autoclosure () -> String = "", lifetime: (Answer) -> Duration,
    ask: () async -> Answer
  ) async -> Answer? {
    let asker: String
    switch role(for: key, party) {
    case .known(let answer):
      lookups.add(.kept)
      return answer
    case .refused:
      lookups.add(.refused)
      return nil
    case .waiter:
      lookups.add(.awaited)
      return await wait(for: key)
    case .asker(let party):
      lookups.add(.asked)
      asker = party
    }
    // The question is asked to its end even when this caller goes away: others wait for it.
    let answer = await ask()
    finish(key, answer, lifetime(answer), asker)
    return answer
  }

  /// The kept answer, if there is one; asks nothing.
  package func known(_ key: Key) -> Answer? {
    state.withLock { state in
      guard let entry = state.known[key], entry.deadline > .now else { return nil }
      return entry.answer
    }
  }

  private func role(for key: Key, _ party: () -> String) -> Role {
    state.withLock { state in
      if let entry = state.known[key] {
        if entry.deadline > .now { return .known(entry.answer) }
        state.known[key] = nil
      }
      if state.waiting[key] != nil { return .waiter }
      guard state.waiting.count < maximumInFlight else { return .refused }
      let party = party()
      let asked = state.asking[party, default: 0]
      guard asked < maximumOfOne else { return .refused }
      state.asking[party] = asked + 1
      state.waiting[key] = []
      return .asker(party)
    }
  }

  private func wait(for key: Key) async -> Answer? {
    await withCheckedContinuation { (continuation: CheckedContinuation<Answer?, Never>) in
      let known: Answer?? = state.withLock { state in
        if let entry = state.known[key] { return .some(entry.answer) }
        guard state.waiting[key] != nil else { return .some(nil) }
        state.waiting[key]?.append(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  private func finish(_ key: Key, _ answer: Answer, _ lifetime: Duration, _ party: String) {
    let waiters = state.withLock { state in
      let asked = state.asking[party, default: 1] - 1
      state.asking[party] = asked == 0 ? nil : asked
      if lifetime > .zero {
        state.keep(key, answer, until: .after(lifetime), capacity: capacity)
      }
      return state.waiting.removeValue(forKey: key) ?? []
    }
    for waiter in waiters { waiter.resume(returning: answer) }
  }
}
