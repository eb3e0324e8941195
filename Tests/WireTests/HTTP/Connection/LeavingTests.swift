import TestSupport
import Testing

@testable import Wire

/// A server that is to end, and loses no request by it.
@Suite(.timeLimit(.minutes(5)))
struct LeavingTests {
  /// A server that answers everything, until its loops drain.
  private static func serve(
    settle: Interval = .seconds(60),
    _ body: @escaping @Sendable (EventLoops, UInt16) async throws -> Void
  ) async throws {
    try await onLoops(2) { loops in
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
      let port = listener.address.port
      var timeouts = HTTPTimeouts()
      timeouts.settle = settle
      let server = HTTPServer(loops: loops, timeouts: timeouts) { nil }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: loops.first) {
          await server.run(listener, refused: { _, _ in }) { connection in
            _ = await failure { () throws(WireError) in
              while try await connection.nextRequest() {
                var head = ResponseHead(status: 200)
                connection.begin(&head, body: .chunked)
                try await connection.flush()
                if connection.request.target == "/stream" {
                  _ = await connection.transport.loop.turns { loops.first.isDraining }
                }
                try connection.append(Array("done".utf8))
                try await connection.end()
                guard connection.canContinue else { return }
              }
            }
          }
        }
        defer { group.cancelAll() }
        try await body(loops, port)
        // It ends by itself, once the last connection has ended.
        loops.drain()
        while try await group.next() != nil {}
      }
    }
  }

  private static func get(_ connection: ClientConnection) async throws -> Bool {
    #expect(try await HTTPServerTests.get(connection) == 4)
    return connection.response.keepAlive
  }

  private static func drain(_ loops: EventLoops) async {
    loops.drain()
    _ = await loops.first.turns { loops.loops.allSatisfy(\.isDraining) }
  }

  @Test func `while it leaves, every answer says that it is the last, and new callers come in`()
    async throws
  {
    try await Self.serve { loops, port in
      let kept = try await HTTPServerTests.connect(port, nil, loops.first)
      defer { kept.close() }
      #expect(try await Self.get(kept))
      loops.leave()
      _ = await loops.first.turns { loops.loops.allSatisfy(\.isLeaving) }
      #expect(try await !Self.get(kept))
      #expect(try await kept.transport.readAll().isEmpty)
      let new = try await HTTPServerTests.connect(port, nil, loops.first)
      defer { new.close() }
      #expect(try await !Self.get(new))
    }
  }

  @Test func `who connected or asked a moment before the end is still answered, once`() async throws
  {
    try await Self.serve { loops, port in
      let silent = try await HTTPServerTests.connect(port, nil, loops.first)
      defer { silent.close() }
      let kept = try await HTTPServerTests.connect(port, nil, loops.first)
      defer { kept.close() }
      #expect(try await Self.get(kept))
      await Self.drain(loops)
      #expect(try await !Self.get(silent))
      #expect(try await !Self.get(kept))
    }
  }

  @Test func `what has been idle for long enough is closed, and what becomes so`() async throws {
    try await Self.serve(settle: .milliseconds(300)) { loops, port in
      let old = try await HTTPServerTests.connect(port, nil, loops.first)
      defer { old.close() }
      #expect(try await Self.get(old))
      try await loops.first.sleep(until: .after(.milliseconds(400)))
      let new = try await HTTPServerTests.connect(port, nil, loops.first)
      defer { new.close() }
      #expect(try await Self.get(new))
      let start = Deadline.now
      await Self.drain(loops)
      #expect(try await old.transport.readAll().isEmpty)
      #expect(try await new.transport.readAll().isEmpty)
      #expect(start + Interval.milliseconds(200) < .now)
    }
  }

  @Test func `an answer that began before leaves its connection to one more request`() async throws
  {
    try await Self.serve { loops, port in
      let client = try await HTTPServerTests.connect(port, nil, loops.first)
      defer { client.close() }
      var head = try RequestHead(method: "GET", target: "/stream")
      head.fields.append("Host", literal: "test")
      client.begin(head)
      try await client.flush()
      try await client.readResponse(to: .other, by: .after(.seconds(20)))
      #expect(client.response.keepAlive)
      await Self.drain(loops)
      #expect(try await client.readBody(maximum: 10).count == 4)
      #expect(try await !Self.get(client))
    }
  }

  @Test func `callers who connected before the end are accepted, and none after it`() async throws {
    try await onLoops { loops in
      let loop = loops.first
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loop)
      let lasting = try await Listener(
        host: "127.0.0.1", port: 0, loop: loop, outlivesDrain: true)
      let client = try await HTTPServerTests.connect(listener.address.port, nil, loop)
      defer { client.close() }
      await Self.drain(loops)
      try await listener.accept().reset()
      let end = await failure { () throws(WireError) in _ = try await listener.accept() }
      #expect(end == .draining)
      let other = try await HTTPServerTests.connect(lasting.address.port, nil, loop)
      defer { other.close() }
      try await lasting.accept().reset()
      listener.close()
      lasting.close()
    }
  }
}
