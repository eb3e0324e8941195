import JSON
import Kubernetes
import KubernetesAPI
import TestSupport
import Testing

@testable import Controllers

/// The controller of tenants before an API server in the same process.
@Suite(.timeLimit(.minutes(2))) struct `The controller of tenants` {
  private static let alice: JSONValue = ["owners": [["kind": "User", "name": "alice"]]]

  @Test func `binds the owners in each namespace, and those only`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    try await cluster.run {
      try await scene.tenant("oil", Self.alice)
      for name in ["oil-a", "oil-b"] { try await scene.give(name, to: "oil") }
      try await scene.until(["oil-a admin alice", "oil-b admin alice"])
      try await scene.until("oil", has: ["oil-a", "oil-b"])
      try await scene.tenant(
        "oil",
        [
          "owners": [["kind": "User", "name": "bob", "clusterRoles": ["view"]]],
          "additionalRoleBindings": [
            ["clusterRoleName": "edit", "subjects": [["kind": "Group", "name": "ci"]]]
          ],
        ])
      try await scene.until([
        "oil-a edit ci", "oil-a view bob", "oil-b edit ci", "oil-b view bob",
      ])
    }
  }

  @Test func `puts back what is deleted or changed`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    try await cluster.run {
      try await scene.tenant("oil", Self.alice)
      try await scene.give("oil-a", to: "oil")
      try await scene.until(["oil-a admin alice"])
      let made = try #require(try await cluster.objects(.roleBindings).first)
      let path = APIResource.roleBindings.path(of: made.key)
      try await cluster.delete(.roleBindings, made.key.name, in: "oil-a")
      try await scene.until(["oil-a admin alice"])
      _ = try await cluster.admin.merge(
        ["subjects": [["kind": "User", "name": "mallory"]]], at: path, as: "admin")
      try await scene.until(["oil-a admin alice"])
      _ = try await cluster.admin.merge(["metadata": ["labels": .null]], at: path, as: "admin")
      try await scene.until(["oil-a admin alice"])
    }
  }

  @Test func `replaces what binds another role under the name`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    let tenant = APIResource.tenants.object(ObjectKey(name: "oil"), ["spec": Self.alice])
    var planted = TenantRoleBindings.desired(tenant: tenant, namespace: "oil-a")[0]
    planted["roleRef"] = [
      "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin",
    ]
    var unlabelled = planted
    unlabelled["metadata"] = [
      "namespace": "oil-b", "name": planted["metadata", "name"] ?? .null,
    ]
    try await cluster.run { [planted, unlabelled] in
      for name in ["oil-a", "oil-b"] { try await scene.give(name, to: "oil") }
      for binding in [planted, unlabelled] { try await cluster.apply(binding, .roleBindings) }
      try await scene.tenant("oil", Self.alice)
      try await scene.until(["oil-a admin alice", "oil-b admin alice"])
    }
  }

  @Test func `takes away what an owner had who keeps a binding in one namespace from being mended`()
    async throws
  {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    let bob: JSONValue = ["kind": "User", "name": "bob"]
    let tenant = APIResource.tenants.object(ObjectKey(name: "oil"), ["spec": Self.alice])
    var planted = TenantRoleBindings.desired(tenant: tenant, namespace: "oil-a")[0]
    let name = try #require(planted["metadata", "name"]?.string)
    planted["metadata"] = [
      "namespace": "oil-a", "name": .string(name), "finalizers": ["example.com/kept"],
    ]
    planted["roleRef"] = [
      "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view",
    ]
    try await cluster.run { [planted] in
      try await scene.tenant("oil", ["owners": [["kind": "User", "name": "alice"], bob]])
      for namespace in ["oil-a", "oil-b"] { try await scene.give(namespace, to: "oil") }
      let both = ["oil-a admin alice", "oil-a admin bob", "oil-b admin alice", "oil-b admin bob"]
      try await scene.until(both)
      // As fast as it is restored: until the planted one is there.
      try await cluster.eventually("the planted one") {
        try await cluster.delete(.roleBindings, name, in: "oil-a")
        _ = try? await cluster.apply(planted, .roleBindings)
        let found = try await cluster.object(.roleBindings, name, in: "oil-a")
        return found?.json["roleRef", "name"] == "view"
      }
      try await scene.tenant("oil", ["owners": [bob]])
      try await scene.until(["oil-a admin bob", "oil-b admin bob"])
      try await scene.until("oil", has: ["oil-a", "oil-b"])
    }
  }

  @Test func `takes the bindings out of a namespace that the tenant loses`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    try await cluster.run {
      try await scene.tenant("oil", Self.alice)
      for name in ["oil-a", "oil-b"] { try await scene.give(name, to: "oil") }
      try await scene.until(["oil-a admin alice", "oil-b admin alice"])
      try await scene.until("oil", has: ["oil-a", "oil-b"])
      _ = try await cluster.admin.merge(
        ["metadata": ["labels": ["capsule.clastix.io/tenant": .null], "ownerReferences": .null]],
        at: "/api/v1/namespaces/oil-a", as: "admin")
      try await scene.until(["oil-b admin alice"])
      try await scene.until("oil", has: ["oil-b"])
    }
  }

  @Test func `puts a lost label back, and lets nobody take a namespace by one`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    try await cluster.run {
      for (name, owner) in [("oil", "alice"), ("gas", "bob")] {
        try await scene.tenant(name, ["owners": [["kind": "User", "name": .string(owner)]]])
      }
      try await scene.give("oil-a", to: "oil")
      try await scene.until(["oil-a admin alice"])
      for label in [JSONValue.null, "gas"] {
        _ = try await cluster.admin.merge(
          ["metadata": ["labels": ["capsule.clastix.io/tenant": label]]],
          at: "/api/v1/namespaces/oil-a", as: "admin")
        try await cluster.eventually("the label") {
          try await cluster.object(.namespaces, "oil-a")?.metadata.labels[
            "capsule.clastix.io/tenant"] == "oil"
        }
      }
      try await cluster.apply(
        APIResource.namespaces.object(
          ObjectKey(name: "stolen"), labels: ["capsule.clastix.io/tenant": "gas"]), .namespaces)
      try await cluster.eventually("it to be told") {
        try await scene.ready("gas") == ("True", "NamespaceUnproven")
      }
      #expect(try await scene.bindings() == ["oil-a admin alice"])
      try await scene.until("gas", has: [])
    }
  }

  @Test func `says what it may not give, and makes the rest`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    try await cluster.run {
      try await scene.tenant("oil", Self.alice)
      for name in ["oil-a", "kube-system"] { try await scene.give(name, to: "oil") }
      try await scene.until(["oil-a admin alice"])
      try await cluster.eventually("it to be told") {
        try await scene.ready("oil") == ("False", "NamespaceForbidden")
      }
      try await scene.until("oil", has: ["oil-a"])
    }
  }

  @Test func `leaves everything to Capsule's operator while it is there`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    let configurations = APIResource(
      group: "capsule.clastix.io", version: "v1beta2", plural: "capsuleconfigurations",
      kind: "CapsuleConfiguration")
    try await cluster.apply(
      TenantScene.crd.object(
        ObjectKey(name: "capsuleconfigurations.capsule.clastix.io"),
        [
          "spec": [
            "group": "capsule.clastix.io", "scope": "Cluster",
            "names": [
              "kind": "CapsuleConfiguration", "listKind": "CapsuleConfigurationList",
              "plural": "capsuleconfigurations", "singular": "capsuleconfiguration",
            ],
            "versions": [
              [
                "name": "v1beta2", "served": true, "storage": true,
                "schema": [
                  "openAPIV3Schema": [
                    "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                  ]
                ],
              ]
            ],
          ]
        ]), TenantScene.crd)
    let configuration = configurations.object(ObjectKey(name: "default"))
    try await cluster.run(ControllerSelection("dispatch")) {
      try await cluster.eventually("it to be served") {
        (try? await cluster.apply(configuration, configurations)) != nil
      }
    }
    try await cluster.run {
      try await scene.tenant("oil", Self.alice)
      try await scene.give("oil-a", to: "oil")
      // The other systems go on: what one of them makes is later than what is not made of tenants.
      try await cluster.apply(
        APIResource.namespaces.object(ObjectKey(name: "later")), .namespaces)
      #expect(try await scene.bindings() == [])
      #expect(cluster.faults.writes == 0)
      try await cluster.delete(configurations, "default")
      try await scene.until(["oil-a admin alice"])
      try await scene.until("oil", has: ["oil-a"])
      try await cluster.apply(configuration, configurations)
      try await cluster.eventually("nothing more to be written") {
        let before = cluster.faults.writes
        try await scene.tenant("oil", ["owners": [["kind": "User", "name": "bob"]]])
        try await scene.tenant("oil", Self.alice)
        return cluster.faults.writes == before
      }
    }
  }

  @Test func `writes nothing after a restart with everything in order`() async throws {
    let cluster = try StagedCluster()
    let scene = TenantScene(cluster: cluster)
    try await cluster.run {
      try await scene.tenant("oil", Self.alice)
      for number in 1...20 { try await scene.give("oil-\(number)", to: "oil") }
      try await scene.until((1...20).map { "oil-\($0) admin alice" })
      try await scene.until("oil", has: (1...20).map { "oil-\($0)" }.sorted())
    }
    let before = cluster.faults.writes
    try await cluster.run {
      // What is done for it shows that all the rest was looked at.
      try await scene.tenant("sign", ["owners": [["kind": "User", "name": "s"]]])
      try await scene.until("sign", has: [])
    }
    let written = cluster.faults.writes - before
    #expect(written == 1, "the sign's own status")
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `comes to the same whatever goes wrong on the way`(seed: UInt64) async throws {
    let cluster = try StagedCluster(seed: seed, faults: 0.3)
    let scene = TenantScene(cluster: cluster)
    try await cluster.run {
      try await scene.tenant("oil", Self.alice)
      try await scene.tenant("gas", ["owner": ["kind": "User", "name": "bob"]])
      for number in 1...5 { try await scene.give("oil-\(number)", to: "oil") }
      try await scene.give("gas-1", to: "gas")
      try await scene.tenant("oil", ["owners": [["kind": "User", "name": "carol"]]])
      try await cluster.delete(.tenants, "gas")
      cluster.faults.mend()
      try await scene.until((1...5).map { "oil-\($0) admin carol" })
      try await scene.until("oil", has: (1...5).map { "oil-\($0)" })
    }
  }
}
