import Testing

@testable import Kubernetes

/// What is worked on next, by a clock of the test's own.
@Suite struct `The work queue` {
  private static let backoff = Backoff(first: .seconds(1), most: .seconds(8))

  private func queue(mostRunning: Int = 2) -> WorkQueue<String> {
    WorkQueue(mostRunning: mostRunning, backoff: Self.backoff)
  }

  @Test func `gives each key once, in the order they came`() {
    var queue = queue()
    for key in ["a", "b", "a"] { queue.add(key) }
    #expect(queue.depth == 2)
    #expect(queue.next(now: .zero) == .run("a"))
    #expect(queue.next(now: .zero) == .run("b"))
    #expect(queue.next(now: .zero) == .wait(until: nil))
  }

  @Test func `never gives a key that is worked on, and gives it again if it was added meanwhile`() {
    var queue = queue()
    queue.add("a")
    #expect(queue.next(now: .zero) == .run("a"))
    queue.add("a")
    #expect(queue.next(now: .zero) == .wait(until: nil))
    queue.finished("a", .done, now: .zero, spread: 0)
    #expect(queue.next(now: .zero) == .run("a"))
    queue.finished("a", .done, now: .zero, spread: 0)
    #expect(queue.next(now: .zero) == .wait(until: nil))
  }

  @Test func `gives no more at one time than may be`() {
    var queue = queue(mostRunning: 1)
    queue.add("a")
    queue.add("b")
    #expect(queue.next(now: .zero) == .run("a"))
    #expect(queue.next(now: .zero) == .wait(until: nil))
    queue.finished("a", .done, now: .zero, spread: 0)
    #expect(queue.next(now: .zero) == .run("b"))
  }

  @Test func `what failed waits longer each time, and from the start again after it went well`() {
    var queue = queue()
    queue.add("a")
    var now = Duration.zero
    for wait in [1, 2, 4, 8, 8] {
      #expect(queue.next(now: now) == .run("a"))
      queue.finished("a", nil, now: now, spread: 0)
      #expect(queue.next(now: now) == .wait(until: now + .seconds(wait)))
      now += .seconds(wait)
    }
    #expect(queue.next(now: now) == .run("a"))
    queue.finished("a", .done, now: now, spread: 0)
    queue.add("a")
    #expect(queue.next(now: now) == .run("a"))
    queue.finished("a", nil, now: now, spread: 0)
    #expect(queue.next(now: now) == .wait(until: now + .seconds(1)))
  }

  @Test func `what failed is not tried at once although it was added meanwhile`() {
    var queue = queue()
    queue.add("a")
    #expect(queue.next(now: .zero) == .run("a"))
    queue.add("a")
    queue.finished("a", nil, now: .zero, spread: 0)
    #expect(queue.next(now: .zero) == .wait(until: .seconds(1)))
  }

  @Test func `what shall be looked at again is given then, or when it is added before`() {
    var queue = queue()
    queue.add("a")
    #expect(queue.next(now: .zero) == .run("a"))
    queue.finished("a", .again(after: .seconds(5)), now: .zero, spread: 0)
    #expect(queue.next(now: .seconds(4)) == .wait(until: .seconds(5)))
    queue.add("a", at: .seconds(9))
    #expect(queue.next(now: .seconds(5)) == .run("a"))
    queue.finished("a", .again(after: .seconds(5)), now: .seconds(5), spread: 0)
    queue.add("a")
    #expect(queue.next(now: .seconds(5)) == .run("a"))
    queue.finished("a", .done, now: .seconds(5), spread: 0)
    #expect(queue.next(now: .seconds(60)) == .wait(until: nil))
  }

  @Test func `keeps its order over many keys`() {
    var queue = WorkQueue<Int>(mostRunning: 1)
    for key in 0..<5_000 { queue.add(key) }
    for key in 0..<5_000 {
      #expect(queue.next(now: .zero) == .run(key))
      queue.finished(key, .done, now: .zero, spread: 0)
    }
    #expect(queue.depth == 0)
  }
}
