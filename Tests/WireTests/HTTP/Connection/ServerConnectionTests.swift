import TestSupport
import Testing

@testable import Wire

/// A server's connection against bytes that a client might send.
@Suite(.timeLimit(.minutes(5)))
struct ServerConnectionTests {
  static func timeouts(_ change: (inout HTTPTimeouts) -> Void) -> HTTPTimeouts {
    var timeouts = HTTPTimeouts()
    change(&timeouts)
    return timeouts
  }

  @Test func `a connection that begins nothing ends after the idle time`() async throws {
    let timeouts = Self.timeouts { $0.first = .milliseconds(30) }
    let found = try await PlainPair.run(server: timeouts) { try await $0.server.nextRequest() }
    #expect(!found)
  }

  @Test func `a connection that had a request may be idle for longer than a new one`()
    async throws
  {
    let timeouts = Self.timeouts { $0.first = .milliseconds(30) }
    let found = try await PlainPair.run(server: timeouts) { pair in
      try await pair.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      try await pair.server.answer(ResponseHead(status: 200), body: [])
      try await pair.loop.sleep(until: .after(.milliseconds(60)))
      try await pair.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      return try await pair.server.nextRequest()
    }
    #expect(found)
  }

  @Test func `a head that trickles ends when its time is over`() async throws {
    let timeouts = Self.timeouts { $0.head = .milliseconds(100) }
    let kind = try await PlainPair.run(server: timeouts) { pair in
      var kind: WireError.Kind?
      try await pair.together { pair in
        kind = await failure { () throws(WireError) in _ = try await pair.server.nextRequest() }
        pair.server.transport.close()
      } _: { pair in
        _ = await failure { () throws(WireError) in
          try await pair.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\nX: ")
          // Each byte comes long before a deadline between two reads would be reached.
          while true {
            try await pair.client.transport.write("x")
            try await pair.loop.sleep(until: .after(.milliseconds(5)))
          }
        }
      }
      return kind
    }
    #expect(kind == .http(408))
  }

  @Test func `a head that does not end in time is an error`() async throws {
    let timeouts = Self.timeouts { $0.head = .milliseconds(30) }
    let kind = try await PlainPair.run(server: timeouts) { pair in
      try await pair.client.transport.write("GET / HTTP/1.1\r\nHo")
      return await failure { () throws(WireError) in _ = try await pair.server.nextRequest() }
    }
    #expect(kind == .http(408))
  }

  @Test func `a body that does not come in time is an error`() async throws {
    let timeouts = Self.timeouts { $0.body = .milliseconds(30) }
    let kind = try await PlainPair.run(server: timeouts) { pair in
      try await pair.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
      #expect(try await pair.server.nextRequest())
      return await failure { () throws(WireError) in
        _ = try await pair.server.readBody(maximum: 100)
      }
    }
    #expect(kind == .http(408))
  }

  @Test func `a client that does not read ends a write in time, and little is held for it`()
    async throws
  {
    let timeouts = Self.timeouts { $0.write = .milliseconds(50) }
    let (kind, held, sent) = try await PlainPair.run(server: timeouts) { pair in
      try await pair.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      var head = ResponseHead(status: 200)
      pair.server.begin(&head, body: .chunked)
      var sent = 0
      let kind = await failure { () throws(WireError) in
        while sent < 1 << 28 {
          try pair.server.append([UInt8](repeating: 7, count: 65_536))
          try await pair.server.flush()
          sent += 65_536
        }
      }
      return (kind, pair.server.transport.heldBytes, sent)
    }
    #expect(kind == .timedOut)
    #expect(held < 80 * 1024)
    #expect(sent < 1 << 28)
  }

  @Test(arguments: [1, 70_000])
  func `the wait after a body is an idle one`(_ count: Int) async throws {
    let timeouts = Self.timeouts {
      $0.idle = .milliseconds(50)
      $0.head = .seconds(2)
    }
    let (found, body) = try await PlainPair.run(server: timeouts) { pair in
      try await pair.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      try await pair.client.transport.write([UInt8](repeating: 1, count: count))
      let body = try await pair.server.readBody(maximum: count).count
      try await pair.server.answer(ResponseHead(status: 200), body: [])
      return (try await pair.server.nextRequest(), body)
    }
    #expect(!found)
    #expect(body == count)
  }

  @Test func `a draining loop ends a connection on which nothing has begun`() async throws {
    let found = try await onLoops { loops in
      let pair = try await PlainPair(loop: loops.first)
      defer { pair.close() }
      loops.drain()
      return try await pair.server.nextRequest()
    }
    #expect(!found)
  }

  @Test func `a request that comes with the drain is still answered`() async throws {
    let (found, canContinue) = try await PlainPair.run { pair in
      var found = false
      try await pair.together { pair in
        found = try await pair.server.nextRequest()
      } _: { pair in
        for _ in 0..<3 { await pair.loop.yield() }
        pair.loop.post(.drain)
        // Sent at once, and told by epoll after the drain.
        try await pair.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      }
      try await pair.server.answer(ResponseHead(status: 200), body: [])
      return (found, pair.server.canContinue)
    }
    #expect(found)
    #expect(!canContinue)
  }

  @Test(arguments: [true, false])
  func `a body longer than the maximum is refused, however it is framed`(_ chunked: Bool)
    async throws
  {
    for (count, fits) in [(9, true), (10, true), (11, false), (12, false), (40_000, false)] {
      let body = String(repeating: "x", count: count)
      let framed =
        chunked
        ? "Transfer-Encoding: chunked\r\n\r\n\(String(count, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
        : "Content-Length: \(count)\r\n\r\n\(body)"
      let kind = try await PlainPair.run { pair in
        try await pair.client.transport.write("POST / HTTP/1.1\r\nHost: a\r\n" + framed)
        #expect(try await pair.server.nextRequest())
        return await failure { () throws(WireError) in
          _ = try await pair.server.readBody(maximum: 10)
        }
      }
      #expect(kind == (fits ? nil : .http(413)), "\(count)")
    }
  }

  @Test func `a length that is announced takes no memory before bytes come`() async throws {
    let timeouts = Self.timeouts { $0.body = .milliseconds(30) }
    let capacity = try await PlainPair.run(server: timeouts) { pair in
      try await pair.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nabc")
      #expect(try await pair.server.nextRequest())
      let buffer = ByteBuffer()
      _ = try pair.server.input.gather(into: buffer, upTo: 1 << 30)
      return unsafe buffer.count + buffer.writable.count
    }
    #expect(capacity <= 256 * 1024)
  }

  @Test(arguments: [204, 304])
  func `an answer that has no body says no length`(_ status: Int) async throws {
    let text = try await PlainPair.run { pair in
      try await pair.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      try await pair.server.answer(ResponseHead(status: status), body: [])
      pair.server.transport.close()
      return try await pair.client.transport.readText()
    }
    #expect(text.hasPrefix("HTTP/1.1 \(status) "))
    #expect(!text.lowercased().contains("content-length"))
    #expect(text.hasSuffix("\r\n\r\n"))
  }

  @Test(arguments: [BodyLength.fixed(4), .chunked])
  func `a HEAD request is never answered with payload`(_ framing: BodyLength) async throws {
    let text = try await PlainPair.run { pair in
      try await pair.client.transport.write("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      var head = ResponseHead(status: 200)
      pair.server.begin(&head, body: framing)
      try pair.server.append(Array("body".utf8))
      try await pair.server.end()
      pair.server.transport.close()
      return try await pair.client.transport.readText()
    }
    #expect(text.hasSuffix("\r\n\r\n"))
    #expect(!text.contains("body"))
    #expect(!text.contains("\r\n\r\n0"))
  }

  @Test func `a client that waits for 100 Continue gets it once, before the body`() async throws {
    let (interim, body) = try await PlainPair.run { pair in
      try await pair.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      var body: [UInt8] = []
      var interim = ""
      try await pair.together { pair in
        body = try await pair.server.readBody(maximum: 10)
        try await pair.server.answer(ResponseHead(status: 200), body: [])
        pair.server.transport.close()
      } _: { pair in
        interim = try await pair.client.transport.readText(upTo: 25)
        try await pair.client.transport.write("abc")
        #expect(try await pair.client.transport.readText().hasPrefix("HTTP/1.1 200"))
      }
      return (interim, body)
    }
    #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
    #expect(body == Array("abc".utf8))
  }

  @Test func `a refusal before the body is the last answer and comes without 100 Continue`()
    async throws
  {
    let text = try await PlainPair.run { pair in
      try await pair.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      try await pair.server.answer(ResponseHead(status: 403), body: Array("no".utf8))
      #expect(!pair.server.canContinue)
      var text = ""
      try await pair.together {
        await $0.server.close()
      } _: {
        text = try await $0.client.transport.readText()
        $0.client.close()
      }
      return text
    }
    #expect(text.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
    #expect(text.lowercased().contains("connection: close"))
    #expect(text.hasSuffix("\r\n\r\nno"))
  }

  @Test func `what was said to be the last answer is the last`() async throws {
    let canContinue = try await PlainPair.run { pair in
      try await pair.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
      #expect(try await pair.server.nextRequest())
      var head = ResponseHead(status: 200)
      pair.server.begin(&head, body: .fixed(0))
      #expect(try await pair.server.readBody(maximum: 10).count == 3)
      try await pair.server.end()
      return pair.server.canContinue
    }
    #expect(!canContinue)
  }

  @Test func `a client that sends on after the last request still reads its answer to the end`()
    async throws
  {
    let text = try await PlainPair.run { pair in
      try await pair.client.transport.write(
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      try await pair.client.transport.write(String(repeating: "more", count: 10_000))
      try await pair.server.answer(ResponseHead(status: 200), body: Array("bye".utf8))
      var text = ""
      try await pair.together {
        await $0.server.close()
      } _: {
        text = try await $0.client.transport.readText()
        $0.client.close()
      }
      return text
    }
    #expect(text.hasSuffix("\r\n\r\nbye"))
  }

  @Test func `an answer that only the connection's end delimits is not ended by a failure`()
    async throws
  {
    let kind = try await PlainPair.run { pair in
      try await pair.client.transport.write("GET / HTTP/1.0\r\nHost: a\r\n\r\n")
      #expect(try await pair.server.nextRequest())
      var head = ResponseHead(status: 200)
      pair.server.begin(&head, body: .chunked)
      try pair.server.append(Array("half".utf8))
      try await pair.server.flush()
      await pair.server.close()
      return await failure { () throws(WireError) in
        _ = try await pair.client.transport.readAll()
      }
    }
    #expect(kind == .closed)
  }

  @Test func `a client that ended its side still gets its answer`() async throws {
    let (text, found) = try await PlainPair.run { pair in
      try await pair.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      pair.client.transport.endWriting()
      #expect(try await pair.server.nextRequest())
      try await pair.server.answer(ResponseHead(status: 200), body: Array("yes".utf8))
      let found = try await pair.server.nextRequest()
      await pair.server.close()
      return (try await pair.client.transport.readText(), found)
    }
    #expect(text.hasSuffix("\r\n\r\nyes"))
    #expect(!found)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `requests arrive as they were sent, in pieces of any size`(_ seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    var bodies: [[UInt8]] = []
    var wire: [UInt8] = []
    for index in 0..<60 {
      let limit = index % 10 == 0 ? 200_000 : 300
      let count = Int.random(in: 0..<limit, using: &generator)
      let body = TestBytes.make(count, from: &generator)
      let head = "POST /\(index) HTTP/1.1\r\nHost: a\r\n"
      if Bool.random(using: &generator) {
        wire += Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body
      } else {
        wire += Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8)
        var rest = body[...]
        while !rest.isEmpty {
          let count = Int.random(in: 1...rest.count, using: &generator)
          wire += Array("\(String(count, radix: 16))\r\n".utf8) + rest.prefix(count)
          wire += Array("\r\n".utf8)
          rest = rest.dropFirst(count)
        }
        wire += Array("0\r\n\r\n".utf8)
      }
      bodies.append(body)
    }
    var pieces: [[UInt8]] = []
    var rest = wire[...]
    while !rest.isEmpty {
      let most = [1, 7, 100, 5000, 100_000].randomElement(using: &generator) ?? 1
      let count = min(rest.count, Int.random(in: 1...most, using: &generator))
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    let (sent, expected) = (pieces, bodies)
    let received = try await PlainPair.run { pair in
      var received: [[UInt8]] = []
      try await pair.together { pair in
        for piece in sent {
          try await pair.client.transport.write(piece)
          if piece.count < 50 { await pair.loop.yield() }
        }
        pair.client.transport.endWriting()
      } _: { pair in
        while try await pair.server.nextRequest() {
          #expect(pair.server.request.target == "/\(received.count)")
          received.append(try await pair.server.readBody(maximum: 1 << 20))
        }
      }
      return received
    }
    #expect(received == expected)
  }
}
