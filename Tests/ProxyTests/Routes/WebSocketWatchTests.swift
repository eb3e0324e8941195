import JSON
import Proxy
import TestSupport
import Testing

@testable import Wire

/// Watches over a WebSocket, which ends at the proxy.
@Suite(.timeLimit(.minutes(5)))
struct WebSocketWatchTests {
  private static let fields = [
    ("Connection", "Upgrade"), ("Upgrade", "websocket"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Protocol", "base64url.bearer.authorization.k8s.io.c2VjcmV0, binary.k8s.io"),
  ]

  /// The next frame of the server's, which is never masked.
  private static func frame(
    _ answer: OpenAnswer
  ) async throws -> (opcode: WebSocketFrame.Opcode?, payload: [UInt8]) {
    let header = try await answer.take(2)
    guard header.count == 2 else { return (nil, []) }
    var length = Int(header[1])
    if length == 126 { length = try await answer.take(2).reduce(0) { $0 << 8 | Int($1) } }
    #expect(length < 0x1_0000)
    return (.init(rawValue: header[0] & 15), try await answer.take(length))
  }

  private static func send(
    _ opcode: WebSocketFrame.Opcode, _ payload: [UInt8], on answer: OpenAnswer, _ stage: Stage
  ) async throws {
    var bytes: [UInt8] = []
    WebSocketFrame.append(opcode, payload[...], mask: [1, 2, 3, 4], into: &bytes)
    try await stage.write(bytes, to: answer.client)
  }

  private static func run(
    _ faucet: Faucet = Faucet(),
    _ body: @escaping @Sendable (Stage, Faucet, OpenAnswer) async throws -> Void
  ) async throws {
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let socket = try await stage.open(WatchScene.target, as: .alice, fields)
      defer { socket.close() }
      #expect(socket.status == 101)
      try await body(stage, faucet, socket)
    }
  }

  @Test func `each event that is the caller's is one message`() async throws {
    try await Self.run { stage, faucet, socket in
      #expect(socket.fields[named: "Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
      #expect(socket.fields[named: "Sec-WebSocket-Protocol"] == "binary.k8s.io")
      let mine = try WatchScene.event("ADDED", "oil-production")
      let other = try WatchScene.event("ADDED", "kube-system")
      faucet.pour(other + mine + other + WatchScene.bookmark)
      for expected in [mine, WatchScene.bookmark] {
        let (opcode, payload) = try await Self.frame(socket)
        #expect(opcode == .text)
        #expect(String(decoding: payload, as: UTF8.self) == expected)
      }
      faucet.close()
      let (opcode, payload) = try await Self.frame(socket)
      #expect(opcode == .close && payload == [0x03, 0xE8])
      #expect(try await Self.frame(socket).opcode == nil)
      // The upstream was asked in plain words, and not for what the client's subprotocols hold.
      let asked = try #require(stage.forwarded.first)
      for name in ["Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol"] {
        #expect(asked.values(name).isEmpty)
      }
    }
  }

  @Test func `pings are answered while nothing happens`() async throws {
    try await Self.run { stage, faucet, socket in
      for payload in [[], [1, 2, 3], Array(repeating: 7, count: 125)] as [[UInt8]] {
        try await Self.send(.ping, payload, on: socket, stage)
        let (opcode, answer) = try await Self.frame(socket)
        #expect(opcode == .pong && answer == payload)
      }
      try await Self.send(.text, Array("ignored".utf8), on: socket, stage)
      let mine = try WatchScene.event("ADDED", "oil-production")
      faucet.pour(mine)
      #expect(try await Self.frame(socket).payload == Array(mine.utf8))
    }
  }

  @Test func `a close is answered, and ends the upstream's watch`() async throws {
    try await Self.run { stage, _, socket in
      try await Self.send(.close, [0x03, 0xE9], on: socket, stage)
      let (opcode, payload) = try await Self.frame(socket)
      #expect(opcode == .close && payload == [0x03, 0xE9])
      #expect(try await Self.frame(socket).opcode == nil)
      _ = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(Set(stage.forwarded.map(\.connection)).count == 2)
    }
  }

  @Test func `what breaks the protocol ends it`() async throws {
    try await Self.run { stage, _, socket in
      try await stage.write([0x81, 0x01, 0x41], to: socket.client)
      let (opcode, payload) = try await Self.frame(socket)
      #expect(opcode == .close && payload == [0x03, 0xEA])
      #expect(try await Self.frame(socket).opcode == nil)
    }
  }

  @Test func `it ends as expired when the caller owns something else`() async throws {
    try await Self.run { stage, _, socket in
      stage.view.publish(try WatchScene.viewWithoutOil())
      let (opcode, payload) = try await Self.frame(socket)
      #expect(opcode == .text)
      #expect(String(decoding: payload, as: UTF8.self) == WatchScene.expired)
      #expect(try await Self.frame(socket).opcode == .close)
    }
  }

  @Test(arguments: [
    ("Sec-WebSocket-Key", "short"), ("Sec-WebSocket-Version", "7"),
    ("Sec-WebSocket-Protocol", "a.k8s.io, b.k8s.io"),
  ])
  func `a handshake that cannot be met is refused before anybody is asked`(
    _ name: String, _ value: String
  ) async throws {
    try await Stage.run(WatchScene.scene(Faucet())) { stage in
      let fields = Self.fields.filter { $0.0 != name } + [(name, value)]
      let reply = try await stage.ask(WatchScene.target, as: .alice, fields)
      #expect(reply.status == 400)
      #expect(reply.json?["kind"] == "Status")
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `the upstream's refusal is an answer in HTTP`() async throws {
    var scene = Scene()
    scene.script = { request in
      request.isOwn && !request.isReview
        ? .init(status: 410, bytes: (try? Fixture.bytes("status.410.expired.json")) ?? []) : nil
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(WatchScene.target, as: .alice, Self.fields)
      #expect(reply.status == 410)
      #expect(reply.json?["reason"] == "Expired")
    }
  }
}
