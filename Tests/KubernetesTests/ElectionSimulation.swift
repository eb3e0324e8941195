import Kubernetes
import TestSupport
import Wire

/// Contestants with clocks of their own, an API server that takes one write after the other, and a
/// network and machines that do what they like, in the true time of which nobody knows.
struct ElectionSimulation {
  private enum Event {
    case turn(Int)
    case arrives(Int, LeaseState.Step, attempt: Int)
    case answered(Int, LeaseServer.Answer, attempt: Int)
    case timedOut(Int, attempt: Int)
    case restarts(Int, releases: Bool)
  }

  private struct Contestant {
    var state: LeaseState
    /// What its clock showed when the simulation began, and how fast it goes.
    let origin: Duration
    let rate: Double
    var attempt = 0

    func clock(_ now: Duration) -> Duration { origin + now * rate }
  }

  private let timing: LeaseTiming
  private var generator: SeededGenerator
  private var contestants: [Contestant] = []
  private var server = LeaseServer()
  private var agenda: [(time: Duration, event: Event)] = []
  private var now = Duration.zero
  private var isRough = true
  private var names = 0

  /// How often somebody became the leader.
  private(set) var gains = 0

  /// When more than one was the leader.
  private(set) var clashes: [Duration] = []

  /// How many are the leader now.
  var leaders: Int { contestants.count { $0.state.isHeld(at: $0.clock(now)) } }

  init(contestants count: Int = 3, timing: LeaseTiming = LeaseTiming(), seed: UInt64) {
    self.timing = timing
    generator = SeededGenerator(seed: seed)
    for index in 0..<count {
      contestants.append(
        Contestant(
          state: newcomer(), origin: .seconds(random(0...1_000_000)),
          rate: Double.random(in: 0.9...1.1, using: &generator)))
      plan(.turn(index), after: .milliseconds(random(0...3_000)))
    }
  }

  /// Lets a time pass.
  ///
  /// - Parameter isRough: whether messages are late or lost, and machines pause and restart.
  mutating func run(_ duration: Duration, isRough: Bool) {
    let end = now + duration
    self.isRough = isRough
    while let next = agenda.indices.min(by: { agenda[$0].time < agenda[$1].time }),
      agenda[next].time <= end
    {
      let (time, event) = agenda.remove(at: next)
      now = max(now, time)
      let before = leaders
      take(event)
      if leaders > before { gains += 1 }
      if leaders > 1 { clashes.append(now) }
    }
    now = end
  }

  private mutating func take(_ event: Event) {
    switch event {
    case .turn(let index): turn(index)
    case .arrives(let index, let step, let attempt):
      let answer = server.take(step)
      if !chance(0.1) { plan(.answered(index, answer, attempt: attempt), after: latency()) }
    case .answered(let index, let answer, let attempt):
      guard contestants[index].attempt == attempt else { return }
      let clock = contestants[index].clock(now)
      switch answer {
      case .found(let lease): contestants[index].state.found(lease, now: clock)
      case .written(let lease): contestants[index].state.written(lease, now: clock)
      case .conflict: contestants[index].state.conflicted()
      }
      resume(index)
    case .timedOut(let index, let attempt):
      guard contestants[index].attempt == attempt else { return }
      contestants[index].state.failed()
      resume(index)
    case .restarts(let index, let releases):
      let identity = contestants[index].state.identity
      contestants[index].state = newcomer()
      contestants[index].attempt += 1
      if releases, let lease = server.lease, lease.holder == identity {
        let step = LeaseState.Step.update(lease.released(at: Timestamp(seconds: 0)))
        plan(.arrives(index, step, attempt: -1), after: latency())
      }
      plan(.turn(index), after: .milliseconds(random(0...8_000)))
    }
  }

  private mutating func turn(_ index: Int) {
    if isRough, chance(0.02) {
      return plan(.restarts(index, releases: chance(0.5)), after: .zero)
    }
    let contestant = contestants[index]
    let clock = contestant.clock(now)
    let step = contestants[index].state.next(
      now: clock, time: Timestamp(seconds: Int64(random(0...2_000_000_000))),
      spread: Double.random(in: 0..<1, using: &generator))
    if case .wait(let duration) = step {
      return plan(.turn(index), after: duration / contestant.rate + pause())
    }
    contestants[index].attempt += 1
    let attempt = contestants[index].attempt
    let patience = contestants[index].state.patience(at: clock) / contestant.rate
    // The machine may pause between deciding and sending, and nothing tells it.
    let sent = pause()
    if !chance(0.1) { plan(.arrives(index, step, attempt: attempt), after: sent + latency()) }
    plan(.timedOut(index, attempt: attempt), after: max(sent, patience))
  }

  private mutating func resume(_ index: Int) {
    contestants[index].attempt += 1
    plan(.turn(index), after: pause())
  }

  private mutating func newcomer() -> LeaseState {
    names += 1
    return LeaseState(Lease.key, identity: "contestant-\(names)", timing: timing)
  }

  private mutating func plan(_ event: Event, after wait: Duration) {
    agenda.append((now + wait, event))
  }

  private mutating func latency() -> Duration {
    .milliseconds(chance(0.1) ? random(0...40_000) : random(1...400))
  }

  private mutating func pause() -> Duration {
    .milliseconds(chance(0.03) ? random(0...30_000) : 0)
  }

  /// Whether something goes wrong that goes wrong now and then.
  private mutating func chance(_ part: Double) -> Bool {
    isRough && Double.random(in: 0..<1, using: &generator) < part
  }

  private mutating func random(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }
}
