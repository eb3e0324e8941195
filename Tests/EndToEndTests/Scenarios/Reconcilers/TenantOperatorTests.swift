import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// What a program that keeps tenants finds when it starts is a scenario's own.
  @Suite struct `Tenants that somebody keeps already` {
    @Test(arguments: Ground.all)
    func `the example is as it was, and a restart writes nothing`(ground: Ground) async throws {
      let stage = try await ControllerStage(ground, controllers: "tenants")
      let samples = "\(BuiltProgram.packageRoot)/config/samples"
      try await stage.admin("apply -k \(samples)")
      try await stage.admin(
        "apply --server-side --force-conflicts --subresource=status -f \(samples)/tenants.yaml")
      let scene = TenantScene(stage: stage)
      let example: [(User, String, [String])] = [
        (.alice, "oil", ["gas-marketing", "oil-development", "oil-production"]),
        (.bob, "gas", ["gas-production", "gas-staging"]),
      ]
      for (owner, tenant, namespaces) in example {
        try await stage.untilReady("\(TenantScene.tenants)/\(tenant)")
        try await stage.until("\(TenantScene.tenants)/\(tenant)", "to name them") {
          $0["status", "namespaces"] == .strings(namespaces)
        }
        for namespace in namespaces {
          let bound = tenant == "oil" ? ["admin alice"] : ["admin bob", "admin gas-admins"]
          try await scene.untilBound(bound, in: namespace)
        }
        let seen = try await stage.kubectl("get namespaces -o name", token: owner.token)
        #expect(seen.output == namespaces.map { "namespace/\($0)\n" }.joined(), "\(seen)")
      }

      let before = try await Self.versions(on: stage)
      await stage.stopProgram(killing: true)
      try await stage.startProgram()
      // One that is made now is looked at after those that there are.
      try await scene.make(["owners": TenantScene.owners(.carol)])
      try await stage.untilReady(scene.path)
      let after = try await Self.versions(on: stage)
      #expect(after.filter { before[$0.key] != nil } == before)
      await stage.end()
    }

    /// The version of everything that a controller of tenants writes, by kind and name.
    private static func versions(on stage: ControllerStage) async throws -> [String: JSONValue] {
      var versions: [String: JSONValue] = [:]
      for path in [
        TenantScene.tenants, TenantScene.namespaces, "/api/v1/events",
        "/apis/rbac.authorization.k8s.io/v1/rolebindings",
      ] {
        for item in try await stage.items(path) {
          let metadata = item["metadata"]
          let names = ["namespace", "name"].map { metadata?[$0]?.string ?? "" }
          versions[([path] + names).joined(separator: " ")] = metadata?["resourceVersion"]
        }
      }
      return versions
    }

    @Test(arguments: Ground.all)
    func `where Capsule's operator runs nothing is written`(ground: Ground) async throws {
      let stage = try await ControllerStage(ground, controllers: "*,-dispatch,-federation")
      await stage.stopProgram()
      try await Self.installCapsule(on: stage)
      try await stage.startProgram()
      let scene = TenantScene(stage: stage)
      try await scene.make(["owners": TenantScene.owners(.alice)])
      let mine = try await scene.add(
        "mine", ["annotations": ["bailiwick.dev/adopt": .string("Tenant/\(scene.name)")]])

      // Read it is.
      try await eventually("alice to be shown her tenant") {
        try await stage.kubectl("get tenants -o name", token: User.alice.token).output
          .contains("/\(scene.name)\n")
      }
      let made = try await stage.until(scene.path)
      #expect(made["status"] == nil && made["metadata", "generation"] == 1)
      let given = try await stage.until(TenantScene.path(ofNamespace: mine))
      #expect(given["metadata", "annotations"]?["bailiwick.dev/adopt"] != nil)
      #expect(try await scene.bindings(in: mine).isEmpty)

      // It goes, and so does the restraint.
      try await stage.remove(Self.configuration)
      try await scene.untilBound(["admin alice"], in: mine)
      try await scene.untilStatus { $0["namespaces"] == [.string(mine)] }

      try await stage.make(Self.configured, at: Self.configurations)
      try await eventually("the program to notice") {
        stage.proxy.process.errors.matches(of: /Capsule's operator runs/).count == 2
      }
      let before = try await stage.until(scene.path)
      try await stage.change(scene.path, ["spec": ["owners": TenantScene.owners(.bob)]])
      let binding = try #require(try await scene.bindings(in: mine).first)
      let name = try #require(binding["metadata", "name"]?.string)
      try await stage.remove(
        "/apis/rbac.authorization.k8s.io/v1/namespaces/\(mine)/rolebindings/\(name)")
      // The proxy goes by the tenant all the same.
      try await eventually("bob to be shown the tenant's namespace") {
        try await stage.kubectl("get namespaces -o name", token: User.bob.token).output
          == "namespace/\(mine)\n"
      }
      let after = try await stage.until(scene.path)
      #expect(after["status"] == before["status"])
      #expect(try await scene.bindings(in: mine).isEmpty)
      await stage.end()
    }

    private static let configurations =
      "/apis/capsule.clastix.io/v1beta2/capsuleconfigurations"
    private static let configuration = "\(configurations)/default"

    private static let configured: JSONValue = [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "CapsuleConfiguration",
      "metadata": ["name": "default"],
    ]

    /// What of Capsule shows that its operator runs.
    private static func installCapsule(on stage: ControllerStage) async throws {
      try await stage.make(
        [
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": ["name": "capsuleconfigurations.capsule.clastix.io"],
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
          ],
        ], at: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions")
      try await eventually("Capsule's configuration to be served") {
        (try? await stage.make(configured, at: configurations)) != nil
      }
    }
  }
}
