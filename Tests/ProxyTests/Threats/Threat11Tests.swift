import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 11: two rules that meet select more than each", .timeLimit(.minutes(1)))
struct Threat11Tests {
  @Test func `a node is shown when all labels of one tenant's selector match`() async throws {
    try await Stage.run { stage in
      let alice = try await stage.ask("/api/v1/nodes", as: .alice)
      let joe = try await stage.ask("/api/v1/nodes", as: .token("joe.token"))
      let bob = try await stage.ask("/api/v1/nodes", as: .bob)
      #expect(alice.names == ["worker-1", "worker-2"])
      #expect(joe.names == ["worker-3", "worker-4"])
      #expect(bob.status == 403)
    }
  }

  @Test func `who is of two tenants sees each one's part, whole rules apart`() async throws {
    var scene = Scene()
    scene.tokens["both"] = Cluster.user("alice", "gas-admins")
    try await Stage.run(scene) { stage in
      let nodes = try await stage.ask("/api/v1/nodes", as: .token("both"))
      #expect(nodes.names == ["worker-1", "worker-2", "worker-3", "worker-4"])
      let spaces = try await stage.ask("/api/v1/namespaces", as: .token("both"))
      #expect(spaces.names == Example.aliceNamespaces.prefix(1) + [
        "gas-production", "gas-staging", "oil-development", "oil-production",
      ])
    }
  }
}
