import TestSupport
import Testing
import Wire

/// Whole connections over real sockets: what one side sends arrives at the other.
@Suite(.timeLimit(.minutes(5)))
struct ConnectionTests {
  enum Security: String, CaseIterable { case plain, tls }

  static func contexts(_ security: Security) throws -> (server: TLSContext?, client: TLSContext?) {
    guard security == .tls else { return (nil, nil) }
    let authority = try TestSupport.TestAuthority()
    return (try authority.serverContext(), try authority.clientContext())
  }

  /// Sends one request to a server that answers by `answer` and returns what came back.
  static func ask(
    _ security: Security, body: [UInt8] = [], chunkedBody: Bool = false,
    answer: @escaping @Sendable (TestServer.Received) -> TestServer.Answer
  ) async throws -> (status: Int, body: [UInt8], received: [TestServer.Received]) {
    let contexts = try contexts(security)
    let loops = try EventLoops(count: 2)
    defer { loops.stop() }
    return try await TestServer.run(loops: loops, tls: contexts.server, answer: answer) { server in
      let pool = ClientPool(
        endpoint: Endpoint(host: "127.0.0.1", port: server.port), tls: contexts.client,
        loop: loops.first)
      let connection = try await pool.take()
      defer { connection.close() }
      var head = try RequestHead(method: body.isEmpty ? "GET" : "POST", target: "/x?y=1")
      head.fields.append("Host", literal: "test")
      if !body.isEmpty { head.setBody(.fixed(UInt64(body.count))) }
      connection.begin(head)
      connection.append(body)
      try await connection.flush()
      try await connection.readResponse(to: .other, by: .after(.seconds(10)))
      let answer = try await connection.readBody(maximum: 64 << 20)
      let status = connection.response.status
      pool.give(connection)
      pool.close()
      return (status, answer, server.received)
    }
  }

  @Test(arguments: Security.allCases, [0, 1, 1000, 65_536, 5_000_000])
  func `bodies of known length arrive whole in both directions`(
    _ security: Security, _ count: Int
  ) async throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let bytes = TestBytes.make(count, from: &generator)
    let result = try await Self.ask(security, body: bytes) { received in
      var answer = TestServer.Answer()
      answer.body = received.body
      return answer
    }
    #expect(result.status == 200)
    #expect(result.body == bytes)
    #expect(result.received.first?.target == "/x?y=1")
  }

  @Test(arguments: Security.allCases)
  func `chunks arrive as one body`(_ security: Security) async throws {
    let chunks = (1...40).map { size in [UInt8](repeating: UInt8(size), count: size * 997) }
    let result = try await Self.ask(security) { _ in
      var answer = TestServer.Answer()
      answer.chunks = chunks
      return answer
    }
    #expect(result.body == Array(chunks.joined()))
  }

  @Test(arguments: Security.allCases)
  func `a body that breaks off is an error`(_ security: Security) async throws {
    await #expect(throws: WireError.self) {
      _ = try await Self.ask(security) { _ in
        var answer = TestServer.Answer(status: 200, "half")
        answer.breaksOff = true
        return answer
      }
    }
  }
}
