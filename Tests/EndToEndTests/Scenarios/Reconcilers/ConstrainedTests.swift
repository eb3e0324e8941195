import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// The program with rights to act as its callers only to read what is filtered.
  @Suite struct Constrained {
    @Test(arguments: Ground.all)
    func `everybody with a token sees what is theirs`(ground: Ground) async throws {
      let stage = try await ConstrainedStage(ground)
      let robot = Kubeconfig.Proof.token(try await stage.addRobot())
      let alice = Kubeconfig.Proof.token(User.alice.token)

      let hers = try await stage.kubectl("get namespaces -o name", as: alice)
      #expect(
        hers.lines.contains("namespace/oil-production")
          && !hers.lines.contains("namespace/gas-production"), "\(hers.errors)")
      try await eventually("the service account to see its namespace", within: .seconds(20)) {
        try await stage.kubectl("get namespaces -o name", as: robot).lines
          == ["namespace/robots-home"]
      }
      let nodes = try await stage.kubectl("get nodes -o name", as: robot)
      #expect(nodes.lines == ["node/capsule-gold-qwerty"], "\(nodes.errors)")
      let watch = try await stage.kubectl(
        "get --raw /api/v1/namespaces?watch=1&timeoutSeconds=1&sendInitialEvents=true"
          + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", as: robot)
      #expect(
        watch.output.contains("robots-home") && !watch.output.contains("oil-"), "\(watch.errors)")

      // What passes goes with a token of one's own.
      let pods = try await stage.kubectl("-n gas-production get pods", as: robot)
      #expect(pods.errors.contains("User \"\(ConstrainedStage.robot)\" cannot list"))
      let whoami = try await stage.kubectl("auth whoami", as: robot)
      #expect(whoami.output.contains(ConstrainedStage.robot))
      let nobody = try await stage.kubectl("get namespaces", as: .token(User.mallory.token))
      #expect(nobody.errors.contains("User \"mallory\" cannot list"))

      let proof = try stage.apiServer.authority.client("alice").proof
      let certificate = try await stage.kubectl("get --raw /version", as: proof)
      #expect(certificate.exitCode == 1)
      #expect(certificate.errors.contains("--impersonation=mixed"), "\(certificate.errors)")
      await stage.stop()
    }

    @Test(arguments: Ground.all)
    func `a service account is told why it changes nothing`(ground: Ground) async throws {
      let stage = try await ConstrainedStage(
        ground, more: ["writes/widening.yaml", "constrained-impersonation/writes.yaml"])
      let robot = Kubeconfig.Proof.token(try await stage.addRobot())
      try await eventually("the service account to see its node", within: .seconds(20)) {
        try await stage.kubectl("get nodes -o name", as: robot).exitCode == 0
      }
      let label = try await stage.kubectl("label node capsule-gold-qwerty a=b", as: robot)
      #expect(label.exitCode == 1)
      #expect(label.errors.contains("--impersonation=legacy"), "\(label.errors)")
      #expect(!label.errors.contains("bailiwick:"))
      await stage.stop()
    }

    @Test(arguments: Ground.all)
    func `its account has what it needs, and no more`(ground: Ground) async throws {
      let stage = try await ConstrainedStage(ground)
      let right = try await stage.check("--impersonation=constrained")
      #expect(right.exitCode == 0, "\(right.output)\(right.errors)")
      #expect(right.output.contains("in the group bailiwick:read:namespaces was answered"))
      // By other flags it is another matter.
      let legacy = try await stage.check("--impersonation=legacy", "-o", "json")
      #expect(legacy.exitCode == 1)
      let report = try JSONValue(parsing: Array(legacy.output.utf8))
      let facts = (report["findings"]?.array ?? []).filter { $0["kind"] == "missing" }
      #expect(facts.contains { $0["fact"]?.string?.contains("impersonate groups") == true })

      // A binding by hand that lets everybody whose list is filtered write.
      try await stage.admin(
        "create clusterrolebinding wide --clusterrole=cluster-admin "
          + "--group=bailiwick:read:namespaces")
      let wide = try await stage.check("--impersonation=constrained")
      #expect(wide.exitCode == 2 && wide.output.contains("danger: the group"), "\(wide.output)")
      await stage.stop()
    }

    @Test(arguments: Ground.all)
    func `an administrator's credential is refused, and says what to do`(ground: Ground)
      async throws
    {
      let cluster = try await Cluster.ready(ground)
      let flags = ProxyProcess.Flags(
        kubeconfig: cluster.apiServer.adminKubeconfig, certificate: cluster.proxyCertificate,
        clientAuthority: cluster.apiServer.authority.certificateFile)
      let process = try ProxyProcess.launch(flags, in: cluster.run)
      #expect(await process.exitCode() == 1)
      #expect(!process.output.contains("ready"))
      for words in ["config/rbac", "--allow-excess-rights", "may do everything"] {
        #expect(process.errors.contains(words), "\(process.errors)")
      }
    }
  }
}
