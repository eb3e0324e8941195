import JSON
import KubernetesAPI
import Proxy
import TestSupport
import Testing
import Wire

@Suite("Threat 05: an identity brings a widening group along", .timeLimit(.minutes(5)))
struct Threat05Tests {
  private static let groups = [
    "bailiwick:read:namespaces", "bailiwick:", "bailiwick:anything", "BAILIWICK:read:namespaces",
    "Bailiwick:Read:Namespaces", " bailiwick:read:namespaces", "\tbailiwick:read:namespaces",
    "bailiwick:read:namespaces ", " \t bailiwick:x",
  ]

  @Test(arguments: groups)
  func `from a token: nobody`(_ group: String) async throws {
    var scene = Scene()
    scene.tokens["thief"] = [
      "authenticated": true,
      "user": ["username": "thief", "groups": ["system:masters", .string(group)]],
    ]
    try await Stage.run(scene) { stage in
      for target in ["/api/v1/namespaces", "/api/v1/pods"] {
        let reply = try await stage.ask(target, as: .token("thief"))
        #expect(reply.status == 401)
      }
      #expect(stage.forwarded.isEmpty)
      #expect(!stage.log.text.contains("thief"))
    }
  }

  @Test(arguments: groups)
  func `from a certificate: nobody, and no other proof is tried`(_ group: String) async throws {
    try await Stage.run { stage in
      let thief = try stage.keys.users.client("thief", groups: [group])
      for proof in [Proof.certificate(thief), .both(thief, token: "alice.token")] {
        let reply = try await stage.ask("/api/v1/namespaces", as: proof)
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test(arguments: ["bailiwick:read:namespaces", "BAILIWICK:x", " bailiwick:x", "bailiwick:x\t"])
  func `by impersonation: refused, whatever RBAC says`(_ group: String) async throws {
    try await Stage.run { stage in
      for token in ["admin.token", "alice.token"] {
        let reply = try await stage.send(
          "GET /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
            + "Impersonate-User: x\r\nImpersonate-Group: \(group)\r\nConnection: close\r\n\r\n")
        #expect(reply.statuses == [400])
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test(arguments: ["bailiwick:read:namespaces", "BAILIWICK:x"])
  func `by a certificate's impersonation too, whatever RBAC says`(_ group: String) async throws {
    let everything: Set = ["root impersonate users x", "root impersonate groups \(group)"]
    try await Stage.run(Scene.allowing(everything)) { stage in
      let root = Proof.certificate(
        try stage.keys.users.client("root", groups: ["system:masters"]))
      let reply = try await stage.ask(
        "/api/v1/namespaces", as: root, [("Impersonate-User", "x"), ("Impersonate-Group", group)])
      #expect(reply.status == 400)
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test(arguments: groups)
  func `from a front proxy: nobody, and no other proof is tried`(_ group: String) async throws {
    try await Stage.run { stage in
      let front = try stage.keys.frontProxies.client("front")
      let trimmed = group.filter { $0 != " " && $0 != "\t" }
      for proof in [Proof.certificate(front), .both(front, token: "alice.token")] {
        let reply = try await stage.ask(
          "/api/v1/namespaces", as: proof,
          [("X-Remote-User", "thief"), ("X-Remote-Group", trimmed)])
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `from an issuer: nobody, and the API server is not asked`() async throws {
    var scene = Scene()
    scene.verify = { _, _ in
      .authenticated(
        UserInfo(username: "thief", groups: ["bailiwick:read:namespaces"]), expires: .max)
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 401)
      #expect(stage.upstream.received.isEmpty)
    }
  }

  /// RBAC lets some impersonate any group; no newer mode of the API server lets anybody have this one.
  @Test func `system:masters by a certificate needs the old verb`() async throws {
    let users = [
      "a impersonate users x", "a impersonate-on:user-info:list namespaces ",
      "a impersonate:user-info users.authentication.k8s.io x",
      "a impersonate:user-info groups.authentication.k8s.io *",
      "a impersonate:user-info groups.authentication.k8s.io system:masters",
    ]
    let fields = [("Impersonate-User", "x"), ("Impersonate-Group", "system:masters")]
    for (rights, status) in [
      (users, 403), (users + ["a impersonate groups system:masters"], 200),
    ] {
      try await Stage.run(Scene.allowing(Set(rights))) { stage in
        let proof = Proof.certificate(try stage.keys.users.client("a"))
        let reply = try await stage.ask("/api/v1/namespaces", as: proof, fields)
        #expect(reply.status == status)
        #expect(stage.forwarded.count == (status == 200 ? 1 : 0))
        #expect(reply.status == 200 || reply.message.contains("groups \"system:masters\""))
      }
    }
  }

  @Test func `system:masters by --as-group is the API server's to allow`() async throws {
    try await Stage.run { stage in
      let fields = [("Impersonate-User", "x"), ("Impersonate-Group", "system:masters")]
      let admin = try await stage.ask("/api/v1/namespaces", as: .admin, fields)
      let alice = try await stage.ask("/api/v1/namespaces", as: .alice, fields)
      #expect(admin.status == 200)
      #expect(alice.status == 403)
      #expect(stage.forwarded.map(\.isOwn) == [false, false])
    }
  }
}
