import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// What a federated cluster is not given: the namespaces of others.
  @Suite struct `Federation beside others` {
    // F-04 and F-05
    @Test(arguments: Ground.all)
    func `a Cluster whose name is taken gets a numbered namespace, and takes only that along`(
      ground: Ground
    ) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      let foreign = try await federated.makeForeign(name)
      let other = try await federated.makeForeign("1-\(name)")
      let cluster = try await federated.join()
      #expect(cluster["status", "namespace"]?.string == "2-\(name)")
      #expect(cluster["spec", "Namespace"]?.string == "2-\(name)")
      #expect(cluster["status", "serviceAccount"]?.string == name)
      let binding = try await stage.until(FederatedCluster.binding("2-\(name)", name))
      #expect(binding["subjects"]?[0]?["namespace"]?.string == "2-\(name)")
      try await stage.untilReady(federated.ask(for: "\(name)ns1", in: "2-\(name)"))

      // The first names becoming free changes nothing.
      try await stage.remove("/api/v1/namespaces/1-\(name)")
      try await stage.untilNone("/api/v1/namespaces/1-\(name)")
      try await stage.change(federated.path, ["metadata": ["labels": ["round": "two"]]])
      try await stage.untilReady(federated.path)
      #expect(try await stage.object(federated.path)?["status", "namespace"]?.string == "2-\(name)")
      #expect(other["metadata", "name"]?.string == "1-\(name)")

      try await stage.remove(federated.path)
      try await stage.untilNone(federated.path)
      for gone in ["2-\(name)", "\(name)ns1"] {
        #expect(try await stage.object("/api/v1/namespaces/\(gone)") == nil)
      }
      let kept = try await stage.object("/api/v1/namespaces/\(name)")
      #expect(kept?["metadata", "uid"] == foreign["metadata", "uid"])
      #expect(kept?["metadata", "deletionTimestamp"] == nil)
      #expect(try await stage.object(FederatedCluster.binding(name, name)) == nil)
      try await stage.remove("/api/v1/namespaces/\(name)")
    }

    @Test(arguments: Ground.all)
    func `a Cluster is given a namespace that an administrator gives away`(
      ground: Ground
    ) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      let foreign = try await federated.makeForeign(name)
      try await stage.change(
        "/api/v1/namespaces/\(name)",
        ["metadata": ["annotations": ["bailiwick.dev/adopt": .string("Cluster/\(name)")]]])
      let cluster = try await federated.join()
      #expect(cluster["status", "namespace"]?.string == name)
      #expect(cluster["status", "namespaceUID"] == foreign["metadata", "uid"])
    }

    // F-06
    @Test(arguments: Ground.all)
    func `a ClusterNS is not given a namespace that exists`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      let other = try await FederatedCluster(ground)
      try await other.join()
      try await federated.makeForeign("\(name)-foreign")
      let cases = [
        ("kube-system", "NamespaceForbidden"), ("default", "NamespaceForbidden"),
        ("\(name)-foreign", "NamespaceTaken"), (other.name, "NamespaceTaken"),
        (name, "NamespaceTaken"),
      ]
      for (namespace, reason) in cases {
        let before = try await stage.until("/api/v1/namespaces/\(namespace)")
        let path = try await federated.ask(for: namespace)
        try await stage.untilReady(path, false, reason: reason)
        let bindings = try await stage.items(
          "/apis/rbac.authorization.k8s.io/v1/namespaces/\(namespace)/rolebindings?labelSelector="
            + "bailiwick.dev/controller%3Dfederation")
        #expect(
          bindings.allSatisfy { $0["subjects"]?[0]?["namespace"]?.string == namespace },
          "\(namespace)")
        #expect(bindings.isEmpty == !["\(name)", other.name].contains(namespace))
        try await stage.remove(path)
        try await stage.untilNone(path)
        let after = try await stage.object("/api/v1/namespaces/\(namespace)")
        #expect(after?["metadata", "uid"] == before["metadata", "uid"])
        #expect(after?["metadata", "deletionTimestamp"] == nil)
      }
    }

    /// Two asked for it: the one who came first has it, also when the other goes.
    @Test(arguments: Ground.all)
    func `a ClusterNS is not given another cluster's further namespace`(
      ground: Ground
    ) async throws {
      let (one, other) = (try await FederatedCluster(ground), try await FederatedCluster(ground))
      for federated in [one, other] { try await federated.join() }
      let shared = "\(one.name)-shared"
      try await one.stage.untilReady(one.ask(for: shared))
      let late = try await other.ask(for: shared)
      try await one.stage.untilReady(late, false, reason: "NamespaceTaken")
      let binding = try await one.stage.until(FederatedCluster.binding(shared, shared))
      #expect(binding["subjects"]?[0]?["name"]?.string == one.name)
      try await one.stage.remove(other.path)
      try await one.stage.untilNone(other.path)
      let kept = try await one.stage.object("/api/v1/namespaces/\(shared)")
      #expect(kept != nil && kept?["metadata", "deletionTimestamp"] == nil)
    }

    // F-08
    @Test(arguments: Ground.all)
    func `a ClusterNS counts only in a cluster's primary namespace`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      try await stage.untilReady(federated.ask(for: "\(name)ns1"))
      try await federated.makeForeign("\(name)-foreign")
      for place in ["\(name)ns1", "\(name)-foreign", "default"] {
        let path = try await federated.ask(for: "\(name)ns2", in: place)
        let object = try await stage.untilReady(path, false, reason: "NotAFederatedNamespace")
        #expect(object["metadata", "finalizers"] == nil)
        #expect(try await stage.object("/api/v1/namespaces/\(name)ns2") == nil)
        try await stage.remove(path)
        try await stage.untilNone(path)
      }
    }

    @Test(arguments: Ground.all)
    func `a Cluster of a protected name gets a numbered namespace`(ground: Ground) async throws {
      let federated = FederatedCluster(
        on: try await FederatedCluster.stage(ground), "kube-\(FederatedCluster.newName())")
      let cluster = try await federated.join()
      #expect(cluster["status", "namespace"]?.string == "1-\(federated.name)")
    }
  }
}
