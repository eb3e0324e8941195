@testable import Wire

/// The two ends of a plain connection over loopback, both on the calling loop.
struct PlainPair {
  let client: ClientConnection
  let server: ServerConnection
  let loop: EventLoop

  init(
    loop: EventLoop, client: HTTPTimeouts = HTTPTimeouts(), server: HTTPTimeouts = HTTPTimeouts()
  ) async throws(WireError) {
    self.loop = loop
    let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loop)
    defer { listener.close() }
    self.client = try await ClientConnection.connect(
      to: Endpoint(host: "127.0.0.1", port: listener.address.port), tls: nil, loop: loop,
      timeouts: client)
    self.server = try ServerConnection(
      accepted: try await listener.accept(), session: { nil }, loop: loop, timeouts: server)
  }

  func close() {
    client.close()
    server.transport.close()
  }

  /// Runs `body` with a pair on a loop of its own.
  static func run<Value: Sendable>(
    client: HTTPTimeouts = HTTPTimeouts(), server: HTTPTimeouts = HTTPTimeouts(),
    _ body: @escaping @Sendable (PlainPair) async throws -> Value
  ) async throws -> Value {
    try await onLoops { loops in
      let pair = try await PlainPair(loop: loops.first, client: client, server: server)
      defer { pair.close() }
      return try await body(pair)
    }
  }

  /// Runs both on the pair's loop at once.
  func together(
    _ first: @escaping (PlainPair) async throws -> Void,
    _ second: @escaping (PlainPair) async throws -> Void
  ) async throws {
    let (first, second, pair) = (OnLoop(first), OnLoop(second), OnLoop(self))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: loop) { try await first.value(pair.value) }
      group.addTask(executorPreference: loop) { try await second.value(pair.value) }
      while try await group.next() != nil {}
    }
  }
}

extension Transport {
  /// Writes text within twenty seconds.
  func write(_ text: String) async throws(WireError) { try await write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) async throws(WireError) {
    let buffer = ByteBuffer()
    buffer.append(bytes)
    try await unsafe write(buffer.readable, by: .after(.seconds(20)))
  }

  /// Reads to the end, at most so many bytes.
  func readAll(upTo maximum: Int = .max / 2) async throws(WireError) -> [UInt8] {
    let buffer = ByteBuffer()
    while buffer.count < maximum {
      let room = min(maximum - buffer.count, 16_384)
      buffer.reserve(room)
      let target = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer.writable[..<room])
      let count = try await unsafe read(into: target, by: .after(.seconds(20)))
      guard count > 0 else { break }
      buffer.filled(count)
    }
    return buffer.bytes
  }

  /// Reads to the end, at most so many bytes, as text.
  func readText(upTo maximum: Int = .max / 2) async throws(WireError) -> String {
    String(decoding: try await readAll(upTo: maximum), as: UTF8.self)
  }
}

extension RequestHead {
  /// A request for a server that looks at nothing but its framing.
  static func test(_ method: String, body: BodyLength = .none) throws -> RequestHead {
    var head = try RequestHead(method: method, target: "/")
    head.fields.append("Host", literal: "test")
    if body != .none { head.setBody(body) }
    return head
  }
}
