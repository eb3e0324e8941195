import Testing

@testable import Wire

/// A proxy between two plain connections: the client's end, the upstream's end, and what is between.
@Suite(.timeLimit(.minutes(5)))
struct BodyTransferTests {
  /// Runs `body` with a client's connection and an upstream's on one loop.
  static func between<Value: Sendable>(
    timeouts: HTTPTimeouts = HTTPTimeouts(),
    _ body: @escaping @Sendable (_ front: PlainPair, _ back: PlainPair) async throws -> Value
  ) async throws -> Value {
    var timeouts = timeouts
    timeouts.halfClosed = .milliseconds(50)
    return try await onLoops { [timeouts] loops in
      let front = try await PlainPair(loop: loops.first, server: timeouts)
      defer { front.close() }
      let back = try await PlainPair(loop: loops.first, client: timeouts)
      defer { back.close() }
      return try await body(front, back)
    }
  }

  /// Sends a request's whole body.
  static func send(
    from client: ServerConnection, to upstream: ClientConnection
  ) async throws(WireError) {
    let body = RequestBody(from: client, to: upstream)
    if await !body.start() { await body.run() }
    if let (error, _) = body.failure { throw error }
  }

  @Test func `a client that has gone before the upstream is waited for ends the wait`()
    async throws
  {
    let (kind, isReusable) = try await Self.between { front, back in
      try await front.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await front.server.nextRequest())
      front.client.close()
      #expect(await front.loop.turns { front.server.isGone })
      front.server.interruptOnHangUp(back.client)
      back.client.begin(front.server.request)
      let kind = await failure { () throws(WireError) in
        try await back.client.flush()
        try await back.client.readResponse(to: .other, by: .after(.seconds(2)))
      }
      return (kind, back.client.isReusable)
    }
    #expect(kind == .closed)
    #expect(!isReusable)
  }

  @Test func `a client that goes while the upstream is waited for ends the wait`() async throws {
    let kind = try await Self.between { front, back in
      try await front.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await front.server.nextRequest())
      front.server.interruptOnHangUp(back.client)
      back.client.begin(front.server.request)
      try await back.client.flush()
      var kind: WireError.Kind?
      try await back.together { back in
        kind = await failure { () throws(WireError) in
          try await back.client.readResponse(to: .other, by: .after(.seconds(10)))
        }
      } _: { _ in
        front.client.close()
      }
      return kind
    }
    #expect(kind == .closed)
  }

  @Test func `a client that goes with the last bytes of its body ends the wait for the upstream`()
    async throws
  {
    let kind = try await Self.between { front, back in
      try await front.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
      #expect(try await front.server.nextRequest())
      front.server.interruptOnHangUp(back.client)
      back.client.begin(front.server.request)
      var kind: WireError.Kind?
      try await back.together { back in
        kind = await failure { () throws(WireError) in
          try await Self.send(from: front.server, to: back.client)
          try await back.client.readResponse(to: .other, by: .after(.seconds(3)))
        }
      } _: { back in
        for _ in 0..<5 { await back.loop.yield() }
        try await front.client.transport.write("cde")
        front.client.close()
      }
      return kind
    }
    #expect(kind == .closed)
  }

  @Test func `an upstream that answers and closes before the body was sent is heard`()
    async throws
  {
    let status = try await Self.between { front, back in
      try await front.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n")
      #expect(try await front.server.nextRequest())
      var status = 0
      let (client, proxy) = (OnLoop(front.client), OnLoop(front.server))
      await withTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: front.loop) {
          _ = await failure { () throws(WireError) in
            while true {
              try await client.value.transport.write([UInt8](repeating: 1, count: 65_536))
            }
          }
        }
        let (far, near) = (OnLoop(back.server), OnLoop(back.client))
        group.addTask(executorPreference: front.loop) {
          _ = await failure { () throws(WireError) in
            _ = try await far.value.transport.readAll(upTo: 300_000)
            try await far.value.transport.write(
              "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
          }
          far.value.transport.close()
        }
        let kind = await failure { () throws(WireError) in
          near.value.begin(proxy.value.request)
          try await Self.send(from: proxy.value, to: near.value)
          try await near.value.readResponse(to: .other, by: .after(.seconds(10)))
        }
        #expect(kind == nil)
        status = near.value.response.status
        #expect(!near.value.isReusable)
        group.cancelAll()
      }
      return status
    }
    #expect(status == 413)
  }

  @Test func `a body that does not come in time is the client's fault`() async throws {
    var timeouts = HTTPTimeouts()
    timeouts.body = .milliseconds(30)
    let kind = try await Self.between(timeouts: timeouts) { front, back in
      try await front.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab")
      #expect(try await front.server.nextRequest())
      back.client.begin(front.server.request)
      return await failure { () throws(WireError) in
        try await Self.send(from: front.server, to: back.client)
      }
    }
    #expect(kind == .http(408))
  }

  @Test func `a body that trickles ends when its grace is used up`() async throws {
    var timeouts = HTTPTimeouts()
    timeouts.bodyGrace = .milliseconds(200)
    let (kind, sent) = try await Self.between(timeouts: timeouts) { front, back in
      try await front.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
      #expect(try await front.server.nextRequest())
      back.client.begin(front.server.request)
      var kind: WireError.Kind?
      var sent = 0
      try await front.together { front in
        kind = await failure { () throws(WireError) in
          try await Self.send(from: front.server, to: back.client)
        }
        front.server.transport.close()
      } _: { front in
        _ = await failure { () throws(WireError) in
          while true {
            try await front.client.transport.write("x")
            sent += 1
            try await front.loop.sleep(until: .after(.milliseconds(10)))
          }
        }
      }
      return (kind, sent)
    }
    #expect(kind == .http(408))
    #expect(sent > 1)
  }

  @Test func `a body that was read already is not announced to an upstream again`()
    async throws
  {
    let kind = try await Self.between { front, back in
      try await front.client.transport.write(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
      #expect(try await front.server.nextRequest())
      #expect(try await front.server.readBody(maximum: 10).count == 3)
      back.client.begin(front.server.request)
      return await failure { () throws(WireError) in
        try await Self.send(from: front.server, to: back.client)
      }
    }
    #expect(kind != nil)
  }

  @Test(arguments: [BodyLength.chunked, .fixed(1000)])
  func `an upstream that breaks off leaves no whole answer behind`(_ framing: BodyLength)
    async throws
  {
    let (kind, text) = try await Self.between { front, back in
      try await front.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await front.server.nextRequest())
      back.client.begin(front.server.request)
      try await back.client.flush()
      try await back.server.transport.write(
        framing == .chunked
          ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
          : "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
      back.server.transport.close()
      try await back.client.readResponse(to: .other, by: .after(.seconds(10)))
      front.server.begin(&back.client.response, body: framing)
      let kind = await failure { () throws(WireError) in
        try await BodyTransfer.response(from: back.client, to: front.server)
      }
      await front.server.close()
      return (kind, try await front.client.transport.readText())
    }
    #expect(kind == .closed)
    #expect(text.contains("half"))
    #expect(!text.hasSuffix("0\r\n\r\n"))
  }

  @Test func `a stream that is silent holds no buffer of the client's connection`() async throws {
    let held = try await Self.between { front, back in
      try await front.client.transport.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await front.server.nextRequest())
      back.client.begin(front.server.request)
      try await back.client.flush()
      try await back.server.transport.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nevent\r\n")
      try await back.client.readResponse(to: .other, by: .after(.seconds(10)))
      front.server.begin(&back.client.response, body: .chunked)
      var held = -1
      try await back.together { back in
        _ = await failure { () throws(WireError) in
          try await BodyTransfer.response(from: back.client, to: front.server)
        }
      } _: { back in
        let text = try await front.client.transport.readText(upTo: 30)
        #expect(text.hasPrefix("HTTP/1.1 200"))
        for _ in 0..<5 { await back.loop.yield() }
        // What makes the transfer look for more, in vain.
        try await back.server.transport.write("5")
        for _ in 0..<5 { await back.loop.yield() }
        held =
          front.server.output.capacity + back.client.input.capacity
          + front.server.transport.heldBytes
        back.client.transport.registration.cutOff()
      }
      return held
    }
    #expect(held == 0)
  }
}
