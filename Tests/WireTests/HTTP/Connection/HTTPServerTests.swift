import TestSupport
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(5)))
struct HTTPServerTests {
  static func connect(
    _ port: UInt16, _ tls: TLSContext?, _ loop: EventLoop
  ) async throws(WireError) -> ClientConnection {
    try await ClientConnection.connect(
      to: Endpoint(host: "127.0.0.1", port: port), tls: tls, loop: loop, timeouts: HTTPTimeouts())
  }

  static func get(_ connection: ClientConnection) async throws -> Int {
    connection.begin(try .test("GET"))
    try await connection.flush()
    try await connection.readResponse(to: .other, by: .after(.seconds(20)))
    return try await connection.readBody(maximum: 1 << 20).count
  }

  @Test(arguments: ConnectionTests.Security.allCases)
  func `a thousand connections leave nothing open`(_ security: ConnectionTests.Security)
    async throws
  {
    let contexts = try ConnectionTests.contexts(security)
    let count = security == .plain ? 1000 : 200
    let (served, registered) = try await onLoops(2) { loops in
      let served = try await TestServer.run(
        loops: loops, tls: contexts.server, answer: { _ in TestServer.Answer(status: 200, "hello") }
      ) { server in
        var served = 0
        for index in 0..<count {
          let connection = try await Self.connect(server.port, contexts.client, loops.first)
          defer { connection.close() }
          switch index % 4 {
          case 0: continue
          case 1: try await connection.transport.write("nonsense\r\n\r\n")
          case 2: try await connection.transport.write("GET / HTTP/1.1\r\nHo")
          default: served += try await Self.get(connection) == 5 ? 1 : 0
          }
        }
        return served
      }
      // The listener and every connection of both sides are gone once the server has ended.
      return (served, loops.loops.map(\.registered))
    }
    #expect(served == count / 4)
    #expect(registered == [0, 0])
  }

  @Test func `garbage in place of a handshake is refused and leaves nothing open`() async throws {
    let contexts = try ConnectionTests.contexts(.tls)
    let refused = Counter()
    try await onLoops { loops in
      let loop = loops.first
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loop)
      let port = listener.address.port
      await withTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: loop) {
          await HTTPServer(loops: loops, tls: { contexts.server }).run(
            listener, refused: { _, error in if error.kind == .tls { refused.add() } }
          ) { _ in
            Issue.record("nobody shook hands")
          }
        }
        for _ in 0..<20 {
          _ = await failure { () throws(WireError) in
            let connection = try await Self.connect(port, nil, loop)
            defer { connection.close() }
            try await connection.transport.write("GET / HTTP/1.1\r\nHost: plain\r\n\r\n")
            _ = try await connection.transport.readAll()
          }
        }
        group.cancelAll()
      }
      #expect(loop.registered == 0)
    }
    #expect(refused.value == 20)
  }

  @Test(arguments: ConnectionTests.Security.allCases)
  func `a drain ends idle connections and busy ones after their answer`(
    _ security: ConnectionTests.Security
  ) async throws {
    let contexts = try ConnectionTests.contexts(security)
    try await onLoops(2) { loops in
      let loop = loops.first
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loop)
      let port = listener.address.port
      var timeouts = HTTPTimeouts()
      timeouts.settle = .seconds(0)
      let begun = Counter()
      let mayAnswer = Counter()
      try await withThrowingTaskGroup(of: Void.self) { [timeouts] group in
        group.addTask(executorPreference: loop) {
          await HTTPServer(loops: loops, timeouts: timeouts, tls: { contexts.server }).run(
            listener, refused: { _, _ in }
          ) { connection in
            _ = await failure { () throws(WireError) in
              while try await connection.nextRequest() {
                begun.add()
                let loop = connection.transport.loop
                _ = await loop.turns {
                  connection.request.target == "/" || mayAnswer.value > 0
                }
                try await connection.answer(ResponseHead(status: 200), body: Array("done".utf8))
                guard connection.canContinue else { return }
              }
            }
          }
        }
        let idle = try await Self.connect(port, contexts.client, loop)
        defer { idle.close() }
        #expect(try await Self.get(idle) == 4)
        #expect(idle.response.keepAlive)
        let silent = try await Self.connect(port, contexts.client, loop)
        defer { silent.close() }
        let busy = try await Self.connect(port, contexts.client, loop)
        defer { busy.close() }
        var head = try RequestHead(method: "GET", target: "/slow")
        head.fields.append("Host", literal: "test")
        busy.begin(head)
        try await busy.flush()
        #expect(await loop.turns { begun.value == 2 })
        loops.drain()
        #expect(try await idle.transport.readAll().isEmpty)
        #expect(try await silent.transport.readAll().isEmpty)
        mayAnswer.add()
        try await busy.readResponse(to: .other, by: .after(.seconds(20)))
        #expect(!busy.response.keepAlive)
        #expect(try await busy.readBody(maximum: 10).count == 4)
        #expect(try await busy.transport.readAll().isEmpty)
        // The server ends by itself once the last connection has ended.
        while try await group.next() != nil {}
      }
    }
  }

  @Test func `a listener that was closed accepts nothing more`() async throws {
    let kind = try await onLoops { loops in
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
      listener.close()
      return await failure { () throws(WireError) in _ = try await listener.accept() }
    }
    #expect(kind == .closed)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `bodies of all sizes cross a few connections at once and arrive as they were sent`(
    _ seed: UInt64
  ) async throws {
    let contexts = try ConnectionTests.contexts(.tls)
    let mismatches = try await onLoops(2) { loops in
      try await TestServer.run(
        loops: loops, tls: contexts.server,
        answer: { received in
          var answer = TestServer.Answer()
          guard received.target != "/fixed" else {
            answer.body = received.body
            return answer
          }
          var chunks: [[UInt8]] = []
          var rest = received.body[...]
          var size = 1
          while !rest.isEmpty {
            chunks.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            size = (size * 7 + 3) % 90_001 + 1
          }
          answer.chunks = chunks
          return answer
        }
      ) { server in
        let pool = OnLoop(
          ClientPool(
            endpoint: Endpoint(host: "127.0.0.1", port: server.port), tls: contexts.client,
            loop: loops.first))
        defer { pool.value.close() }
        return try await withThrowingTaskGroup(of: Int.self) { group in
          for lane in 0..<6 as Range<UInt64> {
            group.addTask(executorPreference: loops.first) {
              try await Self.exchange(pool.value, seed &* 31 &+ lane)
            }
          }
          return try await group.reduce(0, +)
        }
      }
    }
    #expect(mismatches == 0)
  }

  /// Sends bodies and compares what comes back; the count of those that differ.
  static func exchange(_ pool: ClientPool, _ seed: UInt64) async throws -> Int {
    var generator = SeededGenerator(seed: seed)
    var mismatches = 0
    for index in 0..<25 {
      let limit = [10, 2000, 20_000, 700_000].randomElement(using: &generator) ?? 1
      let count = Int.random(in: 1...limit, using: &generator)
      let body = TestBytes.make(count, from: &generator)
      let connection = try await pool.take()
      defer { connection.release() }
      var head = try RequestHead(
        method: "POST", target: Bool.random(using: &generator) ? "/fixed" : "/chunked")
      head.fields.append("Host", literal: "test")
      head.setBody(.fixed(UInt64(count)))
      connection.begin(head)
      connection.append(body)
      try await connection.flush()
      try await connection.readResponse(to: .other, by: .after(.seconds(30)))
      var received: [UInt8] = []
      while let piece = try await connection.nextPayload(by: .after(.seconds(30))) {
        received += piece.bytes
        // A slow reader now and then.
        if index % 5 == 0 { await connection.transport.loop.yield() }
      }
      if received != body { mismatches += 1 }
    }
    return mismatches
  }
}
