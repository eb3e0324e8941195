import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// Clusters that are federated with this one: their namespaces, and who may work there.
  @Suite struct Federation {
    /// The manifests are those that the first controller was tried with.
    @Test(arguments: Ground.all)
    func `one token works in a cluster's three namespaces, until the cluster goes`(
      ground: Ground
    ) async throws {
      let stage = try await FederatedCluster.stage(ground)
      try await stage.admin(
        ["create", "-f", "-"],
        input: """
          apiVersion: slateci.io/v1alpha2
          kind: Cluster
          metadata:
            name: cluster1 
            namespace: default
          """)
      try await stage.untilReady("\(FederatedCluster.clusters)/cluster1")
      try await stage.admin(
        ["create", "-f", "-"],
        input: """
          apiVersion: slateci.io/v1alpha2
          kind: ClusterNS
          metadata:
            name: cluster1ns1
            namespace: cluster1
          ---
          apiVersion: slateci.io/v1alpha2
          kind: ClusterNS
          metadata:
            name: cluster1ns2
            namespace: cluster1
          """)
      let namespaces = ["cluster1", "cluster1ns1", "cluster1ns2"]
      for name in namespaces.dropFirst() {
        try await stage.untilReady("\(FederatedCluster.further(in: "cluster1"))/\(name)")
      }
      let token = try await stage.token(of: "cluster1", in: "cluster1")
      for name in namespaces {
        let made = try await stage.kubectl("-n \(name) create configmap mine", token: token)
        #expect(made.exitCode == 0, "\(made.errors)")
      }
      try await stage.admin("delete cluster cluster1 --timeout=60s")
      for name in namespaces {
        #expect(try await stage.object("/api/v1/namespaces/\(name)") == nil)
      }
      #expect(try await stage.items(FederatedCluster.further(in: "cluster1")).isEmpty)
    }

    // F-01
    @Test(arguments: Ground.all)
    func `a Cluster without a spec gets a namespace, an account and a binding`(
      ground: Ground
    ) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      let cluster = try await federated.join()
      #expect(cluster["spec"] == ["Organization": "slate", "Namespace": .string(name)])
      let namespace = try await stage.until("/api/v1/namespaces/\(name)")
      #expect(cluster["status", "namespace"]?.string == name)
      #expect(cluster["status", "namespaceUID"] == namespace["metadata", "uid"])
      #expect(cluster["status", "serviceAccount"]?.string == name)
      let mark = namespace["metadata", "labels", "bailiwick.dev/claimed-by"]?.string
      #expect(mark?.hasPrefix("Cluster.") == true)
      try await stage.until(FederatedCluster.account(name, name))
      let binding = try await stage.until(FederatedCluster.binding(name, name))
      #expect(binding["roleRef", "name"] == "federation-cluster")
      #expect(
        binding["subjects"] == [
          ["kind": "ServiceAccount", "name": .string(name), "namespace": .string(name)]
        ])
      try await eventually("an event") { try await !federated.events().isEmpty }
      // Later rounds tell nothing more.
      try await stage.change(federated.path, ["metadata": ["labels": ["round": "two"]]])
      try await stage.change("/api/v1/namespaces/\(name)", ["metadata": ["labels": ["a": "b"]]])
      let events = try await federated.events()
      #expect(events.count == 1)
      #expect(events.first?["reason"] == "Synced" && events.first?["type"] == "Normal")
      #expect(events.first?["message"] == "Cluster synced successfully")
      #expect(events.first?["source", "component"] == "federation-controller")
      // By default nothing is bound in the whole cluster.
      let everywhere = try await stage.items(
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings?labelSelector="
          + "bailiwick.dev/controller%3Dfederation")
      #expect(everywhere.isEmpty)
    }

    // F-02
    @Test(arguments: Ground.all)
    func `further namespaces are the same account's`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      let further = ["\(name)ns1", "\(name)ns2"]
      for further in further {
        let object = try await stage.untilReady(federated.ask(for: further), reason: "Synced")
        #expect(object["spec"] == ["Organization": "slate", "Namespace": .string(further)])
        #expect(object["status", "namespace"]?.string == further)
        #expect(object["status", "serviceAccount"]?.string == name)
        let binding = try await stage.until(FederatedCluster.binding(further, further))
        #expect(binding["roleRef", "name"] == "federation-cluster")
        #expect(
          binding["subjects"] == [
            ["kind": "ServiceAccount", "name": .string(name), "namespace": .string(name)]
          ])
      }
      let token = try await stage.token(of: name, in: name)
      for namespace in further + [name] {
        let made = try await stage.kubectl("-n \(namespace) create configmap mine", token: token)
        #expect(made.exitCode == 0, "\(made.errors)")
      }
      let elsewhere = try await stage.kubectl("-n default get configmaps", token: token)
      #expect(elsewhere.exitCode == 1 && elsewhere.errors.contains("(Forbidden)"))
    }

    // F-03
    @Test(arguments: Ground.all)
    func `with a ClusterNS goes its namespace, and with a Cluster all of them`(
      ground: Ground
    ) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      let paths = [
        try await federated.ask(for: "\(name)ns1"), try await federated.ask(for: "\(name)ns2"),
      ]
      for path in paths { try await stage.untilReady(path) }

      try await stage.remove(paths[0])
      try await stage.untilNone(paths[0])
      #expect(try await stage.object("/api/v1/namespaces/\(name)ns1") == nil)
      #expect(try await stage.object("/api/v1/namespaces/\(name)ns2") != nil)

      try await stage.remove(federated.path)
      try await stage.untilNone(federated.path)
      for namespace in [name, "\(name)ns2"] {
        #expect(try await stage.object("/api/v1/namespaces/\(namespace)") == nil)
      }
      #expect(try await stage.object(paths[1]) == nil)
    }

    /// The namespace controller deletes the ClusterNSs then, and the Cluster is told nothing.
    @Test(arguments: Ground.all)
    func `with a primary namespace that somebody deletes go the further ones, and it comes again`(
      ground: Ground
    ) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      let before = try await federated.join()
      let path = try await federated.ask(for: "\(name)ns1")
      try await stage.untilReady(path)
      try await stage.remove("/api/v1/namespaces/\(name)")
      try await stage.untilNone(path)
      try await stage.untilNone("/api/v1/namespaces/\(name)ns1")
      let after = try await stage.until(federated.path, "to have a new namespace") {
        $0["status", "namespaceUID"] != before["status", "namespaceUID"]
      }
      #expect(after["status", "namespace"]?.string == name)
      try await stage.until(FederatedCluster.binding(name, name))
    }

    // F-07
    @Test(arguments: Ground.all)
    func `a cluster sees its own namespaces through the program, and none of itself`(
      ground: Ground
    ) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      try await stage.untilReady(federated.ask(for: "\(name)ns1"))
      try await FederatedCluster(ground).join()
      let token = try await stage.token(of: name, in: name)
      try await eventually("the namespaces") {
        let list = try await stage.kubectl("get namespaces -o name", token: token)
        return list.output == "namespace/\(name)\nnamespace/\(name)ns1\n"
      }
      let direct = try await stage.kubectl("get namespaces", token: token, .direct)
      #expect(direct.exitCode == 1 && direct.errors.contains("(Forbidden)"), "\(direct)")
      let nodes = try await stage.kubectl("get nodes", token: token, .direct)
      #expect(nodes.exitCode == 1 && nodes.errors.contains("(Forbidden)"), "\(nodes)")
    }

    // F-09
    @Test(arguments: Ground.all)
    func `a spec keeps who runs the cluster, and is told where it is`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let cluster = try await federated.join(spec: [
        "Organization": "uchicago", "Namespace": "elsewhere",
      ])
      #expect(cluster["spec", "Organization"] == "uchicago")
      #expect(cluster["spec", "Namespace"]?.string == federated.name)
    }
  }
}
