import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 06: an identity in a field or of nobody's certificate", .timeLimit(.minutes(1)))
struct Threat06Tests {
  private static let fields: [(String, String)] = [
    ("X-Remote-User", "admin"), ("X-Remote-Group", "system:masters"), ("x_remote_user", "admin"),
    ("X-REMOTE-UID", "0"), ("X-Remote-Extra-Scopes", "all"), ("X_Remote-Group", "system:masters"),
    ("X-Forwarded-Client-Cert", "Subject=\"O=system:masters\""), ("X-Forwarded-User", "admin"),
    ("X-Forwarded-For", "10.0.0.1"), ("X_Forwarded_Uri", "/api/v1/nodes"),
    ("Forwarded", "for=10.0.0.1"), ("X-Real-IP", "10.0.0.1"),
  ]

  @Test func `without another proof it is nobody`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("/api/v1/namespaces", Self.fields)
      #expect(reply.status == 401)
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test(arguments: ["/api/v1/namespaces", "/api/v1/pods"])
  func `beside a proof it is dropped`(_ target: String) async throws {
    try await Stage.run { stage in
      let alice = try stage.keys.users.client("alice")
      for proof in [Proof.alice, .certificate(alice)] {
        let reply = try await stage.ask(target, as: proof, Self.fields)
        #expect(reply.status == 200)
      }
      #expect(stage.forwarded.count == 2)
      for request in stage.forwarded {
        #expect(request.head.fields.all(.xRemote).isEmpty)
        #expect(request.values("X-Forwarded-For") == ["127.0.0.1"])
        #expect(request.head.fields.all(.xForwarded).count == 1)
        #expect(request.values("Forwarded").isEmpty && request.values("X-Real-IP").isEmpty)
        #expect(!request.everything.contains("admin"))
        #expect(!request.everything.contains("masters"))
        #expect(!request.everything.contains("10.0.0.1"))
      }
    }
  }

  @Test func `a certificate of another authority proves nobody`() async throws {
    try await Stage.run { stage in
      let master = try stage.keys.stranger.client("admin", groups: ["system:masters"])
      for target in ["/api/v1/namespaces", "/api/v1/pods", "/version"] {
        let reply = try await stage.ask(target, as: .certificate(master))
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
      // It is no identity, and no obstacle to another proof either.
      let alice = try await stage.ask(
        "/api/v1/namespaces", as: .both(master, token: "alice.token"))
      #expect(alice.names == Example.aliceNamespaces)
      #expect(!stage.forwarded.contains { $0.everything.contains("masters") })
    }
  }

  @Test func `an expired certificate and one to come prove nobody`() async throws {
    try await Stage.run { stage in
      let now = SystemClock.unixSeconds
      for validity in [(now - 7200)...(now - 3600), (now + 3600)...(now + 7200)] {
        let old = try stage.keys.users.client(
          "alice", groups: ["system:masters"], validity: validity)
        let reply = try await stage.ask("/api/v1/namespaces", as: .certificate(old))
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `the upstream's and the proxy's own certificates prove nobody`() async throws {
    try await Stage.run { stage in
      for certificate in [stage.keys.program, try stage.keys.users.server()] {
        let reply = try await stage.ask("/api/v1/namespaces", as: .certificate(certificate))
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }
}
