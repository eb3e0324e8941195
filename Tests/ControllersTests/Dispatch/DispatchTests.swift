import JSON
import Kubernetes
import KubernetesAPI
import Ownership
import Synchronization
import Testing

@testable import Controllers

/// The reconcilers of Dispatch before an API server in this process.
@Suite(.timeLimit(.minutes(10))) struct `Dispatch before an API server` {
  private static let selection = try? ControllerSelection("dispatch")

  private let cluster: StagedCluster

  init() throws { cluster = try StagedCluster() }

  /// Runs the controllers in a cluster with the namespace of Dispatch while a body does.
  private func run(
    _ cluster: StagedCluster, _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await cluster.apply(
      APIResource.namespaces.object(ObjectKey(name: Dispatch.namespace)), .namespaces)
    try await cluster.run(#require(Self.selection), body)
  }

  private func add(
    _ cluster: StagedCluster, _ name: String, _ userID: String, _ namespaces: [String],
    _ more: KeyValuePairs<String, JSONValue> = [:]
  ) async throws {
    var spec: JSONValue = ["userID": .string(userID), "namespaces": .strings(namespaces)]
    for (key, value) in more { spec[key] = value }
    let key = ObjectKey(namespace: Dispatch.namespace, name: name)
    try await cluster.apply(
      APIResource.dispatchUsers.object(key, ["spec": spec]), .dispatchUsers)
  }

  /// The reason of the condition Ready that tells of the newest spec.
  private func reason(
    _ cluster: StagedCluster, _ resource: APIResource, _ name: String
  ) async throws -> String? {
    guard let object = try await cluster.object(resource, name, in: Dispatch.namespace),
      let ready = Verdict.condition(of: object),
      ready["observedGeneration"]?.int == object.generation
    else { return nil }
    return ready["reason"]?.string
  }

  private func awaitReason(
    _ cluster: StagedCluster, _ name: String, _ reason: DispatchReason
  ) async throws {
    try await cluster.eventually("\(name) to be \(reason)") {
      try await self.reason(cluster, .dispatchUsers, name) == reason.rawValue
    }
  }

  /// What is made for users, as `resource namespace/name`.
  private func made(_ cluster: StagedCluster) async throws -> [String] {
    var made: [String] = []
    let resources: [APIResource] = [
      .serviceAccounts, .ownedNamespaces, .roleBindings, .resourceQuotas, .secrets,
    ]
    for resource in resources {
      made += try await cluster.objects(resource, labelled: "bailiwick.dev/controller=dispatch")
        .map { "\(resource.plural) \($0.key)" }
    }
    return made
  }

  @Test func `a user has what is listed, and loses it with the list`() async throws {
    try await run(cluster) { [self] in
      try await add(cluster, "u", "7", ["a", "b"], ["quota": ["pods": 3], "tokenSecret": true])
      try await awaitReason(cluster, "u", .granted)
      let secret = GrantName.tokenSecret(of: "7")
      let whole = [
        "serviceaccounts dispatch/7", "ownednamespaces dispatch/7-a",
        "ownednamespaces dispatch/7-b",
        "rolebindings a/7-a", "rolebindings b/7-b", "resourcequotas a/7-a", "resourcequotas b/7-b",
      ]
      #expect(try await made(cluster) == whole + ["secrets dispatch/\(secret)"])
      let account = Principal.serviceAccount(namespace: "dispatch", name: "7")
      try await cluster.eventually("the proxy to know") {
        cluster.claims.withLock { Set($0.values.map(\.namespace)) } == ["a", "b"]
          && cluster.claims.withLock { $0.values.allSatisfy { $0.principal == account } }
      }

      try await add(cluster, "u", "7", ["b"])
      try await cluster.eventually("a to be taken back") {
        try await made(cluster) == [
          "serviceaccounts dispatch/7", "ownednamespaces dispatch/7-b", "rolebindings b/7-b",
        ]
      }
      #expect(try await cluster.object(.namespaces, "a")?.metadata.isTerminating == false)

      try await cluster.delete(.dispatchUsers, "u", in: "dispatch")
      try await cluster.eventually("the user to be gone") {
        try await cluster.object(.dispatchUsers, "u", in: "dispatch") == nil
      }
      // At once: the user was kept until then.
      #expect(try await made(cluster) == [])
      #expect(try await cluster.object(.namespaces, "b")?.metadata.isTerminating == false)
    }
  }

  @Test func `a restart with everything in order writes nothing`() async throws {
    let count = 150
    try await run(cluster) { [self] in
      for number in 1...count {
        try await add(cluster, "u\(number)", "user-\(number)", ["n\(number)", "shared"])
      }
      for number in 1...count { try await awaitReason(cluster, "u\(number)", .granted) }
    }
    let before = cluster.faults.writes
    try await run(cluster) { [self] in
      // What was there is looked at before what comes later.
      try await add(cluster, "last", "last", [])
      try await awaitReason(cluster, "last", .granted)
      // The finalizer, the account, the status and the event of the last one, and one conflict.
      #expect(cluster.faults.writes - before <= 5)
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `whatever goes wrong, in the end everybody has what is listed and no more`(
    seed: UInt64
  ) async throws {
    let cluster = try StagedCluster(seed: seed, faults: 0.25)
    try await run(cluster) { [self] in
      try await add(cluster, "one", "7", ["a", "b"])
      try await add(cluster, "two", "7", ["b", "c"])
      try await add(cluster, "three", "x@y", ["c"], ["clusterRole": "view"])
      try await cluster.eventually("somebody to have something") {
        try await !made(cluster).isEmpty
      }
      try await add(cluster, "one", "8", ["a", "kube-system"])
      try await cluster.delete(.roleBindings, "7-b", in: "b")
      try await cluster.delete(.dispatchUsers, "three", in: "dispatch")
      try await add(cluster, "four", "7", ["d"])
      cluster.faults.mend()
      try await awaitReason(cluster, "one", .namespaceForbidden)
      let wanted = [
        "serviceaccounts dispatch/7", "serviceaccounts dispatch/8", "ownednamespaces dispatch/7-b",
        "ownednamespaces dispatch/7-c", "ownednamespaces dispatch/7-d",
        "ownednamespaces dispatch/8-a", "ownednamespaces dispatch/8-kube-system",
        "rolebindings a/8-a", "rolebindings b/7-b", "rolebindings c/7-c", "rolebindings d/7-d",
      ]
      try await cluster.eventually("all to be as it should") {
        let three = try await cluster.object(.dispatchUsers, "three", in: "dispatch")
        return try await made(cluster) == wanted && three == nil
      }
    }
  }

  @Test func `a status that somebody else wrote gives nothing`() async throws {
    try await run(cluster) { [self] in
      let foreign = try await cluster.apply(
        APIResource.namespaces.object(ObjectKey(name: "foreign")), .namespaces)
      try await add(cluster, "u", "7", ["foreign"])
      try await awaitReason(cluster, "u", .namespaceTaken)
      let key = ObjectKey(namespace: "dispatch", name: "7-foreign")
      _ = try await cluster.admin.merge(
        ["status": ["namespaceUID": .string(foreign.uid)]],
        at: APIResource.ownedNamespaces.path(of: key) + "/status", as: "eve")
      try await cluster.eventually("it to be written over") {
        let owned = try await cluster.object(.ownedNamespaces, "7-foreign", in: "dispatch")
        return owned?.json["status", "namespaceUID"] == nil
      }
      try await awaitReason(cluster, "u", .namespaceTaken)
      #expect(try await cluster.objects(.roleBindings, labelled: ControllerName.label).isEmpty)
    }
  }

  @Test func `who does not lead writes nothing`() async throws {
    cluster.leads.withLock { $0 = false }
    try await run(cluster) { [self] in
      try await add(cluster, "u", "7", ["a"])
      try await Task.sleep(for: .milliseconds(300))
      #expect(cluster.faults.writes == 0)
      cluster.leads.withLock { $0 = true }
      try await awaitReason(cluster, "u", .granted)
    }
  }

  @Test func `where the definitions are missing nothing is taken back`() async throws {
    let bare = try StagedCluster()
    try await bare.apply(
      APIResource.namespaces.object(ObjectKey(name: Dispatch.namespace)), .namespaces)
    let account = APIResource.serviceAccounts.object(
      ObjectKey(namespace: Dispatch.namespace, name: "7"), labels: Dispatch.labels)
    try await bare.apply(account, .serviceAccounts)
    let definitions = APIResource(
      group: "apiextensions.k8s.io", plural: "customresourcedefinitions",
      kind: "CustomResourceDefinition")
    try await bare.delete(definitions, "dispatchusers.netsys.io")
    // While it is going, it is served still, and nobody is in its list.
    try await bare.run(.none) {
      try await bare.eventually("the definition to be gone") {
        try await bare.object(definitions, "dispatchusers.netsys.io") == nil
      }
    }
    try await run(bare) { [self] in
      try await Task.sleep(for: .milliseconds(300))
      #expect(try await made(bare) == ["serviceaccounts dispatch/7"])
    }
  }
}
