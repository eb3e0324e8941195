import Testing

@testable import Wire

/// Waits for payload that end to look at something else.
@Suite(.timeLimit(.minutes(5)))
struct InterruptionTests {
  /// Sends a request, and the head of an answer that streams.
  private static func stream(_ pair: PlainPair) async throws {
    pair.client.begin(try .test("GET"))
    try await pair.client.flush()
    try await pair.server.transport.write(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    try await pair.client.readResponse(to: .other, by: .after(.seconds(10)))
  }

  @Test func `an interruption ends the wait, and payload comes as before`() async throws {
    try await PlainPair.run { pair in
      try await Self.stream(pair)
      let payload = ByteBuffer()
      let deadline = Deadline.after(.seconds(10))
      // Before the wait and from the loop itself, then within it and from another thread.
      let registration = pair.client.transport.registration
      registration.interrupt()
      #expect(
        try await pair.client.nextPayload(into: payload, by: deadline, isInterruptible: true)
          == .interrupted)
      let interrupter = pair.client.interrupter
      async let _ = offload { interrupter.interrupt() }
      #expect(
        try await pair.client.nextPayload(into: payload, by: deadline, isInterruptible: true)
          == .interrupted)
      try await pair.server.transport.write("5\r\nevent\r\n0\r\n\r\n")
      #expect(
        try await pair.client.nextPayload(into: payload, by: deadline, isInterruptible: true)
          == .payload)
      #expect(payload.bytes == Array("event".utf8))
      payload.clear()
      #expect(
        try await pair.client.nextPayload(into: payload, by: deadline, isInterruptible: true)
          == .end)
    }
  }

  @Test func `a wait that cannot be interrupted goes on`() async throws {
    try await PlainPair.run { pair in
      try await Self.stream(pair)
      pair.client.transport.registration.interrupt()
      let kind = await failure { () throws(WireError) in
        _ = try await pair.client.nextPayload(by: .after(.milliseconds(20)))
      }
      #expect(kind == .timedOut)
    }
  }

  @Test func `an interruption of a connection that was closed does nothing`() async throws {
    try await PlainPair.run { pair in
      let interrupter = pair.client.interrupter
      pair.client.close()
      interrupter.interrupt()
      await pair.loop.yield()
    }
  }
}
