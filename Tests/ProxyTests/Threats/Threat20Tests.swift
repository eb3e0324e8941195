import JSON
import TestSupport
import Testing

@testable import Wire

@Suite("Threat 20: a client that is slow", .timeLimit(.minutes(3)))
struct Threat20Tests {
  private static let pods = "/api/v1/namespaces/oil-production/pods"

  private static func scene(_ change: (inout Scene) -> Void) -> Scene {
    var scene = Scene()
    change(&scene)
    return scene
  }

  /// Sends a byte every few milliseconds until the proxy closes, and reads what it says.
  private static func trickle(
    _ first: String, _ stage: Stage, on client: ClientConnection
  ) async throws -> (sent: Int, reply: [UInt8]) {
    var sent = 0
    do throws(WireError) {
      try await stage.send(first, to: client)
      while !client.transport.isDisturbed() {
        try await stage.send("a", to: client)
        sent += 1
        try await stage.loops.first.sleep(until: .after(.milliseconds(10)))
      }
    } catch {}
    return (sent, await stage.everything(on: client))
  }

  private static func expectStatus(
    _ reply: [UInt8], _ code: Int, location: SourceLocation = #_sourceLocation
  ) throws {
    let text = String(decoding: reply, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 \(code) "), sourceLocation: location)
    let start = try #require(text.firstIndex(of: "{"), sourceLocation: location)
    let status = try JSONValue(parsing: Array(text[start...].utf8))
    #expect(status["kind"] == "Status" && status["code"]?.int == code, sourceLocation: location)
    #expect(text.contains("Connection: close"), sourceLocation: location)
  }

  @Test func `a handshake that trickles ends, and others come in meanwhile`() async throws {
    let scene = Self.scene { $0.timeouts.handshake = .seconds(2) }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect(by: nil)
      defer { client.close() }
      let hello = ClientHello().record
      try await stage.write(Array(hello.prefix(20)), to: client)
      let other = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(other.names == Example.aliceNamespaces)
      do throws(WireError) {
        for byte in hello.dropFirst(20).dropLast() {
          try await stage.send(String(decoding: [byte & 0x7F], as: UTF8.self), to: client)
          try await stage.loops.first.sleep(until: .after(.milliseconds(10)))
        }
      } catch {}
      let reply = await stage.everything(on: client)
      #expect(reply.isEmpty)
      #expect(client.transport.isDisturbed() || client.transport.sawEnd)
      #expect(stage.forwarded.count == 1)
    }
  }

  @Test func `a head that trickles is refused when its time is over`() async throws {
    let scene = Self.scene { $0.timeouts.head = .milliseconds(300) }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      let (sent, reply) = try await Self.trickle(
        "GET /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\nX: ",
        stage, on: client)
      #expect(sent > 0)
      try Self.expectStatus(reply, 408)
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `a body that trickles is refused when its grace is used up`() async throws {
    let scene = Self.scene { $0.timeouts.bodyGrace = .milliseconds(300) }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      let (sent, reply) = try await Self.trickle(
        "POST \(Self.pods) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n",
        stage, on: client)
      #expect(sent > 0)
      try Self.expectStatus(reply, 408)
      // The upstream had no whole request, and its connection is not used for another one.
      #expect(stage.forwarded.isEmpty)
      let next = try await stage.ask(Self.pods, as: .alice)
      #expect(next.status == 200)
    }
  }

  /// Bodies that have no end.
  private static func endless(_ text: String) -> TestServer.Answer {
    var answer = TestServer.Answer()
    let line = Array(text.utf8)
    let chunk = [UInt8]((0..<max(1, 65_536 / line.count)).map { _ in line }.joined())
    answer.stream = AsyncStream(unfolding: { chunk })
    return answer
  }

  @Test(arguments: [pods + "/p/log?follow=true", WatchScene.target])
  func `a client that never reads is cut off, and nobody else waits`(_ target: String)
    async throws
  {
    let event = try WatchScene.event("MODIFIED", "oil-production")
    let scene = Self.scene { scene in
      scene.timeouts.write = .seconds(1)
      scene.script = { request in
        request.target.contains("follow") || request.target.contains("watch")
          ? Self.endless(event) : nil
      }
    }
    try await Stage.run(scene) { stage in
      let slow = try await stage.open(target, as: .alice)
      defer { slow.close() }
      #expect(slow.status == 200)
      var answered = 0
      let isCut = try await stage.wait {
        stage.log.text.contains("exchange failed")
      } meanwhile: {
        let other = try await stage.ask("/api/v1/namespaces", as: .alice)
        #expect(other.names == Example.aliceNamespaces)
        answered += 1
      }
      #expect(isCut && answered > 0)
      // What it did not take is gone with the connection.
      #expect(!(await slow.rest().isWhole))
    }
  }

  @Test func `a crowd that does nothing is sent away, and does not keep others from coming`()
    async throws
  {
    let scene = Self.scene { scene in
      scene.timeouts.first = .seconds(2)
      scene.timeouts.idle = .seconds(2)
    }
    try await Stage.run(scene) { stage in
      let tls = try stage.keys.proxy.clientContext()
      var crowd: [ClientConnection] = []
      defer { crowd.forEach { $0.close() } }
      for index in 0..<200 {
        let client = try await stage.connect(by: tls)
        crowd.append(client)
        // Half of them had a request before.
        if index.isMultiple(of: 2) {
          #expect(try await stage.ask("/version", as: .nobody, on: client).status == 401)
        }
      }
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.names == Example.aliceNamespaces)
      for client in crowd { #expect(await stage.everything(on: client).isEmpty) }
      #expect(crowd.allSatisfy { $0.transport.sawEnd })
    }
  }

  @Test func `one connection too many is told so with a Status and closed`() async throws {
    let scene = Self.scene { $0.connections = ConnectionLimits(total: 3, turnedAway: 2) }
    try await Stage.run(scene) { stage in
      var open: [ClientConnection] = []
      defer { open.forEach { $0.close() } }
      for _ in 0..<3 {
        let client = try await stage.connect()
        open.append(client)
        #expect(try await stage.ask("/api/v1/namespaces", as: .alice, on: client).status == 200)
      }
      let count = stage.upstream.received.count
      for proof in [Proof.alice, .admin, .nobody] {
        let reply = try await stage.ask("/api/v1/namespaces", as: proof)
        #expect(reply.status == 503 && reply.value("Retry-After") == "1")
        #expect(reply.json?["reason"] == "ServiceUnavailable")
        #expect(reply.value("Connection") == "close")
      }
      #expect(stage.upstream.received.count == count)
      // Those that were there go on, and one that ends makes room.
      #expect(try await stage.ask("/api/v1/namespaces", as: .alice, on: open[0]).status == 200)
      open.removeLast().close()
      var status = 0
      _ = try await stage.wait {
        status == 200
      } meanwhile: {
        status = try await stage.ask("/api/v1/namespaces", as: .alice).status
      }
      #expect(status == 200)
    }
  }
}
