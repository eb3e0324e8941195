import Glibc
import TestSupport
import Testing

@testable import Wire

/// A transport under TLS, against a peer of another loop.
@Suite(.timeLimit(.minutes(5)))
struct TransportTests {
  /// Runs a client's transport against what `serve` does with the server's.
  static func run<Value: Sendable>(
    _ serve: @escaping @Sendable (ServerConnection) async throws -> Void,
    _ body: @escaping @Sendable (Transport) async throws -> Value
  ) async throws -> Value {
    let contexts = try ConnectionTests.contexts(.tls)
    return try await onLoops(2) { loops in
      let loop = loops.first
      let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loop)
      let port = listener.address.port
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: loop) {
          await HTTPServer(loops: loops, tls: { contexts.server }).run(
            listener, refused: { _, _ in }
          ) { connection in
            do { try await serve(connection) } catch {}
          }
        }
        let client = try await HTTPServerTests.connect(port, contexts.client, loop)
        defer {
          client.close()
          group.cancelAll()
        }
        return try await body(client.transport)
      }
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `bytes written in pieces of any size are read as one stream, both ways at once`(
    _ seed: UInt64
  ) async throws {
    let matches = try await Self.run { connection in
      let transport = connection.transport
      while true {
        let bytes = try await transport.readAll(upTo: 1 + Int(seed) * 997)
        guard !bytes.isEmpty else { return }
        try await transport.write(bytes)
      }
    } _: { transport in
      var generator = SeededGenerator(seed: seed)
      var sent: [UInt8] = []
      var received: [UInt8] = []
      for _ in 0..<60 {
        let most = [3, 500, 20_000, 60_000].randomElement(using: &generator) ?? 1
        let count = Int.random(in: 1...most, using: &generator)
        let piece = TestBytes.make(count, from: &generator)
        try await transport.write(piece)
        sent += piece
        // What the echo still gathers may not come before more was sent.
        let late = 6000 + Int.random(in: 0...30_000, using: &generator)
        received += try await transport.readAll(upTo: max(0, sent.count - received.count - late))
      }
      transport.endWriting()
      received += try await transport.readAll()
      return received == sent
    }
    #expect(matches)
  }

  @Test func `a goodbye ends the stream, behind everything that was written`() async throws {
    let bytes = try await Self.run { connection in
      try await connection.transport.write([UInt8](repeating: 3, count: 100_000))
      connection.transport.close()
    } _: {
      try await $0.readAll()
    }
    #expect(bytes == [UInt8](repeating: 3, count: 100_000))
  }

  @Test(arguments: [true, false])
  func `a stream without a goodbye is an error, behind what came`(_ reset: Bool) async throws {
    let (text, kind) = try await Self.run { connection in
      let transport = connection.transport
      try await transport.write("last words")
      if reset {
        // Bytes unread make the close a reset.
        _ = await transport.loop.turns { transport.hasUnread() }
      }
      transport.loop.forget(transport.registration)
      FileDescriptor(transport.registration.descriptor).closeNow()
    } _: { transport in
      if reset { try await transport.write("never read") }
      _ = await transport.loop.turns { transport.registration.hungUp }
      let text = try await transport.readText(upTo: 10)
      return (text, await failure { () throws(WireError) in _ = try await transport.readAll() })
    }
    #expect(text == "last words")
    #expect(kind == .closed)
  }

  @Test func `a record that was tampered with is an error, behind what came`() async throws {
    let (text, first, second) = try await Self.run { connection in
      let transport = connection.transport
      try await transport.write("good")
      // A record of application data that nobody encrypted.
      let forged = [UInt8]([23, 3, 3, 7, 208]) + [UInt8](repeating: 9, count: 2000)
      transport.sendRaw(forged)
      _ = try await transport.readAll()
    } _: { transport in
      _ = await transport.loop.turns { transport.waitingInSocket > 2005 }
      let text = try await transport.readText(upTo: 4)
      let first = await failure { () throws(WireError) in _ = try await transport.readAll() }
      let second = await failure { () throws(WireError) in _ = try await transport.readAll() }
      return (text, first, second)
    }
    #expect(text == "good")
    #expect(first == .tls)
    #expect(second == .tls)
  }

  @Test func `a peer that does not read bounds what is held for it`() async throws {
    let (kind, held) = try await Self.run { connection in
      try await connection.transport.loop.sleep(until: .after(.seconds(30)))
    } _: { transport in
      let buffer = ByteBuffer()
      buffer.append([UInt8](repeating: 1, count: 65_536))
      let kind = await failure { () throws(WireError) in
        for _ in 0..<4000 {
          try await unsafe transport.write(buffer.readable, by: .after(.milliseconds(50)))
        }
      }
      return (kind, transport.heldBytes)
    }
    #expect(kind == .timedOut)
    #expect(held <= 80 * 1024)
  }

  @Test func `an idle connection holds no buffers`() async throws {
    let (near, far) = try await Self.run { connection in
      let transport = connection.transport
      let bytes = try await transport.readAll(upTo: 200_000)
      try await transport.write([UInt8](repeating: UInt8(clamping: transport.heldBytes), count: 1))
      #expect(bytes.count == 200_000)
      _ = try await transport.readAll()
    } _: { transport in
      try await transport.write([UInt8](repeating: 1, count: 200_000))
      return (try await transport.readAll(upTo: 1), transport.heldBytes)
    }
    #expect(near == [0])
    #expect(far == 0)
  }
}

extension Transport {
  /// Sends bytes past the session, as somebody on the way might.
  func sendRaw(_ bytes: [UInt8]) {
    let count = unsafe Glibc.send(registration.descriptor, bytes, bytes.count, 0)
    #expect(count == bytes.count)
  }

  /// Bytes that wait in the socket, as far as a buffer of them goes.
  var waitingInSocket: Int {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    return unsafe recv(
      registration.descriptor, &buffer, buffer.count, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
  }
}
