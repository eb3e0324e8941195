import Harness
import Testing
import Wire

extension EndToEnd {
  /// The program when the API server is away, on one of its own.
  @Suite struct Outages {
    @Test(arguments: Ground.all)
    func `the program waits for the API server and outlives it`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground)
      let kubectl = try #require(Kubectl.all.last)
      let apiServer = try await ground.start(
        tokens: [User.alice.tokenLine], kubectl: kubectl, loops: cluster.loops, in: cluster.run)
      await apiServer.stopAPIServer()

      // Away at the start: the program neither ends nor says that it is ready.
      var flags = ProxyProcess.Flags(
        kubeconfig: apiServer.adminKubeconfig, certificate: cluster.proxyCertificate,
        clientAuthority: apiServer.authority.certificateFile)
      // The sandbox forgets the program's own account, and everybody's, when it is stopped.
      flags.more = ["--allow-excess-rights"]
      let process = try ProxyProcess.launch(flags, in: cluster.run)
      try await Task.sleep(for: .seconds(2))
      #expect(process.isRunning)
      #expect(!(process.output + process.errors).contains(#""ready":true"#))
      try await apiServer.startAPIServer()
      let proxy = try await ProxyProcess(waitingFor: process)

      // Away later: callers are told so at once, and it works again when the server is back.
      let path = try cluster.write(
        Kubeconfig(
          server: proxy.url, authority: cluster.proxyAuthority.certificatePEM,
          proof: .token(User.alice.token)))
      let words = ["get", "--raw", "/version"]
      func version() async throws -> Finished {
        try await kubectl(words, kubeconfig: path, within: .seconds(20), in: cluster.run)
      }
      #expect(try await version().exitCode == 0)
      await apiServer.stopAPIServer()
      let away = try await version()
      #expect(away.exitCode == 1)
      #expect(away.errors.contains("(ServiceUnavailable)") || away.errors.contains("(BadGateway)"))
      #expect(process.isRunning)
      try await apiServer.startAPIServer()
      try await eventually("the proxy to answer again", within: .seconds(30)) {
        try await version().exitCode == 0
      }
      #expect(await process.stop() == 0, "\(process.errors)")
      await apiServer.stop()
    }

    @Test(arguments: Ground.all)
    func `asked to end, the program ends with 0`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground)
      let proxy = try await ProxyProcess(cluster.flags, in: cluster.run)
      // It holds connections, of callers and of its own.
      let path = try cluster.kubeconfig(of: .alice, with: .token, .proxy, proxy: proxy)
      let kubectl = try #require(Kubectl.all.last)
      let watch = try kubectl.start(
        ["-n", "oil-production", "get", "configmaps", "-o", "name", "--watch"], kubeconfig: path,
        in: cluster.run)
      try await eventually("the watch") { watch.output.contains("kube-root-ca.crt") }
      #expect(await proxy.process.stop(within: .seconds(20)) == 0, "\(proxy.process.errors)")
      await watch.stop()
    }

    @Test func `without certificate files it makes a certificate of its own`() async throws {
      let cluster = try await Cluster.ready()
      var flags = cluster.flags
      flags.certificate = nil
      let proxy = try await ProxyProcess(flags, in: cluster.run)
      let path = try cluster.write(
        Kubeconfig(server: proxy.url, authority: nil, proof: .token(User.alice.token)))
      let kubectl = try #require(Kubectl.all.last)
      let answer = try await kubectl(
        ["get", "ns", "-o", "name"], kubeconfig: path, in: cluster.run)
      #expect(answer.lines.count == 3, "\(answer.errors)")
      await proxy.process.stop()
    }

    @Test(arguments: ["/healthz", "/livez", "/readyz"])
    func `the admin address answers probes`(path: String) async throws {
      let cluster = try await Cluster.ready()
      let kubectl = try #require(Kubectl.all.last)
      let nobody = try cluster.write(
        Kubeconfig(server: cluster.proxy.adminURL, authority: nil, proof: .token("probe")))
      let answer = try await kubectl(["get", "--raw", path], kubeconfig: nobody, in: cluster.run)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(!answer.output.isEmpty)
    }
  }
}
