import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 02: inbound impersonation is appended to ours", .timeLimit(.minutes(5)))
struct Threat02Tests {
  private static let fields: [[(String, String)]] = [
    [("Impersonate-User", "admin")],
    [("Impersonate-User", "admin"), ("Impersonate-Group", "system:masters")],
    [("IMPERSONATE-USER", "admin"), ("impersonate-group", "system:masters")],
    [("Impersonate-User", "alice"), ("Impersonate-Uid", "1")],
    [("Impersonate-User", "alice"), ("Impersonate-Extra-Scopes", "all")],
  ]

  private static let malformed: [[(String, String)]] = [
    [("Impersonate_User", "admin")], [("Impersonate_Group", "system:masters")],
    [("IMPERSONATE-user", "admin"), ("Impersonate_Group", "system:masters")],
    [("Impersonate-Group", "system:masters")], [("Impersonate-Uid", "1")],
    [("Impersonate-Extra-Scopes", "all")],
    [("Impersonate-User", "alice"), ("Impersonate-User", "admin")],
    [("Impersonate-User", "")], [("Impersonate-User", "alice"), ("Impersonate-Group", "")],
    [("Impersonate-User", "alice"), ("Impersonate-Extra", "x")],
    [("Impersonate-User", "alice"), ("Impersonate-Users", "x")],
    [("Impersonate-User", "alice"), ("Impersonate_Extra_Scopes", "x")],
    [("Impersonate-", "alice")],
  ]

  @Test(arguments: ["/api/v1/namespaces", "/api/v1/namespaces/oil-production", "/api/v1/pods"])
  func `with a token it is the API server that decides, about the caller`(
    _ target: String
  ) async throws {
    for fields in Self.fields {
      try await Stage.run { stage in
        let reply = try await stage.ask(target, as: .alice, fields)
        let request = try #require(stage.forwarded.first)
        #expect(stage.forwarded.count == 1)
        #expect(!request.isOwn)
        #expect(request.values("Authorization") == ["Bearer alice.token"])
        let sent = request.head.fields.all(.impersonate).map { "\($0.name): \($0.value)" }
        #expect(sent == fields.map { "\($0): \($1)" })
        #expect(!request.everything.contains("bailiwick"))
        #expect(reply.status == 403 || target == "/api/v1/pods")
        #expect(reply.names.isEmpty)
      }
    }
  }

  @Test func `what the API server would read otherwise is refused and forwarded nowhere`()
    async throws
  {
    try await Stage.run { stage in
      for fields in Self.malformed {
        for proof in [Proof.alice, .certificate(try stage.keys.users.client("alice"))] {
          let reply = try await stage.ask("/api/v1/namespaces", as: proof, fields)
          #expect(reply.status == 400, "\(fields)")
          #expect(reply.json?["kind"] == "Status")
        }
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test(arguments: ["/api/v1/namespaces", "/api/v1/pods", "/version"])
  func `a certificate's holder without the right impersonates nobody`(
    _ target: String
  ) async throws {
    try await Stage.run { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      for fields in Self.fields {
        let reply = try await stage.ask(target, as: alice, fields)
        #expect(reply.status == 403)
        #expect(reply.message.contains("User \"alice\" cannot impersonate resource \"users\""))
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  /// The fields of the request are read once; what is sent is written anew.
  @Test(arguments: ["/api/v1/namespaces", "/api/v1/pods"])
  func `with the right it is the reviewed identity alone that goes upstream`(
    _ target: String
  ) async throws {
    try await Stage.run(Scene.allowing(["support impersonate users alice"])) { stage in
      let support = Proof.certificate(
        try stage.keys.users.client("support", groups: ["system:support", "staff"]))
      let reply = try await stage.ask(
        target, as: support,
        [("IMPERSONATE-USER", "alice"), ("Connection", "Impersonate-User, Impersonate-Group")])
      #expect(reply.status == 200)
      let request = try #require(stage.forwarded.first)
      #expect(stage.forwarded.count == 1 && request.isOwn)
      #expect(request.values("Impersonate-User") == ["alice"])
      #expect(
        request.values("Impersonate-Group")
          == ["system:authenticated"]
          + (target == "/api/v1/pods" ? [] : ["bailiwick:read:namespaces"]))
      #expect(!request.everything.contains("support") && !request.everything.contains("staff"))
    }
  }

  @Test func `space around a value does not make it another`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        """
        GET /api/v1/namespaces HTTP/1.1\r
        Host: x\r
        Authorization: Bearer alice.token\r
        Impersonate-User: \t admin \t\r
        Impersonate-Group:   system:masters  \r
        Connection: close\r
        \r\n
        """, as: .nobody)
      #expect(reply.statuses == [403])
      let request = try #require(stage.forwarded.first)
      #expect(!request.isOwn)
      #expect(request.values("Impersonate-User") == ["admin"])
      #expect(request.values("Impersonate-Group") == ["system:masters"])
    }
  }
}
