import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(5)))
struct EventLoopTests {
  @Test func `tasks stay on the loop they prefer`() async throws {
    let strays = try await onLoops(3) { loops in
      await withTaskGroup(of: Int.self) { group in
        for index in 0..<300 {
          let loop = loops.loops[index % 3]
          group.addTask(executorPreference: loop) {
            var strays = 0
            for _ in 0..<20 {
              if !loop.isCurrent { strays += 1 }
              await loop.yield()
            }
            return strays
          }
        }
        return await group.reduce(0, +)
      }
    }
    #expect(strays == 0)
  }

  @Test func `work from another thread wakes a loop that sleeps`() async throws {
    let hops = try await onLoops(2) { loops in
      var hops = 0
      for _ in 0..<2000 {
        hops += await withTaskGroup(of: Int.self) { group in
          group.addTask(executorPreference: loops.loops[1]) { 1 }
          return await group.reduce(0, +)
        }
      }
      return hops
    }
    #expect(hops == 2000)
  }

  @Test func `a task that never waits for the network leaves the loop to others by yielding`()
    async throws
  {
    let served = try await PlainPair.run { pair in
      var served = false
      try await pair.together { pair in
        while !served { await pair.loop.yield() }
      } _: { pair in
        try await pair.client.transport.write("ping")
        let text = try await pair.server.transport.readText(upTo: 4)
        #expect(text == "ping")
        served = true
      }
      return served
    }
    #expect(served)
  }

  @Test func `a waiting task that is cancelled goes on at once`() async throws {
    let kinds = try await PlainPair.run { pair in
      let (transport, loop) = (OnLoop(pair.client.transport), pair.loop)
      return await withTaskGroup(of: WireError.Kind?.self) { group in
        group.addTask(executorPreference: loop) {
          await failure { () throws(WireError) in _ = try await transport.value.readAll() }
        }
        group.addTask(executorPreference: loop) {
          await failure { () throws(WireError) in try await loop.sleep(until: .never) }
        }
        for _ in 0..<3 { await loop.yield() }
        group.cancelAll()
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(kinds == [.cancelled, .cancelled])
  }

  @Test func `a task that was cancelled before it waits does not wait`() async throws {
    let kind = try await PlainPair.run { pair in
      let (transport, loop) = (OnLoop(pair.client.transport), pair.loop)
      return await withTaskGroup(of: WireError.Kind?.self) { group in
        group.cancelAll()
        group.addTask(executorPreference: loop) {
          await failure { () throws(WireError) in _ = try await transport.value.readAll() }
        }
        return await group.next() ?? nil
      }
    }
    #expect(kind == .cancelled)
  }

  @Test func `closing a connection ends the wait of another task on it`() async throws {
    let kind = try await PlainPair.run { pair in
      let (transport, loop) = (OnLoop(pair.client.transport), pair.loop)
      return await withTaskGroup(of: WireError.Kind?.self) { group in
        group.addTask(executorPreference: loop) {
          await failure { () throws(WireError) in _ = try await transport.value.readAll() }
        }
        for _ in 0..<3 { await loop.yield() }
        transport.value.close()
        return await group.next() ?? nil
      }
    }
    #expect(kind == .closed)
  }

  @Test func `a cut-off ends waits, present and future, on old and new connections`()
    async throws
  {
    let (old, new) = try await onLoops { loops in
      let loop = loops.first
      let pair = try await PlainPair(loop: loop)
      defer { pair.close() }
      let transport = OnLoop(pair.client.transport)
      let old = await withTaskGroup(of: WireError.Kind?.self) { group in
        group.addTask(executorPreference: loop) {
          await failure { () throws(WireError) in _ = try await transport.value.readAll() }
        }
        for _ in 0..<3 { await loop.yield() }
        loops.cutOff()
        return await group.next() ?? nil
      }
      let new = await failure { () throws(WireError) in
        let pair = try await PlainPair(loop: loop)
        defer { pair.close() }
        _ = try await pair.client.transport.readAll()
      }
      return (old, new)
    }
    #expect(old == .closed)
    #expect(new == .closed)
  }
}
