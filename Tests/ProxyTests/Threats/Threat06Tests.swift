import JSON
import Proxy
import TestSupport
import Testing
import Wire

@Suite("Threat 06: an identity in a field or of nobody's certificate", .timeLimit(.minutes(5)))
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

  @Test func `a front proxy's word is taken, and goes no further`() async throws {
    try await Stage.run { stage in
      let front = try stage.keys.frontProxies.client("front", groups: ["system:masters"])
      let fields = [
        ("X-Remote-User", "alice"), ("x-remote-group", "staff"),
        ("X-Remote-Group", "system:authenticated"), ("X-Remote-Uid", "u1"),
        ("X-Remote-Extra-Example.com%2FProject", "p1"), ("X_Remote_Group", "system:masters"),
        ("Connection", "X-Remote-User"),
      ]
      let list = try await stage.ask("/api/v1/namespaces", as: .certificate(front), fields)
      #expect(list.names == Example.aliceNamespaces)
      let pods = try await stage.ask("/api/v1/pods", as: .both(front, token: "admin.token"), fields)
      #expect(pods.status == 200)
      #expect(stage.forwarded.count == 2)
      for request in stage.forwarded {
        #expect(request.isOwn)
        #expect(request.values("Impersonate-User") == ["alice"])
        #expect(request.values("Impersonate-Group").prefix(2) == ["staff", "system:authenticated"])
        #expect(request.values("Impersonate-Uid") == ["u1"])
        #expect(request.values("Impersonate-Extra-Example.com%2FProject") == ["p1"])
        #expect(request.head.fields.all(.xRemote).isEmpty)
        #expect(request.values("Authorization").isEmpty)
        #expect(!request.everything.contains("front") && !request.everything.contains("masters"))
      }
    }
  }

  @Test func `one connection of a front proxy carries many users`() async throws {
    try await Stage.run { stage in
      let front = Proof.certificate(try stage.keys.frontProxies.client("front"))
      let client = try await stage.connect(as: front)
      defer { client.close() }
      for (user, status) in [("alice", 200), ("bob", 200), ("eve", 403), ("alice", 200)] {
        let reply = try await stage.ask(
          "/api/v1/namespaces", as: front, [("X-Remote-User", user)], on: client)
        #expect(reply.status == status, "\(user)")
        #expect(reply.names == (user == "alice" ? Example.aliceNamespaces : reply.names))
        #expect(user != "bob" || reply.names == ["gas-production", "gas-staging"])
      }
    }
  }

  @Test func `a front proxy that names nobody, or two, is nobody`() async throws {
    try await Stage.run { stage in
      let front = Proof.certificate(
        try stage.keys.frontProxies.client("admin", groups: ["system:masters"]))
      for fields in [
        [], [("X-Remote-Group", "system:masters")], [("X_Remote_User", "alice")],
        [("X-Remote-User", "alice"), ("X-Remote-User", "bob")],
        [("X-Remote-User", "alice"), ("X-Remote-Uid", "1"), ("X-Remote-Uid", "2")],
        [("X-Remote-User", "alice"), ("X-Remote-Extra-%41", "x")],
        [("X-Remote-User", "system:admin")],
        [("X-Remote-User", "alice"), ("X-Remote-Group", "system:masters")],
      ] {
        let reply = try await stage.ask("/api/v1/namespaces", as: front, fields)
        #expect(reply.status == 401, "\(fields)")
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `only a front proxy of the right name is one`() async throws {
    var scene = Scene()
    scene.authentication.frontProxyNames = ["front"]
    try await Stage.run(scene) { stage in
      let fields = [("X-Remote-User", "alice")]
      for (name, status) in [("front", 200), ("Front", 401), ("other", 401), ("alice", 401)] {
        let proof = Proof.certificate(try stage.keys.frontProxies.client(name))
        let reply = try await stage.ask("/api/v1/namespaces", as: proof, fields)
        #expect(reply.status == status, "\(name)")
      }
      // A client's certificate with the front proxy's name is a client's.
      let client = Proof.certificate(try stage.keys.users.client("front"))
      let reply = try await stage.ask("/api/v1/namespaces", as: client, fields)
      #expect(reply.status == 403)
      #expect(stage.forwarded.last?.values("Impersonate-User") == ["front"])
    }
  }

  @Test func `an expired front proxy is none`() async throws {
    try await Stage.run { stage in
      let now = SystemClock.unixSeconds
      let old = try stage.keys.frontProxies.client("front", validity: (now - 7200)...(now - 3600))
      let reply = try await stage.ask(
        "/api/v1/namespaces", as: .certificate(old), [("X-Remote-User", "alice")])
      #expect(reply.status == 401)
      #expect(stage.upstream.received.isEmpty)
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
