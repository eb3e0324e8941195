import Proxy
import Synchronization
import Testing

struct SingleFlightTests {
  /// Lets those who wait go on once it is opened, and counts who came.
  private final class Gate: Sendable {
    private struct State {
      var isOpen = false
      var waiting: [CheckedContinuation<Void, Never>] = []
      var arrived = 0
    }

    private let state = Mutex(State())

    var arrived: Int { state.withLock { $0.arrived } }

    func pass() async {
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        let isOpen = state.withLock { state in
          state.arrived += 1
          if !state.isOpen { state.waiting.append(continuation) }
          return state.isOpen
        }
        if isOpen { continuation.resume() }
      }
    }

    func open() {
      let waiting = state.withLock { state in
        state.isOpen = true
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in waiting { continuation.resume() }
    }
  }

  private let flight = SingleFlight<Int, Int>(capacity: 4, maximumInFlight: 2)

  private func ask(_ key: Int, keeping lifetime: Duration = .seconds(3600), _ asked: Gate? = nil)
    async -> Int?
  {
    await flight.answer(key, lifetime: { _ in lifetime }) {
      await asked?.pass()
      return key * 10
    }
  }

  @Test func `many who want the same ask once`() async {
    let gate = Gate()
    let answers = await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<50 { group.addTask { await ask(7, keeping: .zero, gate) } }
      while gate.arrived == 0 { await Task.yield() }
      // The rest find the question under way, or ask it again after it was answered.
      gate.open()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count == 50)
    #expect(answers.allSatisfy { $0 == 70 || $0 == nil })
    #expect(answers.contains(70))
  }

  @Test func `a kept answer is not asked for again`() async {
    let gate = Gate()
    gate.open()
    for _ in 0..<5 { #expect(await ask(1, gate) == 10) }
    #expect(gate.arrived == 1)
    #expect(flight.known(1) == 10)
    #expect(flight.known(2) == nil)
  }

  @Test func `an answer that lives no longer is asked for again`() async {
    let gate = Gate()
    gate.open()
    for _ in 0..<3 { #expect(await ask(1, keeping: .zero, gate) == 10) }
    for _ in 0..<3 { #expect(await ask(2, keeping: .nanoseconds(1), gate) == 20) }
    for _ in 0..<3 { #expect(await ask(3, keeping: .seconds(-5), gate) == 30) }
    #expect(gate.arrived == 9)
  }

  @Test func `when it is full the oldest goes`() async {
    for key in 1...5 { _ = await ask(key) }
    #expect((1...5).map { flight.known($0) } == [nil, 20, 30, 40, 50])
    for key in 6...400 { _ = await ask(key) }
    #expect((397...400).map { flight.known($0) } == [3970, 3980, 3990, 4000])
    #expect(flight.known(396) == nil)
  }

  @Test func `one question too many is refused, and known answers are not`() async {
    let gate = Gate()
    _ = await ask(9)
    await withTaskGroup(of: Int?.self) { group in
      for key in 1...2 { group.addTask { await ask(key, gate) } }
      while gate.arrived < 2 { await Task.yield() }
      #expect(await ask(3) == nil)
      #expect(await ask(9) == 90)
      gate.open()
      for await answer in group { #expect(answer == 10 || answer == 20) }
    }
    #expect(await ask(3) == 30)
  }

  @Test func `one party's questions leave room for another's`() async {
    let flight = SingleFlight<Int, Int>(capacity: 4, maximumInFlight: 4, maximumOfOne: 2)
    let gate = Gate()
    func ask(_ key: Int, for party: String, _ asked: Gate? = nil) async -> Int? {
      await flight.answer(key, for: party, lifetime: { _ in .seconds(3600) }) {
        await asked?.pass()
        return key
      }
    }
    await withTaskGroup(of: Int?.self) { group in
      for key in 1...2 { group.addTask { await ask(key, for: "a", gate) } }
      while gate.arrived < 2 { await Task.yield() }
      #expect(await ask(3, for: "a") == nil)
      #expect(await ask(3, for: "b") == 3)
      // Who waits for a question that is under way asks none.
      group.addTask { await ask(1, for: "b") }
      gate.open()
      for await answer in group { #expect(answer == 1 || answer == 2) }
    }
    for key in 5...9 { #expect(await ask(key, for: "a") == key) }
  }

  @Test func `a question goes on when its asker is cancelled`() async {
    let gate = Gate()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = await ask(1, gate) }
      while gate.arrived == 0 { await Task.yield() }
      group.cancelAll()
      gate.open()
    }
    #expect(flight.known(1) == 10)
  }
}
