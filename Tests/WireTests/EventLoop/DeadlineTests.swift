import TestSupport
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(5)))
struct DeadlineTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `deadlines come due in their order`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var heap = DeadlineHeap()
    var expected: [UInt64] = []
    for ticket in 0..<500 as Range<UInt64> {
      let deadline = UInt64.random(in: 0..<300, using: &generator)
      heap.add(deadline, .sleeper(ticket))
      expected.append(deadline)
    }
    var found: [UInt64] = []
    for now in 0..<300 as Range<UInt64> {
      while let entry = heap.next(due: now) {
        #expect(entry.deadline == now)
        found.append(entry.deadline)
      }
    }
    #expect(found == expected.sorted())
    #expect(heap.count == 0)
  }

  @Test func `a deadline that does not fit is never reached`() {
    #expect(Deadline.after(.seconds(Int64.max)) == .never)
    #expect(Deadline(nanoseconds: .max - 1) + .seconds(1) == .never)
    #expect(Deadline(nanoseconds: 5) + .seconds(-3) == Deadline(nanoseconds: 5))
  }

  @Test func `a read gives up at its deadline and not before`() async throws {
    let (kind, early) = try await PlainPair.run { pair in
      let deadline = Deadline.after(.milliseconds(30))
      let kind = await failure { () throws(WireError) in
        _ = try await pair.client.transport.waitForBytes(by: deadline)
        _ = try await pair.client.transport.waitForBytes(by: deadline)
      }
      return (kind, Deadline.now < deadline)
    }
    // A fresh connection may hold bytes until a read has found none.
    #expect(kind == nil || kind == .timedOut)
    #expect(kind == nil || !early)
  }

  @Test func `short waits beside a long one leave no deadlines behind`() async throws {
    let (outcomes, queued) = try await PlainPair.run { pair in
      let registration = pair.server.transport.registration
      var timedOut = 0
      try await pair.together { pair in
        let kind = await failure { () throws(WireError) in
          pair.server.transport.registration.wouldBlock(.read)
          try await pair.server.transport.registration.wait(
            .read, until: .after(.seconds(3600)))
        }
        #expect(kind == nil)
      } _: { pair in
        for _ in 0..<300 {
          registration.wouldBlock(.write)
          let kind = await failure { () throws(WireError) in
            try await registration.wait(.write, until: .after(.microseconds(50)))
          }
          if kind == .timedOut { timedOut += 1 }
        }
        try await pair.client.transport.write("x")
      }
      return (timedOut, pair.loop.queuedDeadlines)
    }
    #expect(outcomes > 100)
    #expect(queued < 100)
  }

  @Test func `sleepers that are cancelled leave no deadlines behind`() async throws {
    let queued = try await onLoops { loops in
      let loop = loops.first
      for _ in 0..<500 {
        await withTaskGroup(of: Void.self) { group in
          group.addTask(executorPreference: loop) {
            _ = await failure { () throws(WireError) in
              try await loop.sleep(until: .after(.seconds(3600)))
            }
          }
          await loop.yield()
          group.cancelAll()
        }
      }
      return loop.queuedDeadlines
    }
    #expect(queued < 100)
  }
}
