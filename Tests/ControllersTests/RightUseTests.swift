import Sandbox
import JSON
import Kubernetes
import KubernetesAPI
import Rights
import Testing

@testable import Controllers

/// That the controllers use each right that they are given, and no other.
@Suite(.timeLimit(.minutes(10))) struct `The rights of the controllers` {
  /// What a controller does not ask for by a request of its own: the API server looks at `bind` and at
  /// finalizers when something else is asked, replicas elect one, and the proxy reads tenants anew.
  private static let others: Set<String> = [
    "leases", "clusterroles", "tenants/finalizers", "tenants",
  ]

  /// What holds a place in a tenant's quota: the proxy, for an owner who makes a namespace.
  private static let reservation = Right(
    .cluster, "update", GroupResource(group: "capsule.clastix.io", resource: "tenants/status"))

  private static let needed = Set(
    Need.all.filter { need in
      switch need.part {
      case .controllers, .systems: true
      case .proxy, .scope: false
      }
    }.flatMap(\.rights)
      .filter { !others.contains($0.resource.resource) && $0 != reservation })

  private static let former = [
    ("Cluster", "clusters", "Cluster", "v1alpha1"),
    ("ClusterNamespace", "clusternamespaces", "Namespaced", "v1alpha1"),
    ("ClusterNS", "clusternss", "Namespaced", "v1alpha2"),
  ]

  @Test func `are all used, and are enough`() async throws {
    let cluster = try StagedCluster(disturbsDeletions: true)
    try await cluster.apply(
      APIResource.namespaces.object(ObjectKey(name: "dispatch")), .namespaces)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await cluster.sandbox.run() }
      // Before there is a controller: they are imported once.
      try await Self.addFormer(to: cluster)
      try await cluster.apply(
        Self.definition(
          "CapsuleConfiguration", "capsuleconfigurations", "Cluster", "v1beta2",
          of: "capsule.clastix.io"), TenantScene.crd)
      group.addTask { await cluster.runControllers(.all) }
      group.addTask {
        try await Self.useDispatch(cluster)
        try await Self.useTenants(cluster)
        try await Self.useFederation(cluster)
      }
      // The scenario is the only one that ends.
      try await group.next()
      group.cancelAll()
    }
    let used = cluster.ledger.used
    #expect(Self.needed.subtracting(used) == [], "given, and never used")
    let given = Set(Need.all.flatMap(\.rights))
    let known = given.union(given.map { Right($0.place, $0.verb, $0.resource) })
    #expect(used.filter { $0.name.isEmpty }.subtracting(known) == [], "used, and not given")
  }

  /// Objects of the group before this one, of which one is there already.
  private static func addFormer(to cluster: StagedCluster) async throws {
    for (kind, plural, scope, version) in former {
      try await cluster.apply(definition(kind, plural, scope, version), TenantScene.crd)
    }
    try await cluster.apply(
      APIResource.namespaces.object(ObjectKey(name: "old")), .namespaces)
    for (kind, plural, scope, version) in former {
      let resource = APIResource(
        group: "nrp-nautilus.io", version: version, plural: plural, kind: kind)
      let key = ObjectKey(
        namespace: scope == "Cluster" ? "" : "old",
        name: scope == "Cluster" ? "old" : "old-\(plural)")
      try await cluster.eventually("\(plural) to be served") {
        let made = try? await cluster.apply(resource.object(key, ["spec": [:]]), resource)
        return made != nil
      }
    }
    try await cluster.apply(
      APIResource.federatedClusters.object(ObjectKey(name: "old")), .federatedClusters)
  }

  private static func definition(
    _ kind: String, _ plural: String, _ scope: String, _ version: String,
    of group: String = "nrp-nautilus.io"
  ) -> JSONValue {
    TenantScene.crd.object(
      ObjectKey(name: "\(plural).\(group)"),
      [
        "spec": [
          "group": .string(group), "scope": .string(scope),
          "names": ["kind": .string(kind), "plural": .string(plural)],
          "versions": [
            [
              "name": .string(version), "served": true, "storage": true,
              "schema": [
                "openAPIV3Schema": [
                  "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                ]
              ],
            ]
          ],
        ]
      ])
  }

  private static func useDispatch(_ cluster: StagedCluster) async throws {
    func ask(_ spec: JSONValue) async throws {
      let key = ObjectKey(namespace: "dispatch", name: "u")
      try await cluster.apply(
        APIResource.dispatchUsers.object(key, ["spec": spec]), .dispatchUsers)
    }
    func quota() async throws -> JSONValue? {
      try await cluster.objects(.resourceQuotas).first?.json["spec", "hard", "pods"]
    }
    func labels(_ resource: APIResource, _ name: String) async throws -> [String: String] {
      try await cluster.object(resource, name, in: "dispatch")?.metadata.labels ?? [:]
    }
    let namespaces: JSONValue = ["a", "b"]
    try await ask(
      ["userID": "7", "namespaces": namespaces, "quota": ["pods": 3], "tokenSecret": true])
    try await cluster.eventually("a quota") { try await quota() != nil }
    let before = try await quota()
    try await ask(
      ["userID": "7", "namespaces": namespaces, "quota": ["pods": 4], "tokenSecret": true])
    try await cluster.eventually("another quota") {
      let now = try await quota()
      return now != nil && now != before
    }
    // What loses its label is not heard of any more, and found again under its name.
    let secret = GrantName.tokenSecret(of: "7")
    for (resource, name) in [(APIResource.secrets, secret), (.serviceAccounts, "7")] {
      try await cluster.eventually("\(name)") { try await !labels(resource, name).isEmpty }
      _ = try await cluster.admin.merge(
        ["metadata": ["labels": .null]],
        at: resource.path(of: ObjectKey(namespace: "dispatch", name: name)), as: "admin")
      try await cluster.eventually("\(name) to have its label") {
        try await !labels(resource, name).isEmpty
      }
    }
    try await ask(["userID": "7", "namespaces": ["b"], "quota": ["pods": 4]])
    try await cluster.eventually("the Secret to be gone") {
      try await cluster.object(.secrets, secret, in: "dispatch") == nil
    }
    try await cluster.delete(.dispatchUsers, "u", in: "dispatch")
    try await cluster.eventually("the user to be gone") {
      try await cluster.object(.dispatchUsers, "u", in: "dispatch") == nil
    }
  }

  private static func useTenants(_ cluster: StagedCluster) async throws {
    let scene = TenantScene(cluster: cluster)
    try await scene.tenant("oil", ["owners": [["kind": "User", "name": "alice"]]])
    try await scene.give("oil-a", to: "oil")
    try await scene.until("oil", has: ["oil-a"])
    try await scene.until(["oil-a admin alice"])
    try await scene.tenant("oil", ["owners": []])
    try await scene.until([])
  }

  private static func useFederation(_ cluster: StagedCluster) async throws {
    func reason(_ resource: APIResource, _ name: String, in namespace: String = "") async throws
      -> String?
    {
      try await cluster.object(resource, name, in: namespace)?.json["status", "conditions"]?
        .array?.first { $0["type"] == "Ready" }?["reason"]?.string
    }
    for name in ["one", "two"] {
      try await cluster.apply(
        APIResource.federatedClusters.object(ObjectKey(name: name)), .federatedClusters)
      try await cluster.eventually("\(name) to be synced") {
        try await reason(.federatedClusters, name) == "Synced"
      }
      let key = ObjectKey(namespace: name, name: "\(name)-more")
      try await cluster.apply(APIResource.furtherNamespaces.object(key), .furtherNamespaces)
      try await cluster.eventually("\(key) to be synced") {
        try await reason(.furtherNamespaces, key.name, in: name) == "Synced"
      }
    }
    try await cluster.delete(.furtherNamespaces, "one-more", in: "one")
    try await cluster.eventually("its namespace to be gone") {
      try await cluster.object(.namespaces, "one-more") == nil
    }
    try await cluster.delete(.federatedClusters, "two")
    try await cluster.eventually("the cluster to be gone") {
      try await cluster.object(.federatedClusters, "two") == nil
    }
    try await cluster.eventually("what was before to be imported") {
      cluster.ledger.used.isSuperset(of: needed.filter { $0.resource.group == "nrp-nautilus.io" })
    }
  }
}
