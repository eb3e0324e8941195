import Decide
import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

/// What goes upstream where the program's account may act as users alone, to read what is filtered.
@Suite(.timeLimit(.minutes(5)))
struct ScopeRouteTests {
  private static func scene(_ scope: ImpersonationScope = .constrained) -> Scene {
    var scene = Scene()
    scene.scope = scope
    scene.tokens["scoped.token"] = [
      "authenticated": true,
      "user": [
        "username": "alice", "groups": ["staff", "system:authenticated"],
        "extra": ["scopes": ["view"], "example.com/team": ["a"]],
      ],
    ]
    scene.tokens["node.token"] = Cluster.user("system:node:n-1", "system:nodes")
    return scene
  }

  @Test func `a service account is read under a name that stands for it`() async throws {
    try await Stage.run(Self.scene()) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .token("robot.token"))
      #expect(reply.names == ["platform-monitoring"])
      let page = try await stage.ask("/api/v1/namespaces?limit=5", as: .token("robot.token"))
      #expect(page.status == 200)
      #expect(stage.forwarded.count >= 2)
      for request in stage.forwarded {
        #expect(request.isOwn)
        #expect(request.values("Impersonate-User") == ["bailiwick:sa:a-b:c"])
        #expect(
          request.values("Impersonate-Group") == [
            "system:authenticated", "bailiwick:read:namespaces",
          ])
        #expect(!request.everything.contains("system:serviceaccount"))
      }
      #expect(try stage.audit.lines.allSatisfy { $0["user"] == "system:serviceaccount:a-b:c" })
    }
  }

  @Test func `and its reviews are of who it is`() async throws {
    try await Stage.run(Self.scene()) { stage in
      _ = try await stage.ask("/api/v1/namespaces", as: .token("robot.token"))
      let reviews = stage.upstream.received.filter { $0.target.contains("subjectaccessreviews") }
      #expect(!reviews.isEmpty)
      for review in reviews {
        let asked = try JSONValue(parsing: review.body)
        #expect(asked["spec", "user"] == "system:serviceaccount:a-b:c")
      }
    }
  }

  @Test func `a user is read under their own name, without what would be refused`() async throws {
    try await Stage.run(Self.scene()) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .token("scoped.token"))
      #expect(reply.names == Example.aliceNamespaces)
      let request = try #require(stage.forwarded.first)
      #expect(request.values("Impersonate-User") == ["alice"])
      #expect(request.values("Impersonate-Group").contains("staff"))
      #expect(request.values("Impersonate-Extra-Example.com%2Fteam") == ["a"])
      #expect(request.values("Impersonate-Extra-Scopes").isEmpty)
    }
  }

  @Test func `the older scope names everybody as they are`() async throws {
    try await Stage.run(Self.scene(.legacy)) { stage in
      _ = try await stage.ask("/api/v1/namespaces", as: .token("robot.token"))
      let request = try #require(stage.forwarded.first)
      #expect(request.values("Impersonate-User") == ["system:serviceaccount:a-b:c"])
    }
  }

  @Test func `a refusal of the name that stands for another is not shown`() async throws {
    var scene = Self.scene()
    scene.script = { request in
      guard request.values("Impersonate-User") == ["bailiwick:sa:a-b:c"],
        let asked = try? ResourceRequest(method: "GET", target: request.target)
      else { return nil }
      return .forbidden(asked, "bailiwick:sa:a-b:c")
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .token("robot.token"))
      #expect(reply.status == 403)
      #expect(reply.message.contains("system:serviceaccount:a-b:c"))
      #expect(!reply.message.contains("bailiwick:sa:"))
      #expect(stage.forwarded.last?.isOwn == false)
    }
  }

  @Test(arguments: ["/api", "/api/v1/pods", "/version", "/api/v1/namespaces/gas-production"])
  func `what passes cannot go in the name of who has no token`(_ target: String) async throws {
    try await Stage.run(Self.scene()) { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask(target, as: alice)
      #expect(reply.status == 403)
      #expect(reply.message.contains("--impersonation=mixed"), "\(reply.message)")
      #expect(stage.forwarded.allSatisfy { $0.values("Impersonate-Group").count > 1 })
    }
  }

  @Test func `what is filtered can`() async throws {
    try await Stage.run(Self.scene()) { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask("/api/v1/namespaces", as: alice)
      #expect(reply.names == Example.aliceNamespaces)
    }
  }

  @Test func `mixed lets it pass as before`() async throws {
    try await Stage.run(Self.scene(.mixed)) { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask("/api/v1/pods", as: alice)
      #expect(reply.status == 200)
      #expect(stage.forwarded.first?.values("Impersonate-User") == ["alice"])
      _ = try await stage.ask("/api/v1/namespaces", as: .token("robot.token"))
      #expect(stage.forwarded.last?.values("Impersonate-User") == ["bailiwick:sa:a-b:c"])
    }
  }
}
