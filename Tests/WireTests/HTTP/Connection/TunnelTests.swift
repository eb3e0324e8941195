import TestSupport
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(5)))
struct TunnelTests {
  typealias Security = ConnectionTests.Security
  typealias Opening = TunnelScene.Opening

  @Test(arguments: Security.allCases, 0..<3 as Range<UInt64>)
  func `bytes go both ways at once, in pieces of any size`(
    _ security: Security, _ seed: UInt64
  ) async throws {
    let outcome = try await TunnelScene.run(Opening(security: security)) { scene in
      var generator = SeededGenerator(seed: seed)
      let up = TestBytes.make(3_000_000, from: &generator)
      let down = TestBytes.make(2_000_000, from: &generator)
      try await scene.together([
        { try await Self.write(up, to: scene.client, seed) },
        { try await Self.write(down, to: scene.upstream, seed + 100) },
        {
          let heard = try await scene.upstream.rest()
          #expect(heard == up)
        },
        {
          let heard = try await scene.client.rest()
          #expect(heard == down)
        },
      ])
    }
    #expect(outcome == nil)
  }

  /// Writes in pieces of random sizes, small and large, and ends.
  private static func write(
    _ bytes: [UInt8], to end: TunnelEnd, _ seed: UInt64
  ) async throws {
    var generator = SeededGenerator(seed: seed)
    var rest = bytes[...]
    while !rest.isEmpty {
      let limit = [10, 5000, 100_000, 300_000].randomElement(using: &generator) ?? 1
      let piece = rest.prefix(Int.random(in: 1...limit, using: &generator))
      try await end.write(piece)
      rest = rest.dropFirst(piece.count)
      await end.transport.loop.yield()
    }
    try await end.endWriting()
  }

  @Test(arguments: Security.allCases)
  func `what was read behind either head goes first`(_ security: Security) async throws {
    try await TunnelScene.run(
      Opening(security: security, early: "early and ", first: "first and ")
    ) { scene in
      try await scene.client.write("late")
      try await scene.upstream.write("second")
      #expect(try await scene.upstream.readText(14) == "early and late")
      #expect(try await scene.client.readText(16) == "first and second")
      try await scene.client.endWriting()
      try await scene.upstream.endWriting()
    }
  }

  @Test(arguments: Security.allCases)
  func `every byte is sent on at once`(_ security: Security) async throws {
    try await TunnelScene.run(Opening(security: security)) { scene in
      for round in 0..<50 as Range<UInt8> {
        try await scene.client.write([round])
        #expect(try await scene.upstream.read(1) == [round])
        try await scene.upstream.write([255 - round])
        #expect(try await scene.client.read(1) == [255 - round])
      }
      try await scene.client.endWriting()
      try await scene.upstream.endWriting()
    }
  }

  // MARK: Ends

  @Test(arguments: Security.allCases, [true, false])
  func `the end of one side is passed on, and the other goes on`(
    _ security: Security, clientFirst: Bool
  ) async throws {
    let outcome = try await TunnelScene.run(Opening(security: security)) { scene in
      let (first, second) =
        clientFirst ? (scene.client, scene.upstream) : (scene.upstream, scene.client)
      try await first.write("that is all")
      try await first.endWriting()
      #expect(try await second.rest() == Array("that is all".utf8))
      var generator = SeededGenerator(seed: 3)
      let long = TestBytes.make(400_000, from: &generator)
      try await scene.together([
        {
          try await second.write(long[...])
          try await second.endWriting()
        },
        {
          let heard = try await first.rest()
          #expect(heard == long)
        },
      ])
    }
    #expect(outcome == nil)
  }

  @Test(arguments: Security.allCases, [true, false])
  func `a reset of one side ends both, and is no proper end`(
    _ security: Security, ofClient: Bool
  ) async throws {
    let outcome = try await TunnelScene.run(Opening(security: security)) { scene in
      let (gone, left) =
        ofClient ? (scene.client, scene.upstream) : (scene.upstream, scene.client)
      try await gone.write("last words")
      #expect(try await left.readText(10) == "last words")
      gone.reset()
      // The tunnel's owner closes what it ended.
      let scene = OnLoop(scene)
      async let closed: Void = scene.value.closeWhenOver()
      let kind = await failure { () throws(WireError) in _ = try await left.rest() }
      #expect(kind != nil)
      await closed
    }
    #expect(outcome == .closed)
  }

  @Test(arguments: Security.allCases)
  func `the last words of an upstream that closes on unread bytes arrive`(
    _ security: Security
  ) async throws {
    try await TunnelScene.run(Opening(security: security)) { scene in
      try await scene.client.write("never read")
      let transport = scene.upstream.transport
      #expect(await scene.loop.turns { transport.hasUnread() })
      try await scene.upstream.write("last words")
      scene.upstream.close()
      #expect(try await scene.client.readText(10) == "last words")
      scene.client.close()
    }
  }

  @Test func `a client that is gone behind its end ends the upstream's silence`() async throws {
    let outcome = try await TunnelScene.run { scene in
      try await scene.client.endWriting()
      #expect(try await scene.upstream.rest() == [])
      scene.client.reset()
    }
    #expect(outcome == nil)
  }

  @Test(arguments: [true, false])
  func `a cut from outside ends both, from any thread`(_ ofUpstream: Bool) async throws {
    let outcome = try await TunnelScene.run(Opening(security: .tls)) { scene in
      try await scene.client.write("x")
      #expect(try await scene.upstream.readText(1) == "x")
      let interrupter =
        ofUpstream ? scene.back.interrupter : scene.front.transport.interrupter
      // This means something to others, and nothing to a tunnel.
      async let _ = offload { interrupter.interrupt() }
      try await scene.client.write("y")
      #expect(try await scene.upstream.readText(1) == "y")
      async let _ = offload { interrupter.cutOff() }
      let scene = OnLoop(scene)
      async let closed: Void = scene.value.closeWhenOver()
      for end in [scene.value.client, scene.value.upstream] {
        let kind = await failure { () throws(WireError) in _ = try await end.rest() }
        #expect(kind != nil)
      }
      await closed
    }
    #expect(outcome == .closed)
  }

  @Test func `nothing that moves for too long ends it`() async throws {
    var opening = Opening()
    opening.timeouts.tunnel = .milliseconds(50)
    let outcome = try await TunnelScene.run(opening) { scene in
      #expect(await scene.loop.turns { scene.back.transport.registration.isCutOff })
    }
    #expect(outcome == .timedOut)
  }

  @Test func `what moves in either direction counts for both`() {
    let pace = TunnelPace(limit: .seconds(10))
    let begun = pace.deadline
    while Deadline.now + Interval.seconds(10) == begun {}
    pace.move()
    #expect(pace.deadline > begun)
    pace.end(limit: .seconds(1))
    #expect(pace.limit == .seconds(1) && pace.hasEnded)
    pace.end(limit: .seconds(5))
    #expect(pace.limit == .seconds(1))
  }

  // MARK: Pressure

  @Test(arguments: Security.allCases)
  func `a slow reader holds its writer back, and loses nothing`(
    _ security: Security
  ) async throws {
    try await TunnelScene.run(Opening(security: security)) { scene in
      var generator = SeededGenerator(seed: 9)
      let bytes = TestBytes.make(40_000_000, from: &generator)
      try await scene.together([
        {
          var rest = bytes[...]
          while !rest.isEmpty {
            try await scene.upstream.write(rest.prefix(50_000))
            rest = rest.dropFirst(50_000)
          }
          try await scene.upstream.endWriting()
        },
        {
          // Until nothing more is taken.
          var (before, still) = (-1, 0)
          while still < 2000 {
            still = scene.upstream.written == before ? still + 1 : 0
            before = scene.upstream.written
            await scene.loop.yield()
          }
          #expect(before < bytes.count)
          // A block of each buffer that moves, and what a session made of the last one.
          #expect(scene.held <= 512 * 1024)
          let heard = try await scene.client.rest()
          #expect(heard == bytes)
          try await scene.client.endWriting()
        },
      ])
    }
  }

  @Test(arguments: Security.allCases)
  func `nothing is held while nothing moves`(_ security: Security) async throws {
    try await TunnelScene.run(Opening(security: security, early: "a", first: "b")) { scene in
      #expect(try await scene.upstream.readText(1) == "a")
      #expect(try await scene.client.readText(1) == "b")
      #expect(await scene.loop.turns { scene.held == 0 })
      try await scene.client.write("c")
      #expect(try await scene.upstream.readText(1) == "c")
      #expect(await scene.loop.turns { scene.held == 0 })
      try await scene.client.endWriting()
      try await scene.upstream.endWriting()
    }
  }

  @Test func `others have their turn beside bulk`() async throws {
    try await TunnelScene.run { scene in
      let bytes = [UInt8](repeating: 7, count: 20_000_000)
      let turns = Counter()
      try await scene.together([
        {
          try await scene.upstream.write(bytes[...])
          try await scene.upstream.endWriting()
        },
        {
          var count = 0
          while count < bytes.count {
            count += try await scene.client.read(64 * 1024).count
            turns.add()
          }
          try await scene.client.endWriting()
        },
      ])
      #expect(turns.value > 20)
    }
  }
}

extension TunnelScene {
  /// Runs all of them on the loop at once.
  func together(_ bodies: [() async throws -> Void]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for body in bodies {
        let body = OnLoop(body)
        group.addTask(executorPreference: loop) { try await body.value() }
      }
      while try await group.next() != nil {}
    }
  }

  /// Closes the tunnel's own ends once it has ended, as its owner does.
  func closeWhenOver() async {
    let ended = await loop.turns {
      front.transport.registration.isCutOff || back.transport.registration.isCutOff
    }
    #expect(ended)
    for _ in 0..<5 { await loop.yield() }
    await front.close()
    back.close()
  }
}
