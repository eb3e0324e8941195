import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// Where no operator of tenants runs, the program keeps them.
  @Suite struct `Tenants that the program keeps` {
    @Test(arguments: Ground.all)
    func `an owner works in a namespace as soon as it is the tenant's`(
      ground: Ground
    ) async throws {
      let scene = try await TenantScene.ready(ground)
      try await scene.make(["owners": TenantScene.owners(.alice)])
      let tenant = try await scene.stage.untilReady(scene.path, reason: "Reconciled")
      #expect(tenant["status", "state"] == "Active" && tenant["status", "size"] == 0)
      let uid = try #require(tenant["metadata", "uid"])
      let mine = try await scene.add(
        "mine",
        [
          "labels": ["capsule.clastix.io/tenant": .string(scene.name)],
          "ownerReferences": [
            [
              "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
              "name": .string(scene.name), "uid": uid,
            ]
          ],
        ])
      try await scene.untilBound(["admin alice"], in: mine)
      try await eventually("alice to be let in") {
        try await scene.may(.alice, "create configmaps -n \(mine)")
      }
      let stage = scene.stage
      let made = try await stage.kubectl(
        "-n \(mine) create configmap c", token: User.alice.token)
      #expect(made.output == "configmap/c created\n", "\(made)")
      let seen = try await stage.kubectl("get namespaces -o name", token: User.alice.token)
      #expect(seen.output.contains("namespace/\(mine)\n"), "\(seen)")
      #expect(try await !scene.may(.bob, "get configmaps -n \(mine)"))
      try await scene.untilStatus {
        $0["namespaces"] == [.string(mine)] && $0["size"] == 1
          && $0["owners"] == [["kind": "User", "name": "alice", "clusterRoles": ["admin"]]]
      }
    }

    @Test(arguments: Ground.all)
    func `whom a tenant gains and loses is bound and unbound`(ground: Ground) async throws {
      let scene = try await TenantScene.ready(ground)
      try await scene.make(["owner": ["kind": "User", "name": "alice"]])
      let mine = try await scene.give("mine")
      try await scene.untilBound(["admin alice"], in: mine)
      try await scene.stage.change(
        scene.path,
        [
          "spec": [
            "owner": .null,
            "owners": [["kind": "User", "name": "bob", "clusterRoles": ["edit", "view"]]],
            "additionalRoleBindings": [
              [
                "clusterRoleName": "view",
                "subjects": [
                  ["kind": "Group", "name": "auditors"],
                  ["kind": "ServiceAccount", "namespace": "default", "name": "robot"],
                ],
                "labels": ["team": "audit"],
              ]
            ],
          ]
        ])
      try await scene.untilBound(["edit bob", "view auditors robot", "view bob"], in: mine)
      let additional = try await scene.bindings(in: mine).first {
        $0["metadata", "labels"]?["team"] == "audit"
      }
      #expect(additional?["subjects"]?.array?.count == 2)
      try await eventually("alice to be out, and bob in") {
        let alice = try await scene.may(.alice, "get pods -n \(mine)")
        let bob = try await scene.may(.bob, "create pods -n \(mine)")
        return !alice && bob
      }
    }

    @Test(arguments: Ground.all)
    func `what is deleted or changed by others comes back`(ground: Ground) async throws {
      let scene = try await TenantScene.ready(ground)
      let stage = scene.stage
      try await scene.make(["owners": TenantScene.owners(.alice)])
      let mine = try await scene.give("mine")
      try await scene.untilBound(["admin alice"], in: mine)
      let made = try #require(try await scene.bindings(in: mine).first)
      let name = try #require(made["metadata", "name"]?.string)
      let path = "/apis/rbac.authorization.k8s.io/v1/namespaces/\(mine)/rolebindings/\(name)"
      try await stage.remove(path)
      try await stage.until(path, "to come again") {
        $0["metadata", "uid"] != made["metadata", "uid"]
      }
      try await stage.change(path, ["subjects": [["kind": "User", "name": "mallory"]]])
      try await scene.untilBound(["admin alice"], in: mine)
      // What binds another role cannot be changed, and is made anew.
      try await stage.remove(path)
      var other = made
      other["metadata"] = ["name": .string(name), "namespace": .string(mine)]
      other["roleRef"] = [
        "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view",
      ]
      _ = try? await stage.make(
        other, at: "/apis/rbac.authorization.k8s.io/v1/namespaces/\(mine)/rolebindings")
      try await scene.untilBound(["admin alice"], in: mine)

      let namespace = TenantScene.path(ofNamespace: mine)
      try await stage.change(
        namespace, ["metadata": ["labels": ["capsule.clastix.io/tenant": .null]]])
      try await stage.until(namespace, "to have its label") {
        $0["metadata", "labels"]?["capsule.clastix.io/tenant"]?.string == scene.name
      }
    }

    @Test(arguments: Ground.all)
    func `only an administrator gives a namespace away, and not one that is somebody's`(
      ground: Ground
    ) async throws {
      let scene = try await TenantScene.ready(ground)
      let stage = scene.stage
      try await scene.make(["owners": TenantScene.owners(.alice)])
      let stolen = try await scene.add(
        "stolen", ["labels": ["capsule.clastix.io/tenant": .string(scene.name)]])
      try await stage.untilReady(scene.path, reason: "NamespaceUnproven")
      #expect(try await scene.bindings(in: stolen).isEmpty)
      let adopt: JSONValue = [
        "metadata": ["annotations": ["bailiwick.dev/adopt": .string("Tenant/\(scene.name)")]]
      ]
      let namespace = try await stage.change(TenantScene.path(ofNamespace: stolen), adopt)
      try await scene.untilBound(["admin alice"], in: stolen)
      let mine = try await stage.until(TenantScene.path(ofNamespace: stolen), "to be taken") {
        $0["metadata", "annotations"]?["bailiwick.dev/adopt"] == nil
      }
      #expect(mine["metadata", "uid"] == namespace["metadata", "uid"])
      let owner = mine["metadata", "ownerReferences"]?[0]
      #expect(owner?["kind"] == "Tenant" && owner?["controller"] == true)
      try await stage.untilReady(scene.path, reason: "Reconciled")

      let other = TenantScene(stage: stage)
      try await other.make(["owners": TenantScene.owners(.bob)])
      try await stage.change(
        TenantScene.path(ofNamespace: stolen),
        ["metadata": ["annotations": ["bailiwick.dev/adopt": .string("Tenant/\(other.name)")]]])
      let tenant = try await stage.untilReady(other.path, false, reason: "NamespaceTaken")
      #expect(tenant["status", "namespaces"] == [])
      try await eventually("an event") {
        let events = try await stage.items(
          "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3D\(other.name)")
        return events.contains { $0["reason"] == "NamespaceTaken" && $0["type"] == "Warning" }
      }
      try await scene.untilBound(["admin alice"], in: stolen)
    }

    @Test(arguments: Ground.all)
    func `a role that may not be bound is told, and the others are`(ground: Ground) async throws {
      let scene = try await TenantScene.ready(ground)
      try await scene.make([
        "cordoned": true, "namespaceOptions": ["quota": 1],
        "owners": [
          ["kind": "User", "name": "alice", "clusterRoles": ["cluster-admin", "no-such", "view"]]
        ],
      ])
      let mine = try await scene.give("mine")
      try await scene.give("more")
      try await scene.untilBound(["view alice"], in: mine)
      let tenant = try await scene.stage.untilReady(scene.path, false, reason: "RoleForbidden")
      #expect(tenant["status", "state"] == "Cordoned")
      let ready = tenant["status", "conditions"]?[0]
      let message = try #require(ready?["message"]?.string)
      for part in ["cluster-admin", "attempting to grant", "no-such", "may have 1"] {
        #expect(message.contains(part), "\(part) in \(message)")
      }
      // It can be bound as soon as there is such a role and the program may.
      try await scene.stage.change(
        scene.path,
        ["spec": ["owners": TenantScene.owners(.alice), "namespaceOptions": .null]])
      try await scene.stage.untilReady(scene.path, reason: "Reconciled")
      try await scene.untilBound(["admin alice"], in: mine)
    }

    @Test(arguments: Ground.all, ["background", "foreground"])
    func `a tenant that is deleted takes its namespaces with it, and no others`(
      ground: Ground, cascade: String
    ) async throws {
      let scene = try await TenantScene.ready(ground)
      let stage = scene.stage
      try await scene.make(["owners": TenantScene.owners(.alice)])
      let gone = try await [scene.give("one"), scene.give("two")]
      let kept = try await scene.add(
        "kept", ["labels": ["capsule.clastix.io/tenant": .string(scene.name)]])
      let released = try await scene.give("released")
      try await scene.untilBound(["admin alice"], in: released)
      try await stage.change(
        TenantScene.path(ofNamespace: released),
        [
          "metadata": [
            "labels": ["capsule.clastix.io/tenant": .null], "ownerReferences": .null,
          ]
        ])
      try await scene.untilBound([], in: released)
      try await stage.admin("delete tenant \(scene.name) --cascade=\(cascade) --timeout=60s")
      // A garbage collector looks for new definitions twice a minute.
      let words = gone.map { "namespace/\($0)" }
      try await stage.admin(["wait", "--for=delete", "--timeout=120s"] + words)
      for name in [kept, released] {
        let namespace = try await stage.object(TenantScene.path(ofNamespace: name))
        #expect(namespace?["status", "phase"] == "Active")
      }
    }
  }
}
