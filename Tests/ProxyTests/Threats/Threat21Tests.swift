import JSON
import TestSupport
import Testing

@testable import Wire

@Suite("Threat 21: a connection that outlives what it was built on", .timeLimit(.minutes(3)))
struct Threat21Tests {
  private static let target = "/api/v1/namespaces"

  /// Asks on a connection by certificate alone.
  private static func ask(_ stage: Stage, on client: ClientConnection) async throws -> Int {
    try await stage.ask(target, as: .nobody, on: client).status
  }

  private static func isResumed(_ client: ClientConnection) -> Bool {
    client.transport.session?.isResumed ?? false
  }

  @Test func `old versions are refused with an alert`() async throws {
    try await Stage.run { stage in
      for version in [0x0300, 0x0301, 0x0302] as [UInt16] {
        let client = try await stage.connect(by: nil)
        defer { client.close() }
        try await stage.write(ClientHello(version: version).record, to: client)
        let reply = await stage.everything(on: client)
        // A fatal alert and nothing else: no ServerHello.
        #expect(reply.count == 7 && reply.first == 21 && reply.dropFirst(5).first == 2)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `a certificate that expires is nobody on open and on resumed connections`()
    async throws
  {
    try await Stage.run { stage in
      // The first life may be over before anything was asked, on a machine with much to do.
      for life in [3, 10, 40] as [Int64] {
        let now = SystemClock.unixSeconds
        let alice = try stage.keys.users.client("alice", validity: (now - 60)...(now + life))
        let tls = try stage.keys.proxy.clientContext(presenting: alice)
        let open = try await stage.connect(by: tls)
        defer { open.close() }
        guard try await Self.ask(stage, on: open) == 200 else { continue }
        while SystemClock.unixSeconds <= now + life {
          try await stage.loops.first.sleep(until: .after(.milliseconds(100)))
        }
        #expect(try await Self.ask(stage, on: open) == 401)
        let resumed = try await stage.connect(by: tls)
        defer { resumed.close() }
        #expect(try await Self.ask(stage, on: resumed) == 401)
        // Another proof counts on the same connection.
        let reply = try await stage.ask(Self.target, as: .alice, on: open)
        #expect(reply.names == Example.aliceNamespaces)
        return
      }
      Issue.record("no certificate lived long enough")
    }
  }

  @Test func `a resumed connection is of the caller that began it`() async throws {
    try await Stage.run { stage in
      let tls = try stage.keys.proxy.clientContext(
        presenting: try stage.keys.users.client("alice"))
      for isResumed in [false, true, true] {
        let client = try await stage.connect(by: tls)
        defer { client.close() }
        #expect(try await Self.ask(stage, on: client) == 200)
        #expect(Self.isResumed(client) == isResumed)
      }
      #expect(stage.forwarded.allSatisfy { $0.values("Impersonate-User") == ["alice"] })
    }
  }

  @Test func `a caller whose authority is removed is nobody at once`() async throws {
    try await Stage.run { stage in
      let tls = try stage.keys.proxy.clientContext(
        presenting: try stage.keys.users.client("alice"))
      let open = try await stage.connect(by: tls)
      defer { open.close() }
      #expect(try await Self.ask(stage, on: open) == 200)
      let count = stage.forwarded.count

      stage.tls.replace(try stage.keys.proxy.serverContext(clients: stage.keys.stranger))
      #expect(try await Self.ask(stage, on: open) == 401)
      let next = try await stage.connect(by: tls)
      defer { next.close() }
      // The ticket is of the time of the old authority.
      #expect(!Self.isResumed(next))
      #expect(try await Self.ask(stage, on: next) == 401)
      #expect(stage.forwarded.count == count)

      // Without any authority no certificate is asked for, and none that was shown counts.
      stage.tls.replace(try stage.keys.proxy.serverContext())
      #expect(try await Self.ask(stage, on: open) == 401)
      #expect(try await Self.ask(stage, on: next) == 401)
      #expect(stage.forwarded.count == count)
      let reply = try await stage.ask(Self.target, as: .alice, on: next)
      #expect(reply.names == Example.aliceNamespaces)
    }
  }

  @Test func `a caller of a new authority is somebody at once, with the old certificate too`()
    async throws
  {
    try await Stage.run { stage in
      let eve = try stage.keys.stranger.client("alice")
      let tls = try stage.keys.proxy.clientContext(presenting: eve)
      let open = try await stage.connect(by: tls)
      defer { open.close() }
      #expect(try await Self.ask(stage, on: open) == 401)
      stage.tls.replace(try stage.keys.proxy.serverContext(clients: stage.keys.stranger))
      #expect(try await Self.ask(stage, on: open) == 200)
      let next = try await stage.connect(by: tls)
      defer { next.close() }
      #expect(try await Self.ask(stage, on: next) == 200)
    }
  }

  @Test func `a change of the certificate leaves an answer under way alone`() async throws {
    let faucet = Faucet()
    let scene = Scene.answering("/api/v1/pods") { _ in faucet.answer() }
    try await Stage.run(scene) { stage in
      let open = try await stage.open("/api/v1/pods", as: .alice)
      defer { open.close() }
      faucet.pour("before\n")
      #expect(try await open.line() == "before\n")
      // Another certificate of another authority, as after a renewal.
      stage.tls.replace(try stage.keys.stranger.serverContext(clients: stage.keys.users))
      faucet.pour("after\n")
      #expect(try await open.line() == "after\n")
      let old = await #expect(throws: WireError.self) {
        try await stage.connect(by: stage.keys.proxy.clientContext()).close()
      }
      #expect(old?.kind == .tls)
      let new = try await stage.connect(by: stage.keys.stranger.clientContext())
      defer { new.close() }
      let reply = try await stage.ask(Self.target, as: .alice, on: new)
      #expect(reply.names == Example.aliceNamespaces)
      faucet.pour("end\n")
      faucet.close()
      let rest = await open.rest()
      #expect(rest.text == "end\n" && rest.isWhole)
    }
  }
}
