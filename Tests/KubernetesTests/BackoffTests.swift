import TestSupport
import Kubernetes
import Testing

struct BackoffTests {
  @Test func `doubles up to the most`() {
    var backoff = Backoff(first: .seconds(1), most: .seconds(10), quiet: .seconds(120))
    var waits: [Duration] = []
    var now = Duration.zero
    for _ in 0..<6 {
      waits.append(backoff.next(now: now, spread: 0))
      now += waits[waits.count - 1]
    }
    #expect(waits == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
  }

  @Test func `is spread over up to twice the step`() {
    var generator = SeededGenerator(seed: 7)
    var seen: Set<Duration> = []
    for _ in 0..<100 {
      var backoff = Backoff()
      let wait = backoff.next(now: .zero, spread: Double.random(in: 0..<1, using: &generator))
      #expect(wait >= .milliseconds(800) && wait < .milliseconds(1_600))
      seen.insert(wait)
    }
    #expect(seen.count > 90)
  }

  @Test func `starts over after a quiet time and not before`() {
    var backoff = Backoff(first: .seconds(1), most: .seconds(10), quiet: .seconds(100))
    _ = backoff.next(now: .zero, spread: 0)
    #expect(backoff.next(now: .seconds(101), spread: 0) == .seconds(2))
    #expect(backoff.next(now: .seconds(204), spread: 0) == .seconds(1))
  }
}
