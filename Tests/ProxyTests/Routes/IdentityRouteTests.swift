import Decide
import JSON
import KubernetesAPI
import Proxy
import TestSupport
import Testing
import Wire

/// By what callers come in, and what of it goes upstream.
@Suite(.timeLimit(.minutes(5)))
struct IdentityRouteTests {
  // MARK: Tokens

  @Test func `three hundred groups cost no request more`() async throws {
    var scene = Scene()
    scene.tokens["crowd.token"] = [
      "authenticated": true,
      "user": [
        "username": "alice",
        "groups": .array((0..<300).map { .string("group-\($0)") } + ["system:authenticated"]),
      ],
    ]
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .token("crowd.token"))
      #expect(reply.names == Example.aliceNamespaces)
      #expect(
        stage.upstream.received.filter(\.isReview).map(\.target) == [
          "/apis/authentication.k8s.io/v1/tokenreviews",
          "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        ])
      #expect(stage.forwarded.count == 1)
      #expect(stage.forwarded.first?.values("Impersonate-Group").count == 302)
    }
  }

  @Test func `a token of the issuer is forwarded by impersonation`() async throws {
    var scene = Scene()
    scene.verify = { token, _ in
      token == "issued.token"
        ? .authenticated(UserInfo(username: "alice", groups: ["dev"]), expires: .max) : .notMine
    }
    try await Stage.run(scene) { stage in
      let list = try await stage.ask("/api/v1/namespaces", as: .token("issued.token"))
      let pods = try await stage.ask("/api/v1/pods", as: .token("issued.token"))
      #expect(list.names == Example.aliceNamespaces && pods.status == 200)
      #expect(stage.forwarded.count == 2)
      for request in stage.upstream.received {
        #expect(request.isOwn && !request.everything.contains("issued.token"))
      }
      for request in stage.forwarded {
        #expect(request.values("Impersonate-User") == ["alice"])
        #expect(request.values("Impersonate-Group").prefix(2) == ["dev", "system:authenticated"])
      }
      // Other tokens are the API server's to know.
      _ = try await stage.ask("/api/v1/pods", as: .eve)
      #expect(stage.forwarded.last?.values("Authorization") == ["Bearer eve.token"])
    }
  }

  // MARK: WebSockets

  private static let handshake = [
    ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
  ]

  private static func socket(_ protocols: String...) -> [(String, String)] {
    handshake + protocols.map { ("Sec-WebSocket-Protocol", $0) }
  }

  private static func bearer(_ token: String) -> String {
    "base64url.bearer.authorization.k8s.io." + Base64.encode(Array(token.utf8), .url)
  }

  private static let exec = "/api/v1/namespaces/oil-production/pods/p/exec"

  @Test func `a token among the subprotocols goes on as an Authorization`() async throws {
    try await Stage.run { stage in
      for fields in [
        Self.socket(Self.bearer("alice.token") + ", v5.channel.k8s.io"),
        Self.socket("v5.channel.k8s.io", Self.bearer("alice.token")),
        // One that proves nobody does not stand in the way of it.
        Self.socket("v5.channel.k8s.io", Self.bearer("alice.token"))
          + [("Authorization", "Bearer nonsense")],
        Self.socket("v5.channel.k8s.io", Self.bearer("alice.token"))
          + [("Authorization", "Basic eDp5")],
      ] { _ = try await stage.ask(Self.exec, fields) }
      #expect(stage.forwarded.count == 4)
      for request in stage.forwarded {
        #expect(!request.isOwn)
        #expect(request.values("Authorization") == ["Bearer alice.token"])
        #expect(!request.everything.contains("base64url.bearer"))
        #expect(request.values("Sec-WebSocket-Protocol").allSatisfy { $0 == "v5.channel.k8s.io" })
      }
    }
  }

  @Test func `beside a proof it goes nowhere`() async throws {
    try await Stage.run { stage in
      let fields = Self.socket(Self.bearer("admin.token"), "v5.channel.k8s.io")
      let carol = Proof.certificate(try stage.keys.users.client("carol"))
      for proof in [Proof.alice, carol] { _ = try await stage.ask(Self.exec, as: proof, fields) }
      #expect(stage.forwarded.count == 2)
      #expect(stage.forwarded[0].values("Authorization") == ["Bearer alice.token"])
      #expect(stage.forwarded[1].values("Impersonate-User") == ["carol"])
      for request in stage.upstream.received {
        #expect(!request.everything.contains("base64url.bearer"))
        #expect(!request.everything.contains("admin.token"))
      }
    }
  }

  @Test func `what is not one token and a subprotocol beside it is nobody's`() async throws {
    let alice = Self.bearer("alice.token")
    try await Stage.run { stage in
      for fields in [
        Self.socket(alice), Self.socket(alice + ", " + alice + ", a"), Self.socket(alice + "=, a"),
        Self.socket(Self.bearer("two words") + ", a"), Self.socket(Self.bearer("nonsense") + ", a"),
        [("Sec-WebSocket-Protocol", alice + ", a")],
        [("Upgrade", "SPDY/3.1"), ("Connection", "Upgrade"), ("Sec-WebSocket-Protocol", alice)],
      ] {
        let reply = try await stage.ask(Self.exec, fields)
        #expect(reply.status == 401, "\(fields)")
      }
      #expect(stage.forwarded.isEmpty)
      #expect(!stage.log.text.contains("alice.token"))
    }
  }

  // MARK: Nobody

  private static var open: Scene {
    var scene = Scene()
    scene.script = { $0.isReview ? nil : .init("ok") }
    scene.authentication.anonymousPaths = ["/healthz", "/version"]
    return scene
  }

  @Test func `an open path is read without any credential`() async throws {
    try await Stage.run(Self.open) { stage in
      for (method, target) in [
        ("GET", "/healthz"), ("HEAD", "/healthz"), ("GET", "/healthz?verbose"),
        ("GET", "/%68ealthz"),
      ] {
        let reply = try await stage.ask(
          target, [("X-Remote-User", "admin"), ("Cookie", "a=b")], method: method)
        #expect(reply.status == 200, "\(target)")
      }
      #expect(stage.upstream.received.count == 4)
      for request in stage.upstream.received {
        #expect(!request.isOwn && request.commonNames.isEmpty)
        #expect(request.values("Authorization").isEmpty)
        #expect(request.head.fields.all(.impersonate).isEmpty)
        #expect(request.head.fields.all(.xRemote).isEmpty)
      }
    }
  }

  @Test func `nothing beside it is open, and no other method`() async throws {
    try await Stage.run(Self.open) { stage in
      for (method, target) in [
        ("GET", "/healthz/"), ("GET", "/healthz/etcd"), ("GET", "/Healthz"), ("GET", "/"),
        ("GET", "/api/v1/namespaces"), ("GET", "/readyz"), ("POST", "/healthz"),
        ("DELETE", "/healthz"), ("OPTIONS", "/healthz"),
      ] {
        let reply = try await stage.ask(target, method: method)
        #expect(reply.status == 401, "\(method) \(target)")
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  /// As in the API server: who shows what proves nothing is refused there too.
  @Test func `a bad credential closes it`() async throws {
    try await Stage.run(Self.open) { stage in
      let stranger = Proof.certificate(try stage.keys.stranger.client("admin"))
      for (proof, fields) in [
        (Proof.token("nonsense"), []), (stranger, []), (.nobody, [("Authorization", "Basic eDp5")]),
        (.nobody, [("Impersonate-User", "admin")]),
        (.nobody, Self.socket(Self.bearer("nonsense") + ", a")),
      ] {
        let reply = try await stage.ask("/healthz", as: proof, fields)
        #expect(reply.status == 401)
      }
      #expect(stage.forwarded.isEmpty)
      // A good one is the caller's own.
      _ = try await stage.ask("/healthz", as: .alice)
      #expect(stage.forwarded.first?.values("Authorization") == ["Bearer alice.token"])
    }
  }

  @Test func `by default nothing is open`() async throws {
    try await Stage.run { stage in
      for target in ["/healthz", "/livez", "/readyz", "/version"] {
        let reply = try await stage.ask(target)
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }
}
