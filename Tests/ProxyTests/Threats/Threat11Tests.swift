import JSON
import Ownership
import Proxy
import TestSupport
import Testing
import Wire

@Suite("Threat 11: two rules that meet select more than each", .timeLimit(.minutes(5)))
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
      #expect(
        spaces.names == Example.aliceNamespaces.prefix(1) + [
          "gas-production", "gas-staging", "oil-development", "oil-production",
        ])
    }
  }

  private static func tenant(
    _ name: String, owner: JSONValue, selector: JSONValue
  ) throws -> Tenant {
    try Tenant([
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": .string(name), "uid": .string("t-\(name)")],
      "spec": ["owners": [owner], "nodeSelector": selector],
    ])
  }

  /// The labels of one rule are on two nodes, and all of them on none; beside it another rule's half.
  @Test func `a rule of several labels selects what has all of them`() async throws {
    try await Stage.run { stage in
      let eve: JSONValue = [
        "kind": "User", "name": "eve",
        "proxySettings": [["kind": "Nodes", "operations": ["List"]]],
      ]
      stage.view.publish(
        try Example.changedView { index in
          index.set(
            tenant: try Self.tenant(
              "steel", owner: eve,
              selector: ["pool": "oil", "kubernetes.io/hostname": "worker-3"]))
          index.set(
            tenant: try Self.tenant(
              "tin", owner: eve,
              selector: ["pool": "gas", "kubernetes.io/hostname": "worker-1"]))
        })
      let none = try await stage.ask("/api/v1/nodes", as: .eve)
      #expect(none.status == 200 && none.names.isEmpty)
      for name in ["worker-1", "worker-3"] {
        #expect(try await stage.ask("/api/v1/nodes/\(name)", as: .eve).status == 403)
      }
      stage.view.publish(
        try Example.changedView { index in
          index.set(
            tenant: try Self.tenant(
              "steel", owner: eve,
              selector: ["pool": "gas", "kubernetes.io/hostname": "worker-3"]))
        })
      let one = try await stage.ask("/api/v1/nodes", as: .eve)
      #expect(one.names == ["worker-3"])
    }
  }

  /// Names that mean something elsewhere: to the API server, to the program, or to a selector.
  @Test(arguments: [
    "system:masters", "system:authenticated", "bailiwick:read:nodes", "bailiwick:", "kube-system",
    "namespaces", "nodes", "*", "oil-production", "capsule.clastix.io/tenant", "alice",
    "true",
  ])
  func `a tenant's name gives nothing by itself`(_ name: String) async throws {
    try await Stage.run { stage in
      stage.view.publish(
        try Example.changedView { index in
          index.set(
            tenant: try Self.tenant(
              name, owner: ["kind": "User", "name": "eve"], selector: ["pool": "none"]))
        })
      let spaces = try await stage.ask("/api/v1/namespaces", as: .eve)
      #expect(spaces.status == 403 || spaces.names.isEmpty)
      let nodes = try await stage.ask("/api/v1/nodes", as: .eve)
      #expect(nodes.status == 403)
      for target in ["kube-system", "oil-production", "gas-production"] {
        let reply = try await stage.ask("/api/v1/namespaces/\(target)", as: .eve)
        #expect(reply.status == 403)
      }
      for request in stage.forwarded where request.isOwn {
        #expect(
          request.values("Impersonate-Group") == [
            "system:authenticated", "bailiwick:read:namespaces",
          ])
        #expect(request.values("Impersonate-User") == ["eve"])
      }
    }
  }
}
