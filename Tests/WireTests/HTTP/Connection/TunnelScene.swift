import TestSupport
import Testing

@testable import Wire

/// A client and an upstream with a tunnel between them, all four ends on one loop.
struct TunnelScene {
  /// The client's end and the upstream's end, which a test plays.
  let client: TunnelEnd
  let upstream: TunnelEnd
  /// The tunnel's own two ends.
  let front: ServerConnection
  let back: ClientConnection
  let loop: EventLoop

  /// How the tunnel is opened.
  struct Opening: Sendable {
    var security = ConnectionTests.Security.plain
    var timeouts = HTTPTimeouts()
    /// Sent behind the request, in the same write.
    var early = ""
    /// Sent behind the 101, in the same write.
    var first = ""
  }

  /// Runs `body` beside a tunnel.
  ///
  /// - Returns: why the tunnel ended, `nil` for both sides having ended.
  @discardableResult
  static func run(
    _ opening: Opening = Opening(),
    _ body: @escaping @Sendable (TunnelScene) async throws -> Void
  ) async throws -> WireError.Kind? {
    try await onLoops { loops in
      let scene = try await TunnelScene(opening, loops.first)
      let outcome: Result<WireError.Kind?, any Error> = await scene.join(body)
      await scene.close()
      #expect(loops.first.registered == 0)
      return try outcome.get()
    }
  }

  private init(_ opening: Opening, _ loop: EventLoop) async throws {
    self.loop = loop
    let contexts = try ConnectionTests.contexts(opening.security)
    let (far, near) = try await Self.pair(contexts, opening.timeouts, loop)
    let (back, server) = try await Self.pair(contexts, opening.timeouts, loop)
    (front, self.back) = (near, back)
    client = TunnelEnd(far.input, far.output)
    upstream = TunnelEnd(server.input, server.output)
    try await far.transport.write(
      "GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: spdy/3.1\r\n\r\n"
        + opening.early)
    #expect(try await near.nextRequest())
    back.begin(near.request)
    try await back.flush()
    #expect(try await server.nextRequest())
    server.input.begin(.untilClose, .request)
    try await server.transport.write(
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n"
        + opening.first)
    try await back.readResponse(to: .other, by: .after(.seconds(20)))
    try back.response.prepareChange(to: near.request.tunnelProtocols)
    near.change(protocols: back.response)
    far.begin(try far.upgrade())
    far.output.discard()
    self.far = OnLoop(far)
  }

  /// The client's connection, which reads the head of the 101.
  private let far: OnLoop<ClientConnection>

  private func join(
    _ body: @escaping @Sendable (TunnelScene) async throws -> Void
  ) async -> Result<WireError.Kind?, any Error> {
    let scene = OnLoop(self)
    return await withTaskGroup(of: Result<WireError.Kind?, any Error>.self) { group in
      group.addTask(executorPreference: loop) {
        .success(
          await failure { () throws(WireError) in
            try await Tunnel.run(from: scene.value.front, to: scene.value.back)
          })
      }
      do {
        try await far.value.readResponse(to: .other, by: .after(.seconds(20)))
        try await body(self)
      } catch {
        group.cancelAll()
        return .failure(error)
      }
      return await group.next() ?? .success(nil)
    }
  }

  private func close() async {
    await front.close()
    back.close()
    client.close()
    upstream.close()
  }

  /// Bytes of memory that the tunnel's buffers hold.
  var held: Int {
    front.input.capacity + front.output.capacity + front.transport.heldBytes + back.input.capacity
      + back.output.capacity + back.transport.heldBytes
  }

  private static func pair(
    _ contexts: (server: TLSContext?, client: TLSContext?), _ timeouts: HTTPTimeouts,
    _ loop: EventLoop
  ) async throws -> (ClientConnection, ServerConnection) {
    let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loop)
    defer { listener.close() }
    let port = listener.address.port
    return try await withThrowingTaskGroup(of: OnLoop<ClientConnection>.self) { group in
      group.addTask(executorPreference: loop) {
        OnLoop(
          try await ClientConnection.connect(
            to: Endpoint(host: "127.0.0.1", port: port), tls: contexts.client, loop: loop,
            timeouts: timeouts))
      }
      let server = try ServerConnection(
        accepted: try await listener.accept(),
        session: { () throws(WireError) in try contexts.server?.serverSession() }, loop: loop,
        timeouts: timeouts)
      try await server.handshake()
      guard let client = try await group.next() else { throw WireError.closed }
      return (client.value, server)
    }
  }
}

extension ClientConnection {
  /// A head that asks for an upgrade, so that a 101 is expected.
  fileprivate func upgrade() throws -> RequestHead {
    var head = try RequestHead.test("GET")
    try head.askForUpgrade(to: ["SPDY/3.1"])
    return head
  }
}
