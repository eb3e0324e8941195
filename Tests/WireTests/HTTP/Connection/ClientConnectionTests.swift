import Testing

@testable import Wire

/// A client's connection against bytes that an upstream might answer.
@Suite(.timeLimit(.minutes(5)))
struct ClientConnectionTests {
  /// Sends a GET and reads an answer's head; the kind of failure, and whether the connection can be
  /// used again.
  static func ask(
    answer: String, _ method: MethodKind = .other
  ) async throws -> (WireError.Kind?, isReusable: Bool, status: Int) {
    try await PlainPair.run { pair in
      pair.client.begin(try .test("GET"))
      try await pair.client.flush()
      try await pair.server.transport.write(answer)
      let kind = await failure { () throws(WireError) in
        try await pair.client.readResponse(to: method, by: .after(.seconds(10)))
      }
      return (kind, pair.client.isReusable, pair.client.response.status)
    }
  }

  @Test func `interim answers are passed over`() async throws {
    let interim = "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    let result = try await Self.ask(
      answer: interim + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    #expect(result == (nil, true, 200))
  }

  @Test func `interim answers without end are refused`() async throws {
    let interim = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 200)
    let result = try await Self.ask(
      answer: interim + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    #expect(result.0 == .http(502))
    #expect(!result.isReusable)
  }

  @Test func `a change of protocols that nobody asked for is refused`() async throws {
    let result = try await Self.ask(
      answer: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
    #expect(result.0 == .http(502))
    #expect(!result.isReusable)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true),
    ("HTTP/1.1 204 No Content\r\n\r\n", true),
    ("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", true),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", false),
    ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false),
    ("HTTP/1.1 200 OK\r\n\r\n", false),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", false),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n", false),
  ])
  func `only a connection whose answer has ended, and nothing more came, is used again`(
    _ answer: String, _ isReusable: Bool
  ) async throws {
    let result = try await Self.ask(answer: answer)
    #expect(result.0 == nil)
    #expect(result.isReusable == isReusable)
  }

  @Test func `an answer to HEAD has no body`() async throws {
    let result = try await Self.ask(
      answer: "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", .head)
    #expect(result == (nil, true, 200))
  }

  @Test func `a connection whose answer is still to come is not used again`() async throws {
    let (kind, isReusable) = try await PlainPair.run { pair in
      pair.client.begin(try .test("GET"))
      try await pair.client.flush()
      let kind = await failure { () throws(WireError) in
        try await pair.client.readResponse(to: .other, by: .after(.milliseconds(30)))
      }
      return (kind, pair.client.isReusable)
    }
    #expect(kind == .timedOut)
    #expect(!isReusable)
  }

  @Test(arguments: [(10 as UInt64, ""), (10, "nine....."), (0, "ten.......")])
  func `a connection on which another body was sent than announced is not used again`(
    _ length: UInt64, _ body: String
  ) async throws {
    #expect(try await !Self.isReusable(length: length, body: body))
  }

  @Test(arguments: [(10 as UInt64, "ten......."), (0, "")])
  func `a connection on which the announced body was sent is used again`(
    _ length: UInt64, _ body: String
  ) async throws {
    #expect(try await Self.isReusable(length: length, body: body))
  }

  static func isReusable(length: UInt64, body: String) async throws -> Bool {
    try await PlainPair.run { pair in
      pair.client.begin(try .test("POST", body: .fixed(length)))
      pair.client.append(Array(body.utf8))
      try await pair.client.flush()
      #expect(try await pair.server.transport.readText(upTo: 10).hasPrefix("POST /"))
      try await pair.server.transport.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      try await pair.client.readResponse(to: .other, by: .after(.seconds(10)))
      return pair.client.isReusable
    }
  }

  @Test func `what came before a body broke off is handed over before the error`() async throws {
    let (first, kind) = try await PlainPair.run { pair in
      pair.client.begin(try .test("GET"))
      try await pair.client.flush()
      try await pair.server.transport.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzzz")
      try await pair.client.readResponse(to: .other, by: .after(.seconds(10)))
      let first = try await pair.client.nextPayload(by: .after(.seconds(10)))?.bytes
      let kind = await failure { () throws(WireError) in
        _ = try await pair.client.nextPayload(by: .after(.seconds(10)))
      }
      return (first, kind)
    }
    #expect(first == Array("half".utf8))
    #expect(kind == .http(502))
  }

  @Test func `bytes that came before a reset are read before the error`() async throws {
    let (text, kind) = try await PlainPair.run { pair in
      // Unread bytes make a close a reset.
      try await pair.client.transport.write("never read")
      try await pair.server.transport.write("last words")
      pair.server.transport.close()
      let transport = pair.client.transport
      #expect(await pair.loop.turns { transport.registration.hungUp })
      let text = try await transport.readText(upTo: 10)
      return (text, await failure { () throws(WireError) in _ = try await transport.readAll() })
    }
    #expect(text == "last words")
    #expect(kind == .closed)
  }

  @Test func `a waiting stream holds no buffers`() async throws {
    let held = try await PlainPair.run { pair in
      pair.client.begin(try .test("GET"))
      try await pair.client.flush()
      try await pair.server.transport.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nevent\r\n")
      try await pair.client.readResponse(to: .other, by: .after(.seconds(10)))
      #expect(
        try await pair.client.nextPayload(by: .after(.seconds(10)))?.bytes == Array("event".utf8))
      _ = await failure { () throws(WireError) in
        _ = try await pair.client.nextPayload(by: .after(.milliseconds(20)))
      }
      return pair.client.input.capacity
    }
    #expect(held == 0)
  }
}
