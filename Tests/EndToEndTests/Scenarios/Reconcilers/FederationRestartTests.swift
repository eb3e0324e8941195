import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// A program that is stopped, or has a global role, is a scenario's own.
  @Suite struct `Federation and the program's life` {
    private static let version = "/apis/slateci.io/v1alpha2"
    private static let crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"

    // F-04
    @Test(arguments: Ground.all)
    func `a restart writes nothing, and what was changed meanwhile is put right`(
      ground: Ground
    ) async throws {
      let stage = try await ControllerStage(ground, controllers: "federation")
      try await FederatedCluster.installRole(on: stage)
      let (one, two) = (FederatedCluster(on: stage, "one"), FederatedCluster(on: stage, "two"))
      try await two.makeForeign("two")
      for cluster in [one, two] { try await cluster.join() }
      try await stage.untilReady(one.ask(for: "one-more"))
      try await stage.untilReady(two.ask(for: "two-more", in: "1-two"))
      let before = try await Self.versions(on: stage)

      await stage.stopProgram(killing: true)
      try await stage.startProgram()
      // One that is made now is looked at after those that there are.
      let three = FederatedCluster(on: stage, "three")
      try await three.join()
      var after = try await Self.versions(on: stage)
      for (path, _) in after where before[path] == nil { after[path] = nil }
      #expect(after == before)

      await stage.stopProgram()
      try await stage.remove(two.path)
      try await stage.remove("\(FederatedCluster.further(in: "one"))/one-more")
      try await Self.bindElsewhere("one", on: stage)
      try await stage.startProgram()
      try await stage.untilNone(two.path)
      try await stage.untilNone("/api/v1/namespaces/one-more")
      for gone in ["1-two", "two-more"] {
        #expect(try await stage.object("/api/v1/namespaces/\(gone)") == nil)
      }
      for kept in ["one", "two"] {
        let namespace = try await stage.until("/api/v1/namespaces/\(kept)")
        #expect(namespace["metadata", "deletionTimestamp"] == nil)
      }

      try await stage.until(FederatedCluster.binding("one", "one"), "to be to the right role") {
        $0["roleRef", "name"] == "federation-cluster"
      }

      // Taking the definitions out is not taking the clusters out.
      try await stage.untilReady(one.ask(for: "one-other"))
      for crd in ["clusters", "clusternss"] {
        try await stage.remove("\(Self.crds)/\(crd).slateci.io")
      }
      for crd in ["clusters", "clusternss"] {
        try await stage.untilNone("\(Self.crds)/\(crd).slateci.io")
      }
      for kept in ["one", "one-other", "three"] {
        let namespace = try await stage.until("/api/v1/namespaces/\(kept)")
        #expect(namespace["metadata", "deletionTimestamp"] == nil)
        try await stage.until(FederatedCluster.binding(kept, kept))
      }
      await stage.end()
    }

    /// Puts a binding to another role in the place of a cluster's: a role cannot be changed, so the
    /// binding must be made anew.
    private static func bindElsewhere(_ name: String, on stage: ControllerStage) async throws {
      let path = FederatedCluster.binding(name, name)
      var other = try await stage.until(path)
      other["metadata"] = ["name": .string(name), "namespace": .string(name)]
      other["roleRef"]?["name"] = "view"
      try await stage.remove(path)
      try await stage.make(
        other, at: "/apis/rbac.authorization.k8s.io/v1/namespaces/\(name)/rolebindings")
    }

    /// The version of everything that there is of federation, by kind and name.
    private static func versions(on stage: ControllerStage) async throws -> [String: JSONValue] {
      let selector = "?labelSelector=bailiwick.dev/controller%3Dfederation"
      var versions: [String: JSONValue] = [:]
      for path in [
        "\(version)/clusters", "\(version)/clusternss", "/api/v1/serviceaccounts\(selector)",
        "/apis/rbac.authorization.k8s.io/v1/rolebindings\(selector)", "/api/v1/namespaces",
        "/api/v1/events",
      ] {
        for item in try await stage.items(path) {
          let metadata = item["metadata"]
          let name = metadata?["name"]?.string ?? ""
          let namespace = metadata?["namespace"]?.string ?? ""
          versions["\(path) \(namespace)/\(name)"] = metadata?["resourceVersion"]
        }
      }
      return versions
    }

    /// F-03 and F-07; and F-10, for it takes rights that the program does not have at first.
    @Test(arguments: Ground.all)
    func `a global role is bound where one is asked for, and goes with the cluster`(
      ground: Ground
    ) async throws {
      let stage = try await ControllerStage(
        ground, controllers: "federation",
        more: ["--federation-global-role=federation-cluster-global"])
      try await FederatedCluster.installRole(on: stage)
      let federated = FederatedCluster(on: stage, "guest")
      try await stage.make(FederatedCluster.cluster("guest"), at: FederatedCluster.clusters)
      try await stage.untilReady(federated.path, false, reason: "SyncFailed")
      let file = "\(BuiltProgram.packageRoot)/config/samples/controllers/global-role.yaml"
      try await stage.admin(["apply", "-f", file])
      try await stage.untilReady(federated.path)
      let binding =
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/bailiwick-federation-guest"
      try await stage.until(binding)
      let token = try await stage.token(of: "guest", in: "guest")
      let direct = try await stage.kubectl("get namespaces -o name", token: token, .direct)
      #expect(direct.output.contains("namespace/kube-system\n"), "\(direct)")

      try await stage.remove(binding)
      try await stage.until(binding, "to come again")
      try await stage.remove(federated.path)
      try await stage.untilNone(federated.path)
      #expect(try await stage.object(binding) == nil)
      await stage.end()
    }
  }
}
