import JSON
import Proxy
import TestSupport
import Testing

@testable import Wire

/// Requests that change protocols: what reaches the upstream, and the bytes behind them.
@Suite(.timeLimit(.minutes(5)))
struct UpgradeTests {
  private static let pod = "/api/v1/namespaces/oil-production/pods/a"

  /// How clients open their streams: kubectl with SPDY and with WebSocket, and a browser.
  private static let streams: [(method: String, target: String, fields: [(String, String)])] = [
    (
      "POST", pod + "/exec?command=sh&stdin=true",
      [
        ("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1"),
        ("X-Stream-Protocol-Version", "v4.channel.k8s.io"),
        ("X-Stream-Protocol-Version", "v3.channel.k8s.io"), ("Content-Length", "0"),
      ]
    ),
    (
      "GET", pod + "/attach?stdout=true",
      [
        ("connection", "keep-alive, UPGRADE"), ("upgrade", "websocket"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Protocol", "v5.channel.k8s.io"),
      ]
    ),
    (
      "POST", pod + "/portforward",
      [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1")]
    ),
    (
      "GET", "/api/v1/namespaces/oil-production/services/web:80/proxy/socket//a%2Fb",
      [
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Origin", "https://a"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Extensions", "permessage-deflate"),
      ]
    ),
  ]

  @Test(arguments: 0..<streams.count, [true, false])
  func `a stream is opened as it was asked for, and its bytes pass both ways`(
    _ index: Int, isCertificate: Bool
  ) async throws {
    let (method, target, fields) = Self.streams[index]
    let upgrade = index % 2 == 0 ? "SPDY/3.1" : "websocket"
    let board = Switchboard()
    let change = Switchboard.change(to: upgrade, "X-Stream-Protocol-Version: v4\r\n") + "first "
    try await Stage.run(.answering(target) { _ in board.answer(change, echoes: true) }) { stage in
      let proof =
        isCertificate
        ? Proof.certificate(try stage.keys.users.client("eve", groups: ["dev"])) : .alice
      let stream = try await stage.open(target, as: proof, fields, method: method)
      defer { stream.close() }
      #expect(stream.status == 101)
      #expect(stream.fields.values(of: .connection) == ["Upgrade"])
      #expect(stream.fields.values(of: .upgrade) == [upgrade])
      #expect(stream.fields.values(of: .xStreamProtocolVersion) == ["v4"])
      #expect(String(decoding: try await stream.take(6), as: UTF8.self) == "first ")
      for text in ["a", "GET /api/v1/secrets HTTP/1.1\r\n\r\n", "\u{0}\r\n"] {
        try await stage.write(text, to: stream.client)
        #expect(String(decoding: try await stream.take(text.utf8.count), as: UTF8.self) == text)
      }
      let asked = try #require(stage.forwarded.first)
      #expect(stage.forwarded.count == 1)
      #expect(asked.isOwn == isCertificate)
      #expect(asked.head.method == method && asked.target == target && asked.body.isEmpty)
      #expect(asked.values("Connection") == ["Upgrade"])
      #expect(asked.values("Upgrade") == [upgrade])
      for (name, value) in fields where name.lowercased() != "connection" && name != "upgrade" {
        #expect(asked.values(name).contains(value))
      }
      #expect(asked.values("X-Stream-Protocol-Version").count == (index == 0 ? 2 : 0))
      #expect(asked.values("Impersonate-User") == (isCertificate ? ["eve"] : []))
      // The end of the client is the end of the upstream, which ends in turn.
      try await stream.client.transport.endWriting(by: .after(.seconds(20)))
      #expect(await board.ends(on: stage.loops.first))
      #expect(await stream.rest().isWhole)
      // The upstream's connection was this stream's alone.
      _ = try await stage.ask("/api/v1/pods", as: proof)
      #expect(stage.forwarded.last?.connection != asked.connection)
    }
  }

  @Test func `what the upstream says last arrives, and its end`() async throws {
    let board = Switchboard()
    let bytes = Switchboard.change(to: "SPDY/3.1") + "last words"
    try await Stage.run(.answering(Self.pod) { _ in board.answer(bytes, hangsUp: true) }) { stage in
      let (method, target, fields) = Self.streams[0]
      let stream = try await stage.open(target, as: .alice, fields, method: method)
      defer { stream.close() }
      let rest = await stream.rest()
      #expect(rest.text == "last words" && rest.isWhole)
      // The other direction goes on until the client ends it.
      try await stage.write("still", to: stream.client)
      #expect(await board.hears("still", on: stage.loops.first))
    }
  }

  @Test func `bytes that come before the 101 wait for it`() async throws {
    let board = Switchboard()
    let change = Switchboard.change(to: "SPDY/3.1")
    let scene = Scene.answering(Self.pod) { _ in
      board.answer(change).after(.milliseconds(100))
    }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      try await stage.write(
        "POST \(Self.pod)/exec HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\nearly bytes", to: client)
      #expect(await board.hears("early bytes", on: stage.loops.first))
      #expect(board.heard == "early bytes")
    }
  }

  @Test(arguments: [
    (["SPDY/3.1"], "SPDY/3.1"), (["spdy/3.1"], "spdy/3.1"),
    (["h2c, SPDY/3.1"], "SPDY/3.1"), (["websocket", "SPDY/3.1"], "websocket, SPDY/3.1"),
    ([", websocket ,, TLS/1.0"], "websocket"),
  ])
  func `of several protocols those that are tunnelled are asked for`(
    _ lines: [String], _ asked: String
  ) async throws {
    let board = Switchboard()
    let taken = asked.split(separator: ", ").last.map(String.init) ?? ""
    let change = Switchboard.change(to: taken.uppercased())
    try await Stage.run(.answering(Self.pod) { _ in board.answer(change) }) { stage in
      let fields = [("Connection", "Upgrade")] + lines.map { ("Upgrade", $0) }
      let stream = try await stage.open(Self.pod + "/exec", as: .alice, fields)
      defer { stream.close() }
      #expect(stream.status == 101)
      #expect(stream.fields.values(of: .upgrade) == [taken.uppercased()])
      #expect(stage.forwarded.map { $0.values("Upgrade") } == [[asked]])
    }
  }

  @Test(arguments: [
    [("Connection", "Upgrade, HTTP2-Settings"), ("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAA")],
    [("Connection", "Upgrade"), ("Upgrade", "TLS/1.0, HTTP/2.0")],
    [("Upgrade", "SPDY/3.1")], [("Connection", "Upgrade")],
    [("Connection", "Upgrade"), ("Upgrade", "")],
  ])
  func `a protocol that is not tunnelled is not asked for`(
    _ fields: [(String, String)]
  ) async throws {
    try await Stage.run { stage in
      let client = try await stage.connect()
      defer { client.close() }
      for _ in 0..<2 {
        let reply = try await stage.ask(Self.pod, as: .alice, fields, on: client)
        #expect(reply.status == 200 && reply.isWhole)
        #expect(reply.fields.values(of: .connection).isEmpty)
      }
      for asked in stage.forwarded {
        for name in ["Connection", "Upgrade", "HTTP2-Settings"] {
          #expect(asked.values(name).isEmpty)
        }
      }
      #expect(stage.forwarded.count == 2)
    }
  }

  @Test func `HTTP 1.0 changes no protocols`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        "GET \(Self.pod) HTTP/1.0\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
      #expect(reply.statuses == [200])
      #expect(stage.forwarded.map { $0.values("Upgrade") } == [[]])
    }
  }

  @Test(arguments: [
    "Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ])
  func `a body with it is refused`(_ rest: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        "POST \(Self.pod)/exec HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\(rest)")
      #expect(reply.statuses == [400])
      #expect(reply.text.contains(#""kind":"Status""#))
      #expect(stage.forwarded.isEmpty)
    }
  }

  /// Whatever the verdict, what the proxy answers by itself is no tunnel.
  @Test(arguments: [
    ("GET", "/api/v1/namespaces"), ("GET", "/api/v1/namespaces/oil-production"),
    ("GET", "/api/v1/nodes/worker-3"),
    ("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
    ("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews"),
  ])
  func `what is filtered or answered here is never tunnelled`(
    _ method: String, _ target: String
  ) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        target, as: .alice, [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1")], method: method)
      #expect(reply.status != 101 && reply.status != 502)
      #expect(!stage.upstream.received.isEmpty)
      #expect(stage.upstream.received.allSatisfy { $0.values("Upgrade").isEmpty })
    }
  }

  @Test func `an idle tunnel ends, and its log names no bytes of it`() async throws {
    let board = Switchboard()
    let change = Switchboard.change(to: "SPDY/3.1")
    var scene = Scene.answering(Self.pod) { _ in board.answer(change) }
    scene.timeouts.tunnel = .milliseconds(100)
    try await Stage.run(scene) { stage in
      let (method, target, fields) = Self.streams[0]
      let stream = try await stage.open(target, as: .alice, fields, method: method)
      defer { stream.close() }
      try await stage.write("a secret", to: stream.client)
      #expect(await board.ends(on: stage.loops.first))
      #expect(await !stream.rest().isWhole)
      #expect(!stage.log.text.contains("secret"))
    }
  }
}
