import Synchronization

/// The answers to a load, before, during and after something that happens.
final class Counting: Sendable {
  private struct State {
    var phase = 0
    var answers: [[Int: Int]] = [[:], [:], [:]]
    var broken = 0
    var firstGood: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  /// Connections that broke off.
  var broken: Int { state.withLock(\.broken) }
  /// When the first good answer of the last phase came.
  var firstGood: ContinuousClock.Instant? { state.withLock(\.firstGood) }

  func enter(_ phase: Int) { state.withLock { $0.phase = phase } }

  func note(_ status: Int) {
    state.withLock { state in
      state.answers[state.phase][status, default: 0] += 1
      if state.phase == 2, status == 200, state.firstGood == nil { state.firstGood = .now }
    }
  }

  func noteBroken() { state.withLock { $0.broken += 1 } }

  func answers(_ phase: Int, _ status: Int) -> Int {
    state.withLock { $0.answers[phase][status] ?? 0 }
  }

  func others(_ phase: Int, than statuses: Set<Int>) -> Int {
    state.withLock { state in
      state.answers[phase].reduce(0) { $0 + (statuses.contains($1.key) ? 0 : $1.value) }
    }
  }
}
