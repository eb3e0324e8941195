import Glibc
import TestSupport
import Testing

@testable import Wire

/// Whom a server that has enough connections turns away, and how.
@Suite(.timeLimit(.minutes(5)))
struct ConnectionLimitTests {
  private static func address(_ text: String) throws -> SocketAddress {
    try #require(try SocketAddress.resolve(host: text, port: 1, passive: false).first)
  }

  @Test func `connections are counted in all, then turned away, then closed`() throws {
    let count = ConnectionCount(ConnectionLimits(total: 2, turnedAway: 1))
    let peers = try ["10.0.0.1", "10.0.0.2"].map { try Self.address($0).network }
    #expect(count.admit(peers[0]) == .served)
    #expect(count.admit(peers[1]) == .served)
    #expect(count.admit(peers[0]) == .turnedAway(.everybody))
    #expect(count.admit(peers[1]) == .closed)
    count.leave(peers[0], .turnedAway(.everybody))
    #expect(count.admit(peers[1]) == .turnedAway(.everybody))
    count.leave(peers[0], .served)
    #expect(count.open == 1)
    #expect(count.admit(peers[0]) == .served)
  }

  @Test func `connections are counted by address`() throws {
    let count = ConnectionCount(ConnectionLimits(total: 10, perAddress: 2, turnedAway: 9))
    let one = try Self.address("10.0.0.1").network
    #expect(count.admit(one) == .served)
    #expect(count.admit(one) == .served)
    #expect(count.admit(one) == .turnedAway(.oneAddress))
    #expect(count.admit(try Self.address("10.0.0.2").network) == .served)
    count.leave(one, .turnedAway(.oneAddress))
    #expect(count.admit(one) == .turnedAway(.oneAddress))
    count.leave(one, .served)
    #expect(count.admit(one) == .served)
  }

  @Test func `a client without an address counts among all only`() throws {
    let count = ConnectionCount(ConnectionLimits(total: 3, perAddress: 1, turnedAway: 9))
    #expect(SocketAddress.unixClient.network == nil)
    for _ in 0..<3 { #expect(count.admit(nil) == .served) }
    #expect(count.admit(nil) == .turnedAway(.everybody))
    count.leave(nil, .served)
    #expect(count.admit(nil) == .served)
  }

  @Test(arguments: [
    ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false),
    ("::ffff:10.0.0.1", "10.0.0.1", true), ("2001:db8::1", "2001:db8::ffff:1", true),
    ("2001:db8::1", "2001:db8:0:1::1", false), ("::1", "::2", true), ("::1", "0.0.0.1", false),
  ])
  func `two addresses are one client's or two`(_ left: String, _ right: String, _ same: Bool) throws
  {
    #expect((try Self.address(left).network == Self.address(right).network) == same)
  }

  /// What a server with these limits does to a client that comes after others.
  private static func served(
    _ limits: ConnectionLimits,
    _ body: @escaping @Sendable (UInt16, EventLoops) async throws -> Void
  ) async throws {
    try await onLoops { loops in
      let loop = loops.first
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loop)
      let port = listener.address.port
      let server = HTTPServer(loops: loops, connections: limits) { nil }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: loop) {
          await server.run(listener, refused: { _, _ in }) { connection, _ in
            _ = await failure { () throws(WireError) in
              guard try await connection.nextRequest() else { return }
              connection.closeAfterAnswer()
              try await connection.answer(ResponseHead(status: 503), body: Array("full".utf8))
            }
          } serve: { connection in
            _ = await failure { () throws(WireError) in
              while try await connection.nextRequest() {
                try await connection.answer(ResponseHead(status: 200), body: Array("hello".utf8))
              }
            }
          }
        }
        try await body(port, loops)
        group.cancelAll()
      }
      #expect(server.openConnections == 0)
      #expect(loop.registered == 0)
    }
  }

  @Test func `one beyond the limit is answered and closed, and the others go on`() async throws {
    try await Self.served(ConnectionLimits(total: 2)) { port, loops in
      let loop = loops.first
      var held: [ClientConnection] = []
      defer { held.forEach { $0.close() } }
      for _ in 0..<2 {
        let connection = try await HTTPServerTests.connect(port, nil, loop)
        held.append(connection)
        #expect(try await HTTPServerTests.get(connection) == 5)
      }
      let late = try await HTTPServerTests.connect(port, nil, loop)
      defer { late.close() }
      #expect(try await HTTPServerTests.get(late) == 4)
      #expect(late.response.status == 503 && !late.response.keepAlive)
      #expect(try await late.transport.readAll().isEmpty)
      #expect(try await HTTPServerTests.get(held[0]) == 5)
      // One that ends makes room for another.
      held.removeLast().close()
      var status = 0
      let deadline = Deadline.after(.seconds(20))
      while status != 200, Deadline.now < deadline {
        let next = try await HTTPServerTests.connect(port, nil, loop)
        defer { next.close() }
        _ = try await HTTPServerTests.get(next)
        status = next.response.status
      }
      #expect(status == 200)
    }
  }

  @Test func `those beyond the reserve are closed at once`() async throws {
    try await Self.served(ConnectionLimits(total: 1, turnedAway: 1)) { port, loops in
      let loop = loops.first
      let held = try await HTTPServerTests.connect(port, nil, loop)
      defer { held.close() }
      #expect(try await HTTPServerTests.get(held) == 5)
      // It asks for nothing, and so it keeps the one place of the reserve.
      let silent = try await HTTPServerTests.connect(port, nil, loop)
      defer { silent.close() }
      for _ in 0..<20 {
        let kind = await failure { () throws(WireError) in
          let late = try await HTTPServerTests.connect(port, nil, loop)
          defer { late.close() }
          _ = try await late.transport.readAll()
        }
        // The reset comes while it connects, or when it reads.
        #expect(kind == .closed || kind == .system(ECONNRESET))
      }
      #expect(try await HTTPServerTests.get(held) == 5)
    }
  }

  @Test func `a crowd at one server does not keep another from answering`() async throws {
    try await Self.served(ConnectionLimits(total: 50, turnedAway: 5)) { port, loops in
      let loop = loops.first
      var crowd: [ClientConnection] = []
      defer { crowd.forEach { $0.close() } }
      for _ in 0..<120 {
        _ = await failure { () throws(WireError) in
          crowd.append(try await HTTPServerTests.connect(port, nil, loop))
        }
      }
      try await TestServer.run(
        loops: loops, answer: { _ in TestServer.Answer(status: 200, "alive") }
      ) { health in
        let pool = ClientPool(
          endpoint: Endpoint(host: "127.0.0.1", port: health.port), tls: nil,
          loop: loop)
        let probe = try await pool.take()
        defer { probe.close() }
        #expect(try await HTTPServerTests.get(probe) == 5)
      }
    }
  }
}
