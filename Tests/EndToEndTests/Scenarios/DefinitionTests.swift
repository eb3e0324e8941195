import Harness
import Testing

extension EndToEnd {
  /// The definitions of Dispatch and of federation.
  @Suite struct `The definitions` {
    /// As they stood in the documentation of those who defined the kinds first.
    private static let manifests = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: dispatch}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: cluster1}
      ---
      apiVersion: netsys.io/v1
      kind: DispatchUser
      metadata:
        name: willwang
        namespace: dispatch
      spec:
        userID: "123456"
        namespaces:
          - test-namespace-2
      ---
      apiVersion: slateci.io/v1alpha2
      kind: Cluster
      metadata:
        name: cluster1
      ---
      apiVersion: slateci.io/v1alpha2
      kind: ClusterNS
      metadata:
        name: cluster1ns1
        namespace: cluster1
      ---
      apiVersion: slateci.io/v1alpha2
      kind: Cluster
      metadata:
        name: cluster2
      spec: {Organization: slate, Namespace: 1-cluster2}
      ---
      apiVersion: netsys.io/v1
      kind: OwnedNamespace
      metadata: {name: 123456-test-namespace-2, namespace: dispatch, labels: {ownerID: "123456"}}
      spec: {ownerID: "123456", namespace: test-namespace-2}
      """

    @Test(arguments: Ground.all)
    func `take the first manifests unchanged`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      try await cluster.admin(["apply", "-f", "-"], input: Self.manifests)
      let again = try await cluster.admin(["apply", "-f", "-"], input: Self.manifests)
      #expect(again.split(separator: "\n").allSatisfy { $0.hasSuffix(" unchanged") }, "\(again)")
      let user = try await cluster.admin(
        "-n dispatch get duser --field-selector spec.userID=123456 --no-headers")
      #expect(user.split(separator: " ").prefix(2) == ["willwang", "123456"])
      let federated = try await cluster.admin(
        "get fedcluster cluster2 -o jsonpath={.spec.Organization}/{.spec.Namespace}")
      #expect(federated == "slate/1-cluster2")
      #expect(try await cluster.admin("-n cluster1 get fedns -o name").contains("cluster1ns1"))
    }

    @Test(arguments: Ground.all)
    func `take the samples of controllers`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      // A dry run makes no namespace, so it is there before.
      try await cluster.admin(["apply", "-f", "-"], input: Self.manifests)
      let samples = BuiltProgram.packageRoot + "/config/samples/controllers"
      let taken = try await cluster.admin("apply -k \(samples) --dry-run=server -o name")
      #expect(taken.contains("dispatchuser.netsys.io/ada"), "\(taken)")
      #expect(taken.contains("clusterrole.rbac.authorization.k8s.io/federation-cluster"))
    }

    @Test(arguments: Ground.all)
    func `take a user with everything that is new`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let long = "somebody.with.a.name.longer.than.the.value.of.a.label.may.be@example.com"
      let manifest = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: dispatch}
        ---
        apiVersion: netsys.io/v1
        kind: DispatchUser
        metadata: {name: everything, namespace: dispatch}
        spec:
          userID: \(long)
          namespaces: [twice, twice]
          clusterRole: view
          quota: {requests.cpu: 4, requests.memory: 8Gi, pods: "20"}
          tokenSecret: true
        """
      try await cluster.admin(["apply", "-f", "-"], input: manifest)
      let spec = try await cluster.admin(
        "-n dispatch get dispatchuser everything -o jsonpath={.spec.userID},{.spec.quota.pods}")
      #expect(spec == "\(long),20")
    }

    @Test(
      arguments: Ground.all,
      [
        ("{userID: ''}", "spec.userID"), ("{namespaces: [a]}", "spec.userID"),
        ("{userID: a, namespaces: [A_b]}", "spec.namespaces[0]"),
        ("{userID: a, clusterRole: ''}", "spec.clusterRole"),
        ("{userID: a, clusterRole: a/b}", "spec.clusterRole"),
        ("{userID: a, quota: {cpu: -1x}}", "spec.quota"),
      ])
    func `refuse what makes no sense`(
      ground: Ground, row: (spec: String, field: String)
    ) async throws {
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let manifest = """
        apiVersion: netsys.io/v1
        kind: DispatchUser
        metadata: {name: nonsense, namespace: default}
        spec: \(row.spec)
        """
      let error = await #expect(throws: PreparationError.self) {
        try await cluster.admin(["apply", "-f", "-"], input: manifest)
      }
      #expect(error?.errors.contains(row.field) == true, "\(error?.errors ?? "")")
    }

    /// Rules in CEL, which the sandbox does not evaluate.
    @Test(arguments: Ground.real)
    func `keep an owned namespace as it is`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let manifest = """
        apiVersion: netsys.io/v1
        kind: OwnedNamespace
        metadata: {name: kept, namespace: default}
        spec: {ownerID: a, namespace: b}
        """
      try await cluster.admin(["apply", "-f", "-"], input: manifest)
      let error = await #expect(throws: PreparationError.self) {
        try await cluster.admin(
          ["apply", "-f", "-"], input: manifest.replacing("ownerID: a", with: "ownerID: c"))
      }
      #expect(error?.errors.contains("delete the object and make another") == true)
    }
  }
}
