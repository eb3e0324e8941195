import JSON
import TestSupport
import Testing
import Wire

/// What becomes of `kubectl --as`, by whatever the sender proves itself with.
@Suite(.timeLimit(.minutes(5)))
struct ImpersonationRouteTests {
  private static let asAlice = [("Impersonate-User", "alice")]
  /// joe's part is that of the group.
  private static let asJoe = [("Impersonate-User", "joe"), ("Impersonate-Group", "gas-admins")]

  private static func scene(_ more: String...) -> Scene {
    var scene = Scene.allowing(Set(["support impersonate users alice"] + more))
    scene.tokens["support.token"] = Cluster.user("support", "staff")
    return scene
  }

  private static func proofs(_ stage: Stage) throws -> [Proof] {
    [.token("support.token"), .certificate(try stage.keys.users.client("support"))]
  }

  @Test func `a filtered list is that of the impersonated user`() async throws {
    try await Stage.run(Self.scene()) { stage in
      for proof in try Self.proofs(stage) {
        let reply = try await stage.ask("/api/v1/namespaces", as: proof, Self.asAlice)
        #expect(reply.names == Example.aliceNamespaces)
      }
      #expect(stage.forwarded.count == 2)
      for request in stage.forwarded {
        #expect(request.isOwn)
        #expect(request.values("Impersonate-User") == ["alice"])
        #expect(!request.everything.contains("support"))
      }
    }
  }

  @Test func `and so is a group's`() async throws {
    let scene = Self.scene("support impersonate users joe", "support impersonate groups gas-admins")
    try await Stage.run(scene) { stage in
      for proof in try Self.proofs(stage) {
        let reply = try await stage.ask("/api/v1/namespaces", as: proof, Self.asJoe)
        #expect(reply.names == ["gas-production", "gas-staging"])
      }
    }
  }

  @Test func `a group without the right for it is nobody's`() async throws {
    try await Stage.run(Self.scene("support impersonate users joe")) { stage in
      let certificate = Proof.certificate(try stage.keys.users.client("support"))
      let reply = try await stage.ask("/api/v1/namespaces", as: certificate, Self.asJoe)
      #expect(reply.status == 403)
      #expect(
        reply.message
          == "groups \"gas-admins\" is forbidden: User \"support\" cannot impersonate resource "
          + "\"groups\" in API group \"\" at the cluster scope")
      #expect(stage.forwarded.isEmpty)
      // With a token it is the API server that says no.
      _ = try await stage.ask("/api/v1/namespaces", as: .token("support.token"), Self.asJoe)
      let request = try #require(stage.forwarded.first)
      #expect(!request.isOwn)
      #expect(request.values("Authorization") == ["Bearer support.token"])
      #expect(request.values("Impersonate-Group") == ["gas-admins"])
    }
  }

  @Test func `what passes goes as it came with a token, and as the reviewed with a certificate`()
    async throws
  {
    try await Stage.run(Self.scene()) { stage in
      for proof in try Self.proofs(stage) {
        _ = try await stage.ask("/api/v1/pods", as: proof, Self.asAlice)
      }
      let (token, certificate) = (stage.forwarded[0], stage.forwarded[1])
      #expect(!token.isOwn && token.values("Authorization") == ["Bearer support.token"])
      #expect(token.values("Impersonate-User") == ["alice"])
      #expect(token.values("Impersonate-Group").isEmpty)
      #expect(certificate.isOwn)
      #expect(certificate.values("Impersonate-User") == ["alice"])
      #expect(certificate.values("Impersonate-Group") == ["system:authenticated"])
    }
  }

  @Test(arguments: ["/api/v1/pods", "/api/v1/namespaces/oil-production/pods", "/version"])
  func `what can never be filtered costs a token no review`(_ target: String) async throws {
    try await Stage.run(Self.scene()) { stage in
      _ = try await stage.ask(target, as: .token("support.token"), Self.asAlice)
      #expect(
        stage.upstream.received.map(\.target) == [
          "/apis/authentication.k8s.io/v1/tokenreviews", target,
        ])
    }
  }

  @Test func `a review of who one is and may is about the impersonated user`() async throws {
    let reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    let question =
      #"{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":"#
      + #"{"resourceAttributes":{"verb":"list","resource":"namespaces"}}}"#
    var scene = Self.scene()
    let native = scene.script
    scene.script = { request in
      guard request.target == reviews else { return native(request) }
      var answer = (try? JSONValue(parsing: request.body)) ?? .null
      answer["status"] = ["allowed": false]
      return .init(status: 201, bytes: answer.encoded())
    }
    try await Stage.run(scene) { stage in
      for proof in try Self.proofs(stage) {
        let reply = try await stage.ask(
          reviews, as: proof, Self.asAlice + [("Content-Type", "application/json")],
          method: "POST", body: question)
        #expect(reply.json?["status"]?["allowed"] == true)
      }
      let asked = stage.upstream.received.filter { $0.target == reviews }
      #expect(asked.map(\.isOwn) == [false, true])
      for request in asked { #expect(request.values("Impersonate-User") == ["alice"]) }
    }
  }

  @Test func `when the right cannot be reviewed nothing is forwarded`() async throws {
    let scene = Scene.answering("/apis/authorization.k8s.io") { _ in .init(status: 500, "{}") }
    try await Stage.run(scene) { stage in
      let eve = Proof.certificate(try stage.keys.users.client("eve"))
      for (proof, target) in [(eve, "/api/v1/pods"), (Proof.eve, "/api/v1/namespaces")] {
        let reply = try await stage.ask(target, as: proof, Self.asAlice)
        #expect(reply.status == 503)
        #expect(reply.value("Retry-After") == "1")
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `too many values are refused`() async throws {
    try await Stage.run(Self.scene()) { stage in
      let fields = Self.asAlice + (0..<256).map { ("Impersonate-Group", "g\($0)") }
      for proof in try Self.proofs(stage) {
        let reply = try await stage.ask("/api/v1/namespaces", as: proof, fields)
        #expect(reply.status == 400)
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `a front proxy's user may impersonate with the user's own rights`() async throws {
    try await Stage.run(Self.scene()) { stage in
      let front = Proof.certificate(try stage.keys.frontProxies.client("front"))
      for (user, status) in [("support", 200), ("eve", 403)] {
        let reply = try await stage.ask(
          "/api/v1/namespaces", as: front, [("X-Remote-User", user)] + Self.asAlice)
        #expect(reply.status == status)
      }
      #expect(stage.forwarded.count == 1)
    }
  }

  @Test func `a service account is in its groups`() async throws {
    let scene = Self.scene("support impersonate serviceaccounts a-b/c")
    try await Stage.run(scene) { stage in
      let support = Proof.certificate(try stage.keys.users.client("support"))
      let reply = try await stage.ask(
        "/api/v1/namespaces", as: support,
        [("Impersonate-User", "system:serviceaccount:a-b:c")])
      #expect(reply.names == ["platform-monitoring"])
      #expect(
        stage.forwarded.first?.values("Impersonate-Group") == [
          "system:serviceaccounts", "system:serviceaccounts:a-b", "system:authenticated",
          "bailiwick:read:namespaces",
        ])
    }
  }
}
