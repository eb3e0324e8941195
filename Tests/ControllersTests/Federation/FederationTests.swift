import JSON
import Kubernetes
import Ownership
import Synchronization
import Testing

@testable import Controllers

/// The reconcilers of federated clusters before an API server in this process.
@Suite(.timeLimit(.minutes(10))) struct `Federation before an API server` {
  private static let selection = try? ControllerSelection("federation")
  /// How long to wait: the machine may have much else to do.
  private static let patience = Duration.seconds(240)

  private func run(
    _ cluster: StagedCluster, _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await cluster.run(#require(Self.selection), body)
  }

  private func add(
    _ cluster: StagedCluster, _ kind: FederatedObject.Kind, _ name: String,
    in namespace: String = ""
  ) async throws {
    let key = ObjectKey(namespace: namespace, name: name)
    try await cluster.apply(kind.resource.object(key), kind.resource)
  }

  private func read(
    _ cluster: StagedCluster, _ kind: FederatedObject.Kind
  ) async throws -> [FederatedObject] {
    try await cluster.objects(kind.resource).map { FederatedObject(kind, $0) }
  }

  private func awaitReason(
    _ cluster: StagedCluster, _ kind: FederatedObject.Kind, _ name: String,
    in namespace: String = "",
    _ reason: String = "Synced"
  ) async throws {
    try await cluster.eventually(
      "\(kind) \(namespace)/\(name) to be \(reason)", within: Self.patience
    ) {
      let object = try await cluster.object(kind.resource, name, in: namespace)
      return object.map { FederatedObject(kind, $0).reason } == reason
    }
  }

  @Test func `the proxy is told whose the namespaces are`() async throws {
    let cluster = try StagedCluster()
    try await run(cluster) { [self] in
      try await add(cluster, .cluster, "one")
      try await awaitReason(cluster, .cluster, "one")
      try await add(cluster, .furtherNamespace, "one-more", in: "one")
      try await cluster.eventually("the proxy to know", within: Self.patience) {
        let claims = cluster.claims.withLock { Array($0.values) }
        let account = Principal.serviceAccount(namespace: "one", name: "one")
        return Set(claims.map(\.namespace)) == ["one", "one-more"]
          && claims.allSatisfy { $0.principal == account }
      }
      try await cluster.delete(.furtherNamespaces, "one-more", in: "one")
      try await cluster.eventually("the proxy to know less", within: Self.patience) {
        cluster.claims.withLock { $0.values.map(\.namespace) } == ["one"]
      }
    }
  }

  @Test func `a restart with everything in order writes nothing`() async throws {
    let cluster = try StagedCluster()
    let names = (1...20).map { "c\($0)" }
    try await run(cluster) { [self] in
      for name in names { try await add(cluster, .cluster, name) }
      for name in names {
        try await awaitReason(cluster, .cluster, name)
        try await add(cluster, .furtherNamespace, "\(name)-more", in: name)
      }
      for name in names {
        try await awaitReason(cluster, .furtherNamespace, "\(name)-more", in: name)
      }
    }
    let before = cluster.faults.writes
    try await run(cluster) { [self] in
      // What was there is looked at before what comes later: it is refused, and only that is written.
      try await add(cluster, .furtherNamespace, "last", in: "default")
      try await awaitReason(
        cluster, .furtherNamespace, "last", in: "default", "NotAFederatedNamespace")
      #expect(cluster.faults.writes - before <= 3)
    }
  }

  /// A cluster that got a namespace and could not say so must not get a second one.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `whatever goes wrong, every cluster has one namespace, and in the end none`(
    seed: UInt64
  ) async throws {
    let cluster = try StagedCluster(seed: seed, faults: 0.3)
    let foreign = ["a", "2-a", "b"]
    for name in foreign {
      try await cluster.apply(APIResource.namespaces.object(ObjectKey(name: name)), .namespaces)
    }
    let names = ["a", "1-a", "b", "c", "1-c"]
    try await run(cluster) { [self] in
      for name in names { try await add(cluster, .cluster, name) }
      for name in names {
        try await cluster.eventually("\(name) to have a name", within: Self.patience) {
          try await cluster.object(.federatedClusters, name).flatMap {
            FederatedObject(.cluster, $0).serviceAccount
          } != nil
        }
      }
      var chosen: [String: String] = [:]
      for object in try await read(cluster, .cluster) {
        chosen[object.name] = object.namespace
        let primary = try #require(object.namespace)
        try await add(cluster, .furtherNamespace, "\(object.name)-more", in: primary)
      }
      #expect(Set(chosen.values).count == names.count, "\(chosen)")
      try await cluster.delete(.serviceAccounts, "c", in: #require(chosen["c"]))
      cluster.faults.mend()
      for name in names {
        try await awaitReason(cluster, .cluster, name)
        let primary = try #require(chosen[name])
        try await awaitReason(cluster, .furtherNamespace, "\(name)-more", in: primary)
      }
      for object in try await read(cluster, .cluster) + read(cluster, .furtherNamespace) {
        let held = try await cluster.objects(.namespaces).filter {
          NamespaceClaims.isHeld($0, by: object.claimant)
        }
        #expect(held.map(\.key.name) == [object.namespace].compactMap(\.self))
        #expect(held.first?.uid == object.namespaceUID)
        #expect(object.kind == .furtherNamespace || object.namespace == chosen[object.name])
      }
      try await end(cluster, names, foreign)
    }
  }

  /// Deletes all clusters; then there is nothing but what is others'.
  private func end(
    _ cluster: StagedCluster, _ names: [String], _ foreign: [String]
  ) async throws {
    for name in names { try await cluster.delete(.federatedClusters, name) }
    try await cluster.eventually("the clusters to be gone", within: Self.patience) {
      try await cluster.objects(.federatedClusters).isEmpty
    }
    #expect(try await cluster.objects(.furtherNamespaces).isEmpty)
    let left = Set(try await cluster.objects(.namespaces).map(\.key.name))
    let system: Set = ["default", "kube-system", "kube-public", "kube-node-lease"]
    #expect(left.subtracting(system) == Set(foreign))
    #expect(
      try await cluster.objects(.roleBindings, labelled: "bailiwick.dev/controller=federation")
        .isEmpty)
  }

  @Test func `a replica that does not lead writes nothing`() async throws {
    let cluster = try StagedCluster()
    cluster.leads.withLock { $0 = false }
    try await run(cluster) { [self] in
      try await add(cluster, .cluster, "one")
      try await cluster.eventually("the Cluster to be seen", within: Self.patience) {
        try await cluster.object(.federatedClusters, "one") != nil
      }
      #expect(cluster.faults.writes == 0)
      cluster.leads.withLock { $0 = true }
      try await awaitReason(cluster, .cluster, "one")
    }
  }
}
