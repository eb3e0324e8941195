import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// What somebody changes or takes away that Dispatch keeps.
  @Suite struct `What Dispatch repairs` {
    @Test(arguments: Ground.all)
    func `D-10: what is deleted or edited is as it was, at once`(ground: Ground) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let path = try await scene.addUser(id, id, [namespace], ["quota": ["pods": "5"]])
      try await stage.untilReady(path)
      let name = "\(id)-\(namespace)"
      let binding = scene.binding(name, in: namespace)
      let subject: JSONValue = [
        "kind": "ServiceAccount", "name": .string(id), "namespace": "dispatch",
      ]
      let quota = "/api/v1/namespaces/\(namespace)/resourcequotas/\(name)"

      for path in [binding, scene.account(id), scene.owned(name), quota] {
        let uid = try await stage.until(path)["metadata", "uid"]
        try await stage.remove(path)
        try await stage.until(path, "to be made anew") { $0["metadata", "uid"] != uid }
      }
      try await stage.untilReady(path)

      // Somebody else as the subject.
      try await stage.until(binding)
      try await stage.change(
        binding,
        ["subjects": [["kind": "User", "name": "eve", "apiGroup": "rbac.authorization.k8s.io"]]])
      try await stage.until(binding, "to bind the user") { $0["subjects"] == [subject] }
      // Another role, under the same name.
      let known = try #require(try await stage.object(binding))
      try await stage.remove(binding)
      var other = known
      other["metadata"] = [
        "name": .string(name), "namespace": .string(namespace),
        "labels": try #require(known["metadata", "labels"]),
      ]
      other["roleRef"]?["name"] = "view"
      // Whoever is faster: the program made it anew, or it takes the other one away.
      _ = try? await stage.make(
        other, at: "/apis/rbac.authorization.k8s.io/v1/namespaces/\(namespace)/rolebindings")
      try await stage.until(binding, "to bind edit") { $0["roleRef", "name"] == "edit" }

      // Its marks taken off, it is known and gets them back.
      for labels: JSONValue in [
        ["bailiwick.dev/controller": .null],
        ["bailiwick.dev/controller": .null, "bailiwick.dev/account": .null],
        ["bailiwick.dev/account": "somebody"],
      ] {
        try await stage.change(binding, ["metadata": ["labels": labels]])
        try await stage.until(binding, "to have its marks") { object in
          object["metadata", "labels", "bailiwick.dev/controller"] == "dispatch"
            && object["metadata", "labels", "bailiwick.dev/account"] == .string(id)
        }
      }
      // The one that said somebody else's name may be made anew once more.
      try await eventually("one role binding") {
        try await scene.bindings(in: namespace).count == 1
      }
      try await stage.change(
        scene.account(id), ["metadata": ["labels": ["bailiwick.dev/controller": .null]]])
      try await stage.until(scene.account(id), "to have its label") {
        $0["metadata", "labels", "bailiwick.dev/controller"] == "dispatch"
      }

      // A role, a limit, and who it was made for.
      try await stage.change(
        scene.owned(name), ["spec": ["clusterRole": "admin", "quota": ["pods": "500"]]])
      try await stage.until(scene.owned(name), "to be as the user says") {
        $0["spec", "clusterRole"] == nil && $0["spec", "quota", "pods"] == "5"
      }
      try await stage.change(
        scene.owned(name), ["metadata": ["labels": ["bailiwick.dev/controller": .null]]])
      try await stage.until(scene.owned(name), "to have its label") {
        $0["metadata", "labels", "bailiwick.dev/controller"] == "dispatch"
      }
      try await stage.change(quota, ["spec": ["hard": ["pods": "500", "secrets": "1"]]])
      try await stage.until(quota, "to be as the user says") {
        $0["spec", "hard"] == ["pods": "5"]
      }
      try await stage.untilReady(path)
      let bindings = try await scene.bindings(in: namespace)
      #expect(bindings.map { $0["roleRef", "name"] } == ["edit"])
    }

    @Test(arguments: Ground.all)
    func `a namespace that is deleted is made again, and one that lost its marks gets them back`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let path = try await scene.addUser(id, id, [namespace])
      try await stage.untilReady(path)
      let made = try #require(try await stage.object(scene.namespace(namespace)))
      try await stage.change(
        scene.namespace(namespace),
        [
          "metadata": [
            "labels": ["bailiwick.dev/claimed-by": .null],
            "annotations": ["bailiwick.dev/claimant": .null],
          ]
        ])
      try await stage.until(scene.namespace(namespace), "to have its marks") {
        $0["metadata", "annotations", "bailiwick.dev/claimant"]
          == made["metadata", "annotations", "bailiwick.dev/claimant"]
      }
      try await stage.remove(scene.namespace(namespace))
      try await stage.until(scene.namespace(namespace), "to be made anew") {
        $0["metadata", "uid"] != made["metadata", "uid"]
          && $0["status", "phase"] == "Active"
      }
      let user = try await stage.untilReady(path)
      #expect(user["status", "namespaces"] == [.string(namespace)])
      #expect(try await scene.bindings(in: namespace).count == 1)
    }

    @Test(arguments: Ground.all)
    func `a role binding of somebody else's keeps its name`(ground: Ground) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let owner = try await scene.addUser(scene.name("o"), scene.name("o"), [namespace])
      try await stage.untilReady(owner)
      try await stage.admin([
        "-n", namespace, "create", "rolebinding", "\(id)-\(namespace)", "--clusterrole=view",
        "--user=eve",
      ])
      let path = try await scene.addUser(id, id, [namespace])
      try await stage.untilReady(path)
      let foreign = try await stage.object(scene.binding("\(id)-\(namespace)", in: namespace))
      #expect(foreign?["subjects"]?[0]?["name"] == "eve")
      let made = try await scene.bindings(in: namespace)
        .filter { $0["subjects"]?[0]?["name"] == .string(id) }
      #expect(made.count == 1)
      let name = try #require(made.first?["metadata", "name"]?.string)
      #expect(name.hasPrefix("\(id)-\(namespace)-"))
    }

    @Test(arguments: Ground.all)
    func `D-10: a restart with everything in order writes nothing`(ground: Ground) async throws {
      let scene = try await DispatchScene.alone(ground)
      let stage = scene.stage
      let count = 100
      var users: [String] = []
      for number in 1...count {
        users.append(
          try await scene.addUser(
            "u\(number)", "user-\(number)", ["n\(number % 10)"],
            number % 10 == 0 ? ["quota": ["requests.cpu": "1000m"], "tokenSecret": true] : [:]))
      }
      for user in users { try await stage.untilReady(user) }
      let before = try await Self.versions(stage)
      #expect(before.count > count * 4)
      for isKilled in [false, true] {
        await stage.stopProgram(killing: isKilled)
        try await stage.startProgram()
        // What was there is looked at before what comes later.
        let witness = try await scene.addUser(
          "w\(isKilled)", "witness-\(isKilled)", [], ["tokenSecret": false])
        try await stage.untilReady(witness)
      }
      let after = try await Self.versions(stage).filter { before[$0.key] != nil }
      #expect(after.count == before.count)
      let written = before.filter { after[$0.key] != $0.value }.keys.sorted()
      #expect(written.isEmpty)
      await stage.end()
    }

    /// The resourceVersion of everything that Dispatch has to do with.
    private static func versions(_ stage: ControllerStage) async throws -> [String: String] {
      var versions: [String: String] = [:]
      for path in [
        DispatchScene.users, DispatchScene.owned, DispatchScene.accounts,
        "/api/v1/namespaces/dispatch/secrets", "/api/v1/namespaces", "/api/v1/resourcequotas",
        "/apis/rbac.authorization.k8s.io/v1/rolebindings", "/api/v1/namespaces/dispatch/events",
      ] {
        for item in try await stage.items(path) {
          let namespace = item["metadata", "namespace"]?.string ?? ""
          let name = item["metadata", "name"]?.string ?? ""
          versions["\(path) \(namespace)/\(name)"] = item["metadata", "resourceVersion"]?.string
        }
      }
      return versions
    }
  }
}
