import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// What two want of which only one can have it, and what nobody can have.
  @Suite struct `What Dispatch does not give` {
    @Test(arguments: Ground.all)
    func `D-07: two DispatchUsers of one id have the union, and the younger is told`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id) = (scene.stage, scene.name("id"))
      let (first, both, second) = (scene.name("n1"), scene.name("n2"), scene.name("n3"))
      // Made within a second, the one that sorts first is the elder.
      let elder = try await scene.addUser(scene.name("a"), id, [first, both])
      let younger = try await scene.addUser(
        scene.name("b"), id, [both, second], ["clusterRole": "view"])
      try await stage.untilReady(elder, reason: "Granted")
      let told = try await stage.until(younger, "to have what it lists") { user in
        user["status", "namespaces"] == [.string(both), .string(second)]
      }
      let ready = try #require(told["status", "conditions"]?[0])
      #expect(ready["reason"] == "Conflict" && ready["status"] == "False")
      #expect(ready["message"]?.string?.contains(scene.name("a")) == true)
      let owned = try #require(try await stage.object(scene.owned("\(id)-\(both)")))
      #expect(owned["spec", "clusterRole"] == nil)

      // Nothing flaps: what is there is there still, as it was.
      var versions: [JSONValue?] = []
      for path in [elder, younger, scene.owned("\(id)-\(both)")] {
        versions.append(try await stage.object(path)?["metadata", "resourceVersion"])
      }
      let witness = try await scene.addUser(scene.name("c"), scene.name("c"), [scene.name("n4")])
      try await stage.untilReady(witness)
      for (number, path) in [elder, younger, scene.owned("\(id)-\(both)")].enumerated() {
        let now = try await stage.object(path)?["metadata", "resourceVersion"]
        #expect(now == versions[number], "\(path)")
      }

      // When the elder goes, the other has its own list, by its own word.
      try await stage.remove(elder)
      try await stage.untilNone(elder)
      #expect(try await scene.bindings(in: first).isEmpty)
      try await stage.untilReady(younger, reason: "Granted")
      let binding = try await stage.object(scene.binding("\(id)-\(both)", in: both))
      #expect(binding?["roleRef", "name"] == "view")
    }

    @Test(arguments: Ground.all)
    func `D-08: names that two pairs share are told apart`(ground: Ground) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, tag) = (scene.stage, scene.tag)
      let one = try await scene.addUser(scene.name("one"), "\(tag)-b", ["c"])
      let other = try await scene.addUser(scene.name("other"), tag, ["b-c"])
      for path in [one, other] { try await stage.untilReady(path) }
      let owned = try await stage.items(DispatchScene.owned).filter {
        $0["metadata", "name"]?.string?.hasPrefix("\(tag)-b-c") == true
      }
      #expect(owned.count == 2)
      for namespace in ["c", "b-c"] {
        #expect(
          try await scene.bindings(in: namespace).contains {
            $0["metadata", "name"] == .string("\(tag)-b-c")
          })
      }
      // Whoever had the plain name goes; the other is not touched.
      try await stage.remove(one)
      try await stage.untilNone(one)
      try await stage.untilReady(other)
      #expect(try await scene.bindings(in: "b-c").count == 1)
    }

    @Test(arguments: Ground.all)
    func `D-09: what is the cluster's own or somebody else's is not given`(ground: Ground)
      async throws
    {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id) = (scene.stage, scene.name("id"))
      let foreign = scene.name("foreign")
      try await scene.addNamespace(foreign)
      for (number, (namespace, reason)) in [
        ("kube-system", "NamespaceForbidden"), ("default", "NamespaceForbidden"),
        ("dispatch", "NamespaceForbidden"), ("bailiwick-system", "NamespaceForbidden"),
        (foreign, "NamespaceTaken"),
      ].enumerated() {
        let name = scene.name("u\(number)")
        let path = try await scene.addUser(name, name, [namespace])
        let user = try await stage.untilReady(path, false, reason: reason)
        #expect(user["status", "namespaces"] == [])
        #expect(
          user["status", "conditions"]?[0]?["message"]?.string?.contains(namespace) == true)
        let made = try await scene.bindings(in: namespace)
        #expect(!made.contains { $0["subjects"]?[0]?["name"] == .string(name) })
      }
      #expect(try await stage.object(scene.account(id)) == nil)
      // An administrator gives it away.
      try await stage.admin([
        "annotate", "namespace", foreign, "bailiwick.dev/adopt=DispatchUser/dispatch",
      ])
      try await stage.untilReady(scene.user(scene.name("u4")), reason: "Granted")
      #expect(try await scene.bindings(in: foreign).count == 1)
    }

    @Test(arguments: Ground.all)
    func `D-09: a namespace made anew by somebody else is theirs`(ground: Ground) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let path = try await scene.addUser(id, id, [namespace])
      try await stage.untilReady(path)
      // With the user's word withdrawn and given again, somebody else is there first.
      try await stage.change(path, ["spec": ["namespaces": []]])
      try await stage.untilNone(scene.owned("\(id)-\(namespace)"))
      try await stage.admin(["delete", "namespace", namespace])
      try await scene.addNamespace(namespace)
      try await stage.change(path, ["spec": ["namespaces": [.string(namespace)]]])
      try await stage.untilReady(path, false, reason: "NamespaceTaken")
      #expect(try await scene.bindings(in: namespace).isEmpty)
    }

    @Test(arguments: Ground.all)
    func `an account that somebody else made stays theirs, and has nothing`(ground: Ground)
      async throws
    {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      try await stage.admin(["-n", "dispatch", "create", "serviceaccount", id])
      let path = try await scene.addUser(id, id, [namespace])
      let user = try await stage.untilReady(path, false, reason: "AccountTaken")
      #expect(user["status", "serviceAccount"] == nil)
      #expect(try await stage.object(scene.owned("\(id)-\(namespace)")) == nil)
      let account = try await stage.object(scene.account(id))
      #expect(account?["metadata", "labels"] == nil)
      // As the message says.
      try await stage.admin([
        "-n", "dispatch", "label", "serviceaccount", id, "bailiwick.dev/controller=dispatch",
      ])
      try await stage.untilReady(path)
    }

    @Test(arguments: Ground.all)
    func `a role that the program may not bind is not bound, and the user is told`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let path = try await scene.addUser(
        id, id, [namespace], ["clusterRole": "cluster-admin"])
      try await stage.untilReady(path, false, reason: "RoleForbidden")
      #expect(try await scene.bindings(in: namespace).isEmpty)
      try await stage.change(path, ["spec": ["clusterRole": "admin"]])
      try await stage.untilReady(path)
      // What a role binding binds to never changes: it is another one.
      try await stage.change(path, ["spec": ["clusterRole": "view"]])
      try await stage.untilReady(path)
      let bindings = try await scene.bindings(in: namespace)
      #expect(bindings.map { $0["roleRef", "name"] } == ["view"])
    }

    @Test(arguments: Ground.all)
    func `of two that give different roles the elder counts`(ground: Ground) async throws {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let elder = try await scene.addOwned(scene.name("a"), id, namespace)
      let younger = try await scene.addOwned(
        scene.name("b"), id, namespace, ["clusterRole": "view"])
      try await stage.untilReady(elder)
      try await stage.untilReady(younger, false, reason: "Conflict")
      try await stage.remove(elder)
      try await stage.untilNone(elder)
      try await stage.untilReady(younger)
      let bindings = try await scene.bindings(in: namespace)
      #expect(bindings.map { $0["roleRef", "name"] } == ["view"])
      try await stage.remove(younger)
    }
  }
}
