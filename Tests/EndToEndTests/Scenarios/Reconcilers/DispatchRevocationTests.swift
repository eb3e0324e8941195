import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// What users of Dispatch lose, and when.
  @Suite struct `What Dispatch takes back` {
    @Test(arguments: Ground.all)
    func `D-04: a namespace that leaves the list is kept, and the access to it is not`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id) = (scene.stage, scene.name("id"))
      let (kept, left) = (scene.name("kept"), scene.name("left"))
      let path = try await scene.addUser(id, id, [kept, left], ["quota": ["configmaps": 9]])
      try await stage.untilReady(path)
      let token = try await stage.token(of: id, in: "dispatch")
      try await eventually("something to be made there") {
        try await stage.kubectl("-n \(left) create configmap mine", token: token).exitCode == 0
      }
      let quotas = "/api/v1/namespaces/\(left)/resourcequotas"
      #expect(try await stage.items(quotas).count == 1)

      try await stage.change(path, ["spec": ["namespaces": [.string(kept)]]])
      try await stage.untilNone(scene.owned("\(id)-\(left)"))
      // The object goes when the access is gone.
      #expect(try await scene.bindings(in: left).isEmpty)
      #expect(try await stage.items(quotas).isEmpty)
      #expect(try await scene.isKept(left))
      #expect(try await stage.object("/api/v1/namespaces/\(left)/configmaps/mine") != nil)
      try await eventually("it to be refused") {
        try await stage.kubectl("-n \(left) get configmaps", token: token).errors
          .contains("(Forbidden)")
      }
      try await eventually("the proxy to show the other alone") {
        try await stage.kubectl("get ns -o name", token: token).output == "namespace/\(kept)\n"
      }
      // Back on the list it is the user's again.
      try await stage.change(path, ["spec": ["namespaces": [.string(kept), .string(left)]]])
      try await stage.untilReady(path)
      #expect(try await scene.bindings(in: left).count == 1)
    }

    @Test(arguments: Ground.all)
    func `D-05: when a user is deleted the access is gone before it, and the namespaces stay`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id) = (scene.stage, scene.name("id"))
      let namespaces = [scene.name("a"), scene.name("b")]
      let path = try await scene.addUser(id, id, namespaces)
      try await stage.untilReady(path)
      try await stage.admin(["-n", "dispatch", "delete", "dispatchuser", id])
      #expect(try await stage.object(path) == nil)
      #expect(try await stage.object(scene.account(id)) == nil)
      for namespace in namespaces {
        #expect(try await stage.object(scene.owned("\(id)-\(namespace)")) == nil)
        #expect(try await scene.bindings(in: namespace).isEmpty)
        #expect(try await scene.isKept(namespace))
      }
    }

    @Test(arguments: Ground.all)
    func `D-05: what is deleted while the program is down is gone when it is back`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.alone(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let path = try await scene.addUser(id, id, [namespace])
      let forced = try await scene.addUser(scene.name("f"), scene.name("f"), [namespace])
      for path in [path, forced] { try await stage.untilReady(path) }
      await stage.stopProgram(killing: true)
      try await stage.remove(path)
      // Somebody who will not wait takes the finalizer off.
      try await stage.remove(forced)
      try await stage.change(forced, ["metadata": ["finalizers": .null]])
      #expect(try await stage.object(forced) == nil)
      #expect(try await stage.object(path) != nil)
      #expect(try await scene.bindings(in: namespace).count == 2)
      try await stage.startProgram()
      try await stage.untilNone(path)
      #expect(try await stage.object(scene.account(id)) == nil)
      try await stage.untilNone(scene.account(scene.name("f")))
      try await eventually("nothing to be left", every: .milliseconds(20)) {
        let owned = try await stage.items(DispatchScene.owned)
        let bindings = try await scene.bindings(in: namespace)
        return bindings.isEmpty && owned.isEmpty
      }
      #expect(try await scene.isKept(namespace))
      await stage.end()
    }

    @Test(arguments: Ground.all)
    func `D-06: another id is another account, and nothing of the old one is left`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, name, namespace) = (scene.stage, scene.name("u"), scene.name("n"))
      let (old, new) = (scene.name("old"), scene.name("new"))
      let path = try await scene.addUser(name, old, [namespace])
      try await stage.untilReady(path)
      try await stage.change(path, ["spec": ["userID": .string(new)]])
      let user = try await stage.untilReady(path)
      #expect(user["status", "serviceAccount"] == .string(new))
      try await stage.untilNone(scene.account(old))
      try await stage.untilNone(scene.owned("\(old)-\(namespace)"))
      let bindings = try await scene.bindings(in: namespace)
      #expect(bindings.map { $0["subjects"]?[0]?["name"] } == [.string(new)])
    }

    @Test(arguments: Ground.all)
    func `what somebody wrote by hand is given, and stays when the user goes`(ground: Ground)
      async throws
    {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id) = (scene.stage, scene.name("id"))
      let (listed, more) = (scene.name("listed"), scene.name("more"))
      let user = try await scene.addUser(id, id, [listed])
      let byHand = try await scene.addOwned(scene.name("hand"), id, more)
      try await stage.untilReady(user)
      let owned = try await stage.untilReady(byHand, reason: "Granted")
      #expect(
        owned["status", "namespaceUID"]
          == (try await stage.object(scene.namespace(more))?["metadata", "uid"]))
      let token = try await stage.token(of: id, in: "dispatch")
      try await eventually("both to be shown") {
        let answer = try await stage.kubectl("get ns -o name", token: token)
        return Set(answer.lines) == ["namespace/\(listed)", "namespace/\(more)"]
      }
      try await stage.remove(user)
      try await stage.untilNone(user)
      #expect(try await scene.bindings(in: listed).isEmpty)
      #expect(try await scene.bindings(in: more).count == 1)
      try await stage.admin(["-n", "dispatch", "delete", "ownednamespace", scene.name("hand")])
      #expect(try await scene.bindings(in: more).isEmpty)
      #expect(try await scene.isKept(more))
    }
  }
}
