import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// Owners of tenants make namespaces, with the commands that people use.
  @Suite struct `Self-service` {
    /// kubectl 1.20 looks for what can be tried as a dry run where the sandbox does not say so.
    private static let newest = Client.each.filter { $0.kubectl.path == Kubectl.all.last?.path }

    @Test(arguments: Client.each)
    func `an owner makes a namespace that is theirs at once`(client: Client) async throws {
      let scene = try await SelfServiceScene(client)
      let mine = "\(scene.name)-mine"
      let made = try await scene.kubectl("create namespace \(mine)")
      #expect(made == Finished(exitCode: 0, output: "namespace/\(mine) created\n", errors: ""))
      // Nothing is waited for in between.
      let pods = try await scene.kubectl("-n \(mine) get pods")
      #expect(pods.exitCode == 0, "\(pods.errors)")
      let listed = try await scene.kubectl("get namespaces -o name")
      #expect(listed.output == "namespace/\(mine)\n", "\(listed)")
      let filled = try await scene.kubectl("-n \(mine) create configmap a --from-literal=b=c")
      #expect(filled.exitCode == 0, "\(filled.errors)")
      let metadata = try await scene.stage.object("/api/v1/namespaces/\(mine)")?["metadata"]
      #expect(metadata?["labels"]?["capsule.clastix.io/tenant"]?.string == scene.name)
      let owner = metadata?["ownerReferences"]?[0]
      #expect(owner?["kind"] == "Tenant" && owner?["name"]?.string == scene.name)
      #expect(owner?["uid"] == (try await scene.tenant())["metadata", "uid"])
      // The controller has the same bindings in mind, and writes none of its own.
      try await scene.stage.until(
        "/apis/capsule.clastix.io/v1beta2/tenants/\(scene.name)", "to know the namespace"
      ) { $0["status", "namespaces"] == [.string(mine)] }
      let bindings = try await scene.stage.items(
        "/apis/rbac.authorization.k8s.io/v1/namespaces/\(mine)/rolebindings")
      #expect(bindings.count == 1, "\(bindings)")
      let again = try await scene.kubectl("create namespace \(mine)")
      #expect(again.exitCode == 1 && again.errors.contains("(AlreadyExists)"), "\(again.errors)")
      try await scene.remove()
    }

    @Test(arguments: newest)
    func `as many as the tenant may have, and no more`(client: Client) async throws {
      let scene = try await SelfServiceScene(client, ["namespaceOptions": ["quota": 2]])
      let dry = try await scene.kubectl("create ns \(scene.name)-dry --dry-run=server")
      #expect(dry.exitCode == 0, "\(dry.errors)")
      for suffix in ["a", "b"] {
        let made = try await scene.kubectl("create ns \(scene.name)-\(suffix)")
        #expect(made.exitCode == 0, "\(made.errors)")
      }
      for flags in ["", " --dry-run=server"] {
        let refused = try await scene.kubectl("create ns \(scene.name)-c\(flags)")
        #expect(refused.exitCode == 1)
        #expect(
          refused.errors.contains("(Forbidden)")
            && refused.errors.contains("exceeded quota: the tenant \(scene.name) has 2 of 2"),
          "\(refused.errors)")
      }
      #expect(try await scene.names() == ["\(scene.name)-a", "\(scene.name)-b"])
      // No place stays held.
      #expect((try await scene.tenant())["status", "reservations"]?.array ?? [] == [])
      try await scene.remove()
    }

    /// Two replicas, and more who want than there is.
    @Test(arguments: newest)
    func `two replicas together make no more than that`(client: Client) async throws {
      let scene = try await SelfServiceScene(client, ["namespaceOptions": ["quota": 3]])
      let second = try await ProxyProcess(scene.stage.flags, in: scene.stage.run)
      defer { second.process.signal(9) }
      try await eventually("the second replica to know the tenant") {
        try await scene.kubectl(
          "create ns \(scene.name)-dry --dry-run=server", through: second
        ).exitCode == 0
      }
      let answers = try await withThrowingTaskGroup(of: Finished.self) { group in
        for number in 0..<10 {
          group.addTask {
            try await scene.kubectl(
              "create ns \(scene.name)-\(number)", through: number % 2 == 0 ? nil : second)
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.filter { $0.exitCode == 0 }.count == 3, "\(answers.map(\.errors))")
      for refused in answers where refused.exitCode != 0 {
        #expect(refused.errors.contains("exceeded quota"), "\(refused.errors)")
      }
      #expect(try await scene.names().count == 3)
      try await scene.remove()
    }

    @Test(arguments: Client.one)
    func `not while the tenant is cordoned`(client: Client) async throws {
      let scene = try await SelfServiceScene(client)
      try await scene.stage.change(
        "/apis/capsule.clastix.io/v1beta2/tenants/\(scene.name)", ["spec": ["cordoned": true]])
      let refused = try await scene.kubectl("create ns \(scene.name)-a")
      #expect(refused.exitCode == 1)
      #expect(
        refused.errors.contains("(Forbidden)") && refused.errors.contains("cordoned"),
        "\(refused.errors)")
      try await scene.remove()
    }

    @Test(arguments: Client.one)
    func `with the names that the tenant wants`(client: Client) async throws {
      let scene = try await SelfServiceScene(client, ["forceTenantPrefix": true])
      for name in ["other-\(scene.name)", scene.name, "default", "kube-\(scene.name)"] {
        let refused = try await scene.kubectl("create ns \(name)")
        #expect(refused.exitCode == 1)
        #expect(
          refused.errors.contains("wants names that begin with \(scene.name)-"),
          "\(refused.errors)")
      }
      let drawn = try await scene.create(["generateName": .string("\(scene.name)-")])
      #expect(drawn.exitCode == 0, "\(drawn.errors)")
      let names = try await scene.names()
      #expect(names.count == 1 && names[0].hasPrefix("\(scene.name)-"), "\(names)")
      try await scene.remove()
    }

    @Test(arguments: Client.one)
    func `without what decides whose it is or which rules hold`(client: Client) async throws {
      let scene = try await SelfServiceScene(client)
      let labels: [JSONValue] = [
        ["capsule.clastix.io/tenant": "gas"], ["pod-security.kubernetes.io/enforce": "privileged"],
        ["bailiwick.dev/claimed-by": "x"], ["oil.tree.hnc.x-k8s.io/depth": "1"],
      ]
      for labels in labels {
        let refused = try await scene.create(
          ["name": .string("\(scene.name)-a"), "labels": labels])
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains("is forbidden"), "\(refused.errors)")
      }
      let refused = try await scene.kubectl("create ns kube-\(scene.name)")
      #expect(refused.errors.contains("cluster's own"), "\(refused.errors)")
      #expect(try await scene.names() == [])
      try await scene.remove()
    }

    @Test(arguments: Client.one)
    func `in the tenant that the label names, where there are several`(client: Client) async throws
    {
      let scene = try await SelfServiceScene(client)
      let second = "\(scene.name)-two"
      try await scene.makeTenant(second)
      try await eventually("\(scene.owner) to see the second tenant") {
        try await scene.kubectl("get tenant \(second)").exitCode == 0
      }
      let name = "\(scene.name)-a"
      let refused = try await scene.kubectl("create ns \(name)")
      #expect(refused.exitCode == 1)
      #expect(
        refused.errors.contains(
          "set the label capsule.clastix.io/tenant to one of \(scene.name), \(second)"),
        "\(refused.errors)")
      let made = try await scene.create(
        ["name": .string(name), "labels": ["capsule.clastix.io/tenant": .string(second)]])
      #expect(made.exitCode == 0, "\(made.errors)")
      let listed = try await scene.kubectl("get ns -L capsule.clastix.io/tenant --no-headers")
      #expect(listed.output.contains(name) && listed.output.contains(second))
      try await scene.stage.remove("/apis/capsule.clastix.io/v1beta2/tenants/\(second)")
      try await scene.remove()
    }

    @Test(arguments: Client.one)
    func `nobody else does`(client: Client) async throws {
      let scene = try await SelfServiceScene(client)
      for line in ["create ns \(scene.name)-x", "auth can-i create ns"] {
        let answer = try await scene.stage.kubectl(line, token: User.mallory.token)
        let direct = try await scene.stage.kubectl(line, token: User.mallory.token, .direct)
        #expect(answer == direct)
        #expect(answer.exitCode == 1)
      }
      try await scene.remove()
    }

    @Test(arguments: Client.one)
    func `nor an owner where it is switched off`(client: Client) async throws {
      let scene = try await SelfServiceScene(client)
      var flags = scene.stage.flags
      flags.more.append("--no-self-service")
      let proxy = try await ProxyProcess(flags, in: scene.stage.run)
      defer { proxy.process.signal(9) }
      let answer = try await scene.kubectl("create ns \(scene.name)-x", through: proxy)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains("cannot create resource"), "\(answer.errors)")
      try await scene.remove()
    }
  }
}
