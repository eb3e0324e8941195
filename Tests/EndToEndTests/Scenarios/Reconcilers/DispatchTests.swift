import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// Users of Dispatch, who get an account and namespaces.
  @Suite struct `Users of Dispatch` {
    /// The manifest as it was written for the first Dispatch.
    private static let manifest = """
      apiVersion: netsys.io/v1
      kind: DispatchUser
      metadata:
        name: testdispatchuser
        namespace: dispatch
      spec:
        userID: "123456"
        namespaces:
        - test-namespace-2
      """

    @Test(arguments: Ground.all)
    func `D-01 and D-02: a user gets an account that may work in its namespace and nowhere else`(
      ground: Ground
    ) async throws {
      let scene = try await DispatchScene.ready(ground)
      let stage = scene.stage
      try await stage.admin(["apply", "-f", "-"], input: Self.manifest)
      let user = try await stage.untilReady(scene.user("testdispatchuser"), reason: "Granted")
      #expect(user["status", "serviceAccount"] == "123456")
      #expect(user["status", "namespaces"] == ["test-namespace-2"])

      let owned = try #require(try await stage.object(scene.owned("123456-test-namespace-2")))
      #expect(owned["metadata", "labels", "ownerID"] == "123456")
      #expect(owned["spec"] == ["ownerID": "123456", "namespace": "test-namespace-2"])
      let binding = try #require(
        try await stage.object(
          scene.binding("123456-test-namespace-2", in: "test-namespace-2")))
      #expect(binding["roleRef", "name"] == "edit")
      let subject = try #require(binding["subjects"]?[0])
      #expect(subject["name"] == "123456" && subject["namespace"] == "dispatch")

      // Through the proxy the user works there, and nowhere else.
      let token = try await stage.token(of: "123456", in: "dispatch")
      let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: first}
        spec: {containers: [{name: one, image: registry.k8s.io/pause}]}
        """
      // A pod needs the namespace's own account, which comes a moment after the namespace.
      var made: Finished?
      try await eventually("a pod to be made") {
        made = try await stage.kubectl(
          "-n test-namespace-2 apply -f -", token: token, input: pod)
        return made?.exitCode == 0
      }
      let pods = try await stage.kubectl("-n test-namespace-2 get pods -o name", token: token)
      #expect(pods.output == "pod/first\n", "\(pods.errors)")
      for namespace in ["default", "dispatch", "kube-system"] {
        let answer = try await stage.kubectl("-n \(namespace) get pods", token: token)
        #expect(answer.errors.contains("(Forbidden)"), "\(answer)")
      }
      let secrets = try await stage.kubectl("-n dispatch get secrets", token: token)
      #expect(secrets.errors.contains("(Forbidden)"))
      try await eventually("the proxy to show the namespace") {
        let answer = try await stage.kubectl("get ns -o name", token: token)
        return answer.output == "namespace/test-namespace-2\n"
      }
      // What the filter does for them the API server itself refuses.
      let direct = try await stage.kubectl("get ns", token: token, .direct)
      #expect(direct.errors.contains("(Forbidden)"))

      // Applied again it changes nothing.
      let version = user["metadata", "resourceVersion"]
      #expect(
        try await stage.admin(["apply", "-f", "-"], input: Self.manifest).contains("unchanged"))
      #expect(
        try await stage.object(scene.user("testdispatchuser"))?["metadata", "resourceVersion"]
          == version)
      let events = try await stage.admin(
        "-n dispatch events --for dispatchuser.netsys.io/testdispatchuser")
      #expect(events.contains("Granted"), "\(events)")
    }

    @Test(arguments: Ground.all)
    func `D-03: a user has many namespaces, and a namespace many users`(ground: Ground)
      async throws
    {
      let scene = try await DispatchScene.ready(ground)
      let (stage, shared, own) = (scene.stage, scene.name("shared"), scene.name("own"))
      let (one, other) = (scene.name("one"), scene.name("other"))
      let first = try await scene.addUser(one, one, [shared, own])
      let second = try await scene.addUser(other, other, [shared], ["clusterRole": "view"])
      for user in [first, second] { try await stage.untilReady(user) }
      let bindings = try await scene.bindings(in: shared)
      #expect(
        Set(bindings.map { $0["metadata", "name"]?.string ?? "" }) == [
          "\(one)-\(shared)", "\(other)-\(shared)",
        ])
      let token = try await stage.token(of: one, in: "dispatch")
      try await eventually("the proxy to show both") {
        let answer = try await stage.kubectl("get ns -o name", token: token)
        return Set(answer.lines) == ["namespace/\(shared)", "namespace/\(own)"]
      }
      let reader = try await stage.token(of: other, in: "dispatch")
      let refused = try await stage.kubectl(
        "-n \(shared) create configmap mine", token: reader)
      #expect(refused.errors.contains("configmaps is forbidden"), "\(refused)")
    }

    @Test(arguments: Ground.all)
    func `D-11: an id may be an address, and longer than a label`(ground: Ground) async throws {
      let scene = try await DispatchScene.ready(ground)
      let stage = scene.stage
      let long = scene.name(String(repeating: "x", count: 80))
      for (number, id) in ["\(scene.tag).Ada@example.com", long].enumerated() {
        let (name, namespace) = (scene.name("u\(number)"), scene.name("n\(number)"))
        let path = try await scene.addUser(name, id, [namespace, namespace])
        let user = try await stage.untilReady(path)
        let account = try #require(user["status", "serviceAccount"]?.string)
        #expect(account.utf8.count <= 63 && account != id)
        #expect(user["status", "namespaces"] == [.string(namespace)])
        let token = try await stage.token(of: account, in: "dispatch")
        try await eventually("the proxy to show the namespace") {
          let answer = try await stage.kubectl("get ns -o name", token: token)
          return answer.output == "namespace/\(namespace)\n"
        }
        let owned = try await stage.items(
          "\(DispatchScene.owned)?fieldSelector=spec.namespace%3D\(namespace)")
        #expect(owned.count == 1)
        let label = try #require(owned.first?["metadata", "labels", "ownerID"]?.string)
        #expect(label.utf8.count <= 63)
      }
    }

    @Test(arguments: Ground.all)
    func `D-12: a Secret keeps a token for who asks for one, and as long`(ground: Ground)
      async throws
    {
      let scene = try await DispatchScene.ready(ground)
      let (stage, id, namespace) = (scene.stage, scene.name("id"), scene.name("n"))
      let path = try await scene.addUser(id, id, [namespace], ["tokenSecret": true])
      try await stage.untilReady(path)
      let secrets = "/api/v1/namespaces/dispatch/secrets"
      func tokens() async throws -> [JSONValue] {
        try await stage.items(secrets).filter {
          $0["metadata", "name"]?.string?.hasPrefix("\(id)-token-") == true
        }
      }
      var secret: JSONValue?
      try await eventually("the token to be filled in") {
        secret = try await tokens().first
        return secret?["data", "token"] != nil
      }
      #expect(secret?["type"] == "kubernetes.io/service-account-token")
      let name = try #require(secret?["metadata", "name"]?.string)
      #expect(name.utf8.count == "\(id)-token-".utf8.count + 5)
      let encoded = try await stage.admin([
        "-n", "dispatch", "get", "secret", name, "-o", "go-template={{.data.token|base64decode}}",
      ])
      try await eventually("the token to work") {
        let answer = try await stage.kubectl("get ns -o name", token: encoded)
        return answer.output == "namespace/\(namespace)\n"
      }
      try await stage.change(path, ["spec": ["tokenSecret": .null]])
      try await stage.untilNone("\(secrets)/\(name)")
      try await eventually("the token to be worth nothing") {
        let answer = try await stage.kubectl("get ns", token: encoded, .direct)
        return answer.errors.contains("Unauthorized")
          || answer.errors.contains("to provide credentials")
      }
    }
  }
}
