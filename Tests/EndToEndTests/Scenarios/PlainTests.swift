import Harness
import JSON
import Testing
import Wire

extension EndToEnd {
  /// Clients that come in by plain HTTP, on the loopback and on a socket of the machine.
  @Suite struct `The plain way in` {
    static let doors = Ground.all.flatMap { ground in
      PlainDoor.Kind.allCases.map { (ground, $0) }
    }

    private static func names(_ answer: HTTPAnswer) throws -> [String] {
      let items = try JSONValue(parsing: answer.body)["items"]?.array ?? []
      return items.compactMap { $0["metadata"]?["name"]?.string }
    }

    @Test(arguments: doors)
    func `shows each token's user what the other way in shows`(
      _ ground: Ground, _ kind: PlainDoor.Kind
    ) async throws {
      let door = try await PlainDoor(kind, before: Cluster.ready(ground))
      for user in User.tenants + [.admin] {
        for target in [
          "/api/v1/namespaces", "/api/v1/nodes", "/apis/storage.k8s.io/v1/storageclasses",
        ] {
          let here = try await door.asker(user).ask("GET", target)
          let there = try await HTTPAsker(
            url: door.cluster.proxy.url,
            tls: .client(certificateAuthorities: door.cluster.proxyAuthority.certificatePEM),
            token: user.token, loops: door.cluster.loops
          ).ask("GET", target)
          #expect(here.status == there.status, "\(user) \(target)")
          #expect(try Self.names(here) == Self.names(there), "\(user) \(target)")
        }
      }
      let alice = try await door.asker(.alice).ask("GET", "/api/v1/namespaces")
      #expect(try Self.names(alice).contains("oil-production"))
      #expect(await door.stop())
    }

    /// The flags say whom to believe; there is no connection that could prove it.
    @Test(arguments: doors)
    func `believes tokens alone`(_ ground: Ground, _ kind: PlainDoor.Kind) async throws {
      let cluster = try await Cluster.ready(ground)
      let fronts = try Authority(
        "front-proxies", in: cluster.run.folder.folder("fronts-\(kind)"))
      let door = try await PlainDoor(
        kind, before: cluster,
        more: [
          "--requestheader-client-ca-file", fronts.certificateFile,
          "--anonymous-paths", "/version",
        ])
      let nobody = try door.asker(nil)
      for fields in [
        [], [("X-Remote-User", "alice")],
        [("X-Remote-User", "a"), ("X-Remote-Group", "system:masters")],
        [("Impersonate-User", "alice")], [("Cookie", "token=\(User.alice.token)")],
        [("Authorization", "Basic \(User.alice.token)")],
      ] {
        #expect(try await nobody.ask("GET", "/api/v1/namespaces", fields).status == 401)
        #expect(try await nobody.ask("GET", "/healthz", fields).status == 401)
      }
      #expect(try await nobody.ask("GET", "/version").status == 200)
      let admin = try await door.asker(.admin).ask(
        "GET", "/api/v1/namespaces", [("Impersonate-User", "alice")])
      let alice = try await door.asker(.alice).ask("GET", "/api/v1/namespaces")
      #expect(try Self.names(admin) == Self.names(alice) && !Self.names(alice).isEmpty)
      #expect(
        try await door.asker(.mallory).ask(
          "GET", "/api/v1/namespaces", [("Impersonate-User", "alice")]
        ).status == 403)
      #expect(await door.stop())
    }

    /// So it is no way in for kubectl, and the page says so.
    @Test(arguments: Client.each)
    func `gets no token from kubectl`(_ client: Client) async throws {
      let door = try await PlainDoor(.loopback, before: Cluster.ready(client.ground))
      let path = try door.kubeconfig(of: .alice)
      let answer = try await client.kubectl(
        ["get", "namespaces"], kubeconfig: path, in: door.cluster.run)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(/provide credentials|Unauthorized/), "\(answer.errors)")
      #expect(await door.stop())
    }

    @Test func `says where it is, and leaves no file behind`() async throws {
      let cluster = try await Cluster.ready()
      let path = cluster.run.folder.file("both.sock")
      var flags = cluster.flags
      flags.more += ["--plain-listen", "unix:\(path)"]
      let proxy = try await ProxyProcess(flags, in: cluster.run)
      #expect(proxy.url.hasPrefix("https://") && proxy.plain == "unix:\(path)")
      #expect(Folder.exists(path))
      #expect(await proxy.process.stop() == 0)
      #expect(!Folder.exists(path))
    }

    @Test(arguments: [
      (["--plain-listen", "0.0.0.0:0"], "0.0.0.0:0 is not of the loopback"),
      (["--plain-listen", ":0"], "write host:port of the loopback"),
      (["--plain-listen", "unix:proxy.sock"], "write host:port of the loopback"),
      (["--plain-listen", "unix:/dev/null"], "unix:/dev/null is there and no socket"),
      (["--plain-listen", "127.0.0.1:0", "--authentication", "certificate"], "takes tokens alone"),
    ])
    func `refuses to be anything else`(_ more: [String], _ words: String) async throws {
      let cluster = try await Cluster.ready()
      var flags = cluster.flags
      flags.more += more
      let process = try ProxyProcess.launch(flags, in: cluster.run)
      let code = await process.exitCode(within: .seconds(30))
      #expect(code == 1 || code == 64, "\(String(describing: code))")
      #expect(process.errors.contains(words), "\(process.errors)")
    }
  }
}

extension EndToEnd.`The plain way in` {
  /// Clients of Python, unchanged, as dashboards are made of them.
  @Suite(.enabled(if: Python.installed != nil, "Python's clients are not here: make deps"))
  struct `with other people's clients` {
    @Test(arguments: EndToEnd.`The plain way in`.doors, ["official_client", "kr8s_client"])
    func `does what they do`(
      _ door: (ground: Ground, kind: PlainDoor.Kind), _ script: String
    ) async throws {
      let python = try #require(Python.installed)
      let plain = try await PlainDoor(
        door.kind, before: Cluster.ready(door.ground, for: .thatChangeWhatIsShared))
      let name = "\(script.replacing("_", with: "-"))-\(door.kind)"
      let answer = try await python(
        BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/\(script).py",
        [plain.kubeconfig(of: .admin), name], within: .seconds(240), in: plain.cluster.run)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(await plain.stop())
    }

    @Test(arguments: EndToEnd.`The plain way in`.doors)
    func `runs commands, forwards ports and follows logs`(
      _ ground: Ground, _ kind: PlainDoor.Kind
    ) async throws {
      let python = try #require(Python.installed)
      let machines = try await Machines.ready(ground)
      let plain = try await PlainDoor(kind, before: machines.cluster)
      let pod = try await machines.addPod(on: .modern)
      let answer = try await python(
        BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/stream_client.py",
        [plain.kubeconfig(of: .alice), Machines.namespace, pod], within: .seconds(240),
        in: plain.cluster.run)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(machines.kubelet.requests(of: pod).count == 6)
      #expect(await plain.stop())
    }
  }
}
