import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// F-09: what controllers before this one left.
  @Suite struct `Federation that is taken over` {
    private static let formerVersion = "/apis/nrp-nautilus.io/v1alpha1"

    @Test(arguments: Ground.all)
    func `clusters of earlier controllers keep the namespaces that were made for them`(
      ground: Ground
    ) async throws {
      let stage = try await ControllerStage(ground, controllers: "federation")
      try await FederatedCluster.installRole(on: stage)
      await stage.stopProgram()
      try await Self.defineFormerKinds(on: stage)
      let foreign = FederatedCluster(on: stage, "taken")
      try await foreign.makeForeign("taken")
      try await Self.passSecond(on: stage, after: "/api/v1/namespaces/taken")

      // Those of the group before this one, with what their controller made and wrote.
      for name in ["old", "taken"] {
        try await stage.make(
          [
            "apiVersion": "nrp-nautilus.io/v1alpha1", "kind": "Cluster",
            "metadata": ["name": .string(name)],
            "spec": ["Organization": "nrp", "Namespace": .string(name)],
          ], at: "\(Self.formerVersion)/clusters")
      }
      try await foreign.makeForeign("old")
      try await stage.make(
        [
          "apiVersion": "nrp-nautilus.io/v1alpha1", "kind": "ClusterNamespace",
          "metadata": ["name": "old-more", "namespace": "old"],
        ], at: "\(Self.formerVersion)/namespaces/old/clusternamespaces")
      try await foreign.makeForeign("old-more")
      try await stage.make(
        [
          "apiVersion": "nrp-nautilus.io/v1alpha2", "kind": "ClusterNS",
          "metadata": ["name": "old-late", "namespace": "old"],
        ], at: "/apis/nrp-nautilus.io/v1alpha2/namespaces/old/clusternss")
      try await foreign.makeForeign("old-late")
      // One of this group, which the first controller of it kept without a status.
      try await stage.make(
        FederatedCluster.cluster(
          "former", spec: ["Organization": "slate", "Namespace": "former-0"]),
        at: FederatedCluster.clusters)
      try await foreign.makeForeign("former-0")
      try await stage.admin("-n old create serviceaccount old")
      try await stage.admin("-n taken create serviceaccount taken")
      try await stage.admin("-n former-0 create serviceaccount former")
      for (namespace, account) in [
        ("old", "old:old"), ("old-more", "old:old"), ("old-late", "old:old"),
        ("taken", "taken:taken"),
        ("former-0", "former-0:former"),
      ] {
        try await stage.admin(
          "-n \(namespace) create rolebinding \(namespace) --clusterrole=federation-cluster "
            + "--serviceaccount=\(account)")
      }
      let uids = try await Self.uids(on: stage)
      // The objects that are made by the import are younger than the namespaces, as years later.
      try await Self.passSecond(on: stage, after: "/api/v1/namespaces/old-late")

      try await stage.startProgram()
      for (name, namespace) in [("old", "old"), ("taken", "1-taken"), ("former", "former-0")] {
        let cluster = try await stage.untilReady(
          "\(FederatedCluster.clusters)/\(name)", reason: "Synced")
        #expect(cluster["status", "namespace"]?.string == namespace)
        #expect(cluster["spec", "Namespace"]?.string == namespace)
        let origin = cluster["metadata", "annotations", "upgraded-by"]?.string
        #expect(origin == (name == "former" ? nil : "federation-controller"))
      }
      let old = try await stage.object("\(FederatedCluster.clusters)/old")
      #expect(old?["spec", "Organization"] == "nrp")
      for name in ["old-more", "old-late"] {
        let more = try await stage.untilReady(
          "\(FederatedCluster.further(in: "old"))/\(name)", reason: "Synced")
        #expect(more["metadata", "annotations", "upgraded-by"] == "federation-controller")
      }
      for namespace in ["old", "old-more", "old-late", "former-0"] {
        let found = try await stage.until("/api/v1/namespaces/\(namespace)")
        #expect(found["metadata", "uid"] == uids[namespace])
        #expect(found["metadata", "annotations", "bailiwick.dev/claimant"] != nil)
      }
      let taken = try await stage.until("/api/v1/namespaces/taken")
      #expect(taken["metadata", "annotations", "bailiwick.dev/claimant"] == nil)

      // What was imported and deleted since does not come again at the next start.
      try await stage.remove("\(FederatedCluster.clusters)/taken")
      try await stage.untilNone("\(FederatedCluster.clusters)/taken")
      await stage.stopProgram()
      try await stage.startProgram()
      try await FederatedCluster(on: stage, "later").join()
      #expect(try await stage.object("\(FederatedCluster.clusters)/taken") == nil)
      #expect(try await stage.object("/api/v1/namespaces/1-taken") == nil)
      #expect(try await Self.uids(on: stage)["taken"] == uids["taken"])
      await stage.end()
    }

    /// Waits until what is made next is younger than an object: times are in seconds.
    private static func passSecond(on stage: ControllerStage, after path: String) async throws {
      let made = try await stage.until(path)
      try await eventually("another second") {
        let probe: JSONValue = [
          "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "probe"],
        ]
        try await stage.remove("/api/v1/namespaces/default/configmaps/probe")
        let now = try await stage.make(probe, at: "/api/v1/namespaces/default/configmaps")
        return now["metadata", "creationTimestamp"] != made["metadata", "creationTimestamp"]
      }
    }

    private static func uids(on stage: ControllerStage) async throws -> [String: JSONValue] {
      let namespaces = try await stage.items("/api/v1/namespaces")
      return Dictionary(
        uniqueKeysWithValues: namespaces.compactMap { namespace in
          guard let name = namespace["metadata", "name"]?.string,
            let uid = namespace["metadata", "uid"]
          else { return nil }
          return (name, uid)
        })
    }

    /// The kinds of the group before this one, as its controller defined them.
    private static func defineFormerKinds(on stage: ControllerStage) async throws {
      for (kind, plural, scope, version) in [
        ("Cluster", "clusters", "Cluster", "v1alpha1"),
        ("ClusterNamespace", "clusternamespaces", "Namespaced", "v1alpha1"),
        ("ClusterNS", "clusternss", "Namespaced", "v1alpha2"),
      ] {
        try await stage.create([
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": ["name": .string("\(plural).nrp-nautilus.io")],
          "spec": [
            "group": "nrp-nautilus.io", "scope": .string(scope),
            "names": ["kind": .string(kind), "plural": .string(plural)],
            "versions": [
              [
                "name": .string(version), "served": true, "storage": true,
                "schema": [
                  "openAPIV3Schema": [
                    "type": "object",
                    "properties": [
                      "spec": [
                        "type": "object",
                        "properties": [
                          "Organization": ["type": "string"], "Namespace": ["type": "string"],
                        ],
                      ]
                    ],
                  ]
                ],
              ]
            ],
          ],
        ])
      }
      try await stage.admin("wait --for=condition=Established crd --all")
    }
  }
}
