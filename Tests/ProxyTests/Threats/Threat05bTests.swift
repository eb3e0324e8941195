import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 05b: an identity changes on its way through a field", .timeLimit(.minutes(5)))
struct Threat05bTests {
  private static let odd = [
    "", " ", "alice ", " alice", "\talice", "alice\t", "ali\rce", "ali\nce", "ali\u{0}ce",
    "ali\u{7F}ce", "alice\r\nImpersonate-Group: system:masters", "alice\u{1}",
  ]

  private static func subject(
    _ attributes: CertificateSubject.Attribute..., by authority: TestAuthority
  ) throws -> IssuedCertificate {
    try authority.authority.issue(
      CertificateTemplate(
        subject: CertificateSubject(attributes), usages: [.client],
        validity: TestAuthority.aroundNow))
  }

  @Test(arguments: odd)
  func `a token's user, uid, group or extra of that kind is refused`(_ value: String) async throws {
    let text = JSONValue.string(value)
    let users: [JSONValue] = [
      ["username": text], ["username": "alice", "groups": ["dev", text]],
      ["username": "alice", "extra": ["scopes": ["a", text]]],
      ["username": "alice", "extra": .object([value: ["a"]])],
    ]
    // No uid at all is no fault.
    let uids: [JSONValue] = value.isEmpty ? [] : [["username": "alice", "uid": text]]
    var scene = Scene()
    for (index, user) in (users + uids).enumerated() {
      scene.tokens["odd\(index)"] = ["authenticated": true, "user": user]
    }
    let count = users.count + uids.count
    try await Stage.run(scene) { stage in
      for index in 0..<count {
        let reply = try await stage.ask("/api/v1/namespaces", as: .token("odd\(index)"))
        #expect(reply.status == 401)
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test(arguments: odd)
  func `a certificate's name, group or uid of that kind is refused`(_ value: String) async throws {
    try await Stage.run { stage in
      let users = stage.keys.users
      var certificates = [
        try Self.subject(.commonName("alice"), .organization(value), by: users)
      ]
      certificates.append(try Self.subject(.commonName(value), by: users))
      if !value.isEmpty {
        certificates.append(
          try Self.subject(.commonName("alice"), .userIdentifier(value), by: users))
      }
      for certificate in certificates {
        let reply = try await stage.ask("/api/v1/namespaces", as: .certificate(certificate))
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `a trailing space does not make a master`() async throws {
    try await Stage.run { stage in
      let thief = try stage.keys.users.client("thief", groups: ["system:masters "])
      let reply = try await stage.ask("/api/v1/namespaces", as: .certificate(thief))
      #expect(reply.status == 401)
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `two names, no name and two uids are nobody`() async throws {
    try await Stage.run { stage in
      let users = stage.keys.users
      for certificate in [
        try Self.subject(.commonName("alice"), .commonName("admin"), by: users),
        try Self.subject(.organization("system:masters"), by: users),
        try Self.subject(
          .commonName("alice"), .userIdentifier("1"), .userIdentifier("2"), by: users),
      ] {
        let reply = try await stage.ask("/api/v1/namespaces", as: .certificate(certificate))
        #expect(reply.status == 401)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `a common name shaped like a service account gets no group of one`() async throws {
    try await Stage.run { stage in
      let shaped = try stage.keys.users.client("system:serviceaccount:a-b:c")
      let pass = try await stage.ask("/api/v1/pods", as: .certificate(shaped))
      let list = try await stage.ask("/api/v1/namespaces", as: .certificate(shaped))
      #expect(pass.status == 200)
      #expect(list.names == ["platform-monitoring"])
      #expect(stage.forwarded.count == 2)
      for request in stage.forwarded {
        #expect(request.values("Impersonate-User") == ["system:serviceaccount:a-b:c"])
        #expect(request.values("Impersonate-Group").first == "system:authenticated")
        #expect(!request.everything.contains("system:serviceaccounts"))
      }
    }
  }

  @Test func `every sound value arrives as it is`() async throws {
    try await Stage.run { stage in
      let certificate = try Self.subject(
        .commonName("alice o'hara <a@b>"), .organization("a, b"), .organization("d\u{E9}v"),
        .userIdentifier("u 1"), by: stage.keys.users)
      let reply = try await stage.ask("/api/v1/pods", as: .certificate(certificate))
      #expect(reply.status == 200)
      let request = try #require(stage.forwarded.first)
      #expect(request.values("Impersonate-User") == ["alice o'hara <a@b>"])
      #expect(
        request.values("Impersonate-Group") == ["a, b", "d\u{E9}v", "system:authenticated"])
      #expect(request.values("Impersonate-Uid") == ["u 1"])
    }
  }
}
