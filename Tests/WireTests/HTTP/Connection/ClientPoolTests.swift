import Synchronization
import TestSupport
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(5)))
struct ClientPoolTests {
  /// Asks twice over a pool; whether the second request went over the connection of the first.
  static func reuses(
    _ security: ConnectionTests.Security, between: Duration = .zero,
    server timeouts: HTTPTimeouts = HTTPTimeouts(),
    answer: @escaping @Sendable (TestServer.Received) -> TestServer.Answer
  ) async throws -> Bool {
    let contexts = try ConnectionTests.contexts(security)
    return try await onLoops(2) { loops in
      try await TestServer.run(
        loops: loops, tls: contexts.server, timeouts: timeouts, answer: answer
      ) { server in
        let pool = ClientPool(
          endpoint: Endpoint(host: "127.0.0.1", port: server.port), tls: contexts.client,
          loop: loops.first)
        defer { pool.close() }
        try await ask(pool)
        if between > .zero {
          let isEmpty = await loops.first.turns { pool.idleCount == 0 }
          #expect(isEmpty)
        }
        return try await ask(pool)
      }
    }
  }

  /// Asks once; whether that was over a used connection.
  @discardableResult
  static func ask(_ pool: ClientPool) async throws -> Bool {
    let connection = try await pool.take()
    defer { connection.release() }
    connection.begin(try .test("GET"))
    try await connection.flush()
    try await connection.readResponse(to: .other, by: .after(.seconds(10)))
    _ = try await connection.readBody(maximum: 8 << 20)
    return connection.isReused
  }

  @Test(arguments: ConnectionTests.Security.allCases, [0, 1, 16_384, 65_536, 100_000, 3_000_000])
  func `a connection is used again after an answer of any size`(
    _ security: ConnectionTests.Security, _ count: Int
  ) async throws {
    let isReused = try await Self.reuses(security) { _ in
      var answer = TestServer.Answer()
      answer.body = [UInt8](repeating: 1, count: count)
      return answer
    }
    #expect(isReused)
  }

  @Test(arguments: ConnectionTests.Security.allCases)
  func `a connection that the server ended while it was idle leaves the pool`(
    _ security: ConnectionTests.Security
  ) async throws {
    var timeouts = HTTPTimeouts()
    timeouts.idle = .milliseconds(30)
    let isReused = try await Self.reuses(
      security, between: .milliseconds(1), server: timeouts
    ) { _ in TestServer.Answer(status: 200, "x") }
    #expect(!isReused)
  }

  @Test func `an authority that changes counts for the next connection, and cuts none off`()
    async throws
  {
    let (authority, other) = (try TestAuthority(), try TestAuthority("other"))
    let context = Mutex(try authority.clientContext())
    let same = try authority.clientContext()
    let foreign = try other.clientContext()
    let (stream, source) = AsyncStream<[UInt8]>.makeStream()
    let tls = try authority.serverContext()
    try await onLoops(2) { loops in
      try await TestServer.run(loops: loops, tls: tls) { received in
        var answer = TestServer.Answer(status: 200, "x")
        if received.head.method == "OPTIONS" { answer.stream = stream }
        return answer
      } _: { server in
        let pool = ClientPool(
          endpoint: Endpoint(host: "127.0.0.1", port: server.port), loop: loops.first
        ) { context.withLock(\.self) }
        defer { pool.close() }
        try await Self.ask(pool)
        #expect(try await Self.ask(pool))
        // One that is under way when the context changes.
        let long = try await pool.take()
        long.begin(try .test("OPTIONS"))
        try await long.flush()
        try await long.readResponse(to: .other, by: .after(.seconds(10)))
        context.withLock { $0 = same }
        #expect(try await !Self.ask(pool))
        #expect(try await Self.ask(pool))
        source.yield([1, 2])
        source.finish()
        #expect(try await long.readBody(maximum: 10) == [1, 2])
        let idle = pool.idleCount
        long.release()
        #expect(pool.idleCount == idle)
        // Nobody vouches for the server any more.
        context.withLock { $0 = foreign }
        let kind = await failure { () throws(WireError) in _ = try await pool.take() }
        #expect(kind == .tls)
      }
    }
  }

  @Test func `a closed pool keeps no connection`() async throws {
    let (isClosed, count) = try await PlainPair.run { pair in
      let pool = ClientPool(
        endpoint: Endpoint(host: "127.0.0.1", port: 1), tls: nil, loop: pair.loop)
      pool.close()
      pool.give(pair.client)
      return (pair.client.transport.isClosed, pool.idleCount)
    }
    #expect(isClosed)
    #expect(count == 0)
  }

  @Test func `an idle connection on which bytes came is not used`() async throws {
    let (before, after) = try await PlainPair.run { pair in
      pair.client.begin(try .test("GET"))
      try await pair.client.flush()
      try await pair.server.transport.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      try await pair.client.readResponse(to: .other, by: .after(.seconds(10)))
      let before = pair.client.isReusable
      try await pair.server.transport.write("HTTP/1.1 408 Request Timeout\r\n\r\n")
      let disturbed = await pair.loop.turns { pair.client.transport.isDisturbed() }
      #expect(disturbed)
      return (before, pair.client.isReusable)
    }
    #expect(before)
    #expect(!after)
  }

  @Test func `a connection that cannot be made leaves nothing open`() async throws {
    let (kind, registered) = try await onLoops { loops in
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
      let port = listener.address.port
      listener.close()
      let kind = await failure { () throws(WireError) in
        _ = try await ClientConnection.connect(
          to: Endpoint(host: "127.0.0.1", port: port), tls: nil, loop: loops.first,
          timeouts: HTTPTimeouts())
      }
      return (kind, loops.first.registered)
    }
    #expect(kind == .system(111))
    #expect(registered == 0)
  }

  @Test func `a handshake that is not answered ends in time and leaves nothing open`()
    async throws
  {
    let context = try TestAuthority().clientContext()
    let (kind, registered) = try await onLoops { loops in
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
      defer { listener.close() }
      var timeouts = HTTPTimeouts()
      timeouts.connect = .milliseconds(100)
      let kind = await failure { () throws(WireError) in
        _ = try await ClientConnection.connect(
          to: Endpoint(host: "127.0.0.1", port: listener.address.port), tls: context,
          loop: loops.first, timeouts: timeouts)
      }
      return (kind, loops.first.registered)
    }
    #expect(kind == .timedOut)
    #expect(registered == 1)
  }
}
