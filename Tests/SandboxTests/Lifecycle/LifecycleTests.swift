import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Sandbox

@Suite struct LifecycleTests {
  @Test(.timeLimit(.minutes(5))) func `it works while it runs and ends with its task`() async throws
  {
    let authority = try TestAuthority().authority.certificatePEM
    let sandbox = try Sandbox(Sandbox.Configuration(tokens: [], clientAuthority: authority))
    let task = Task { await sandbox.run() }
    let store = sandbox.server.api.store
    try store.write { transaction in
      _ = transaction.put(.namespaces, .stagedNamespace("x"))
    }
    let accounts = GroupResource(group: "", resource: "serviceaccounts")
    var seen = store.revision
    while store.object(accounts, "x", "default") == nil {
      await store.waitForChange(after: seen)
      seen = store.revision
    }
    task.cancel()
    await task.value
  }

  @Test func `history that was forgotten is made up for by a look at everything`() throws {
    let store = ObjectStore(history: 2)
    var controllers = Controllers(.staged, store, Catalog(Resource.staged))
    controllers.settle()
    try store.write { transaction in
      for name in ["a", "b", "c", "d", "e", "f", "g"] {
        _ = transaction.put(.namespaces, .stagedNamespace(name))
      }
    }
    controllers.settle()
    #expect(store.objects(Resource.stagedServiceAccount.groupResource).count == 7)
  }

  @Test func `roles are aggregated when any of them changes`() throws {
    var lifecycle = Lifecycle.staged
    lifecycle.aggregated = { role, all in
      var role = role
      role["rules"] = .strings(all.map(\.name))
      return role
    }
    var cluster = StagedCluster(lifecycle)
    cluster.put(
      .stagedClusterRole,
      .staged(.stagedClusterRole, "all", ["aggregationRule": [:]]))
    cluster.controllers.settle()
    #expect(cluster.object(.stagedClusterRole, "all")?["rules"] == ["all"])
    cluster.put(.stagedClusterRole, .staged(.stagedClusterRole, "b"))
    cluster.controllers.settle()
    #expect(cluster.object(.stagedClusterRole, "all")?["rules"] == ["all", "b"])
    #expect(cluster.object(.stagedClusterRole, "b")?["rules"] == nil)
  }

  @Test func `an identity is a random UUID`() {
    let identity = ObjectNames.uid()
    let parts = identity.split(separator: "-")
    #expect(parts.map(\.utf8.count) == [8, 4, 4, 4, 12])
    #expect(parts[2].first == "4")
    #expect(["8", "9", "a", "b"].contains(parts[3].first))
    #expect(identity != ObjectNames.uid())
  }
}
