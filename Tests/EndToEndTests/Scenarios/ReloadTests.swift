import Glibc
import Harness
import Testing
import Wire

extension EndToEnd {
  /// Certificates, keys and authorities that change while the program runs.
  @Suite struct `Files read again` {
    /// A proxy whose files a test may change.
    struct Changeable {
      let cluster: Cluster
      let proxy: ProxyProcess
      let pair: (certificate: String, key: String)
      let clientAuthority: String

      static func start(_ more: [String] = []) async throws -> Changeable {
        let cluster = try await Cluster.ready()
        let folder = try cluster.run.folder.folder("reload-\(Hex.encode(RandomBytes.make(4)))")
        func copy(_ path: String, _ name: String) throws -> String {
          try folder.write(FileContents.read(path), to: name)
        }
        var flags = cluster.flags
        let shown = try #require(flags.certificate)
        let pair = (
          certificate: try copy(shown.certificate, "tls.crt"), key: try copy(shown.key, "tls.key")
        )
        let authority = try copy(try #require(flags.clientAuthority), "ca.crt")
        // The flag that comes last counts.
        flags.more +=
          [
            "--tls-cert-file", pair.certificate, "--tls-private-key-file", pair.key,
            "--client-ca-file", authority,
          ] + more
        return Changeable(
          cluster: cluster, proxy: try await ProxyProcess(flags, in: cluster.run), pair: pair,
          clientAuthority: authority)
      }

      /// The status of alice's request by a client that trusts this authority; nil when it does not
      /// trust what is shown.
      func status(trusting authority: Authority) async throws -> Int? {
        let tls = try TLSContext.client(certificateAuthorities: authority.certificatePEM)
        let asker = try HTTPAsker(
          url: proxy.url, tls: tls, token: User.alice.token, loops: cluster.loops)
        do {
          return try await asker.ask("GET", "/api/v1/namespaces").status
        } catch let error as WireError where error.kind == .tls {
          return nil
        }
      }

      /// The status of alice's request by her certificate.
      func statusByCertificate() async throws -> Int {
        let kubectlPair = try #require(cluster.certificates[.alice])
        guard case .certificate(let chain, let key) = kubectlPair.proof else { return 0 }
        let tls = try TLSContext.client(
          certificateAuthorities: cluster.proxyAuthority.certificatePEM, certificateChain: chain,
          privateKey: key)
        return try await HTTPAsker(url: proxy.url, tls: tls, loops: cluster.loops)
          .ask("GET", "/api/v1/namespaces").status
      }
    }

    @Test func `a new certificate is shown, and a watch goes on`() async throws {
      let it = try await Changeable.start()
      let path = try it.cluster.kubeconfig(of: .alice, with: .token, .proxy, proxy: it.proxy)
      let kubectl = try #require(Kubectl.all.last)
      let watch = try kubectl.start(
        ["get", "namespaces", "-o", "name", "--watch"], kubeconfig: path, in: it.cluster.run)
      try await eventually("the watch") { watch.output.contains("oil-production") }

      let other = try Authority("renewing-\(it.proxy.process.id)", in: it.cluster.run.folder)
      let renewed = try other.server("renewed-\(it.proxy.process.id)")
      // The certificate comes before its key: meanwhile the old pair is shown.
      try FileContents.write(it.pair.certificate, FileContents.read(renewed.certificate))
      try await eventually("the line that tells of it") {
        it.proxy.process.errors.contains("The private key does not belong")
      }
      #expect(try await it.status(trusting: it.cluster.proxyAuthority) == 200)
      try FileContents.write(it.pair.key, FileContents.read(renewed.key))
      try await eventually("the new certificate") {
        try await it.status(trusting: other) == 200
      }
      #expect(try await it.status(trusting: it.cluster.proxyAuthority) == nil)
      #expect(watch.isRunning)
      await watch.stop()
      await it.proxy.process.stop()
    }

    @Test func `an authority that is taken away vouches for nobody, at once after SIGHUP`()
      async throws
    {
      let it = try await Changeable.start()
      #expect(try await it.statusByCertificate() == 200)
      let other = try Authority("others-\(it.proxy.process.id)", in: it.cluster.run.folder)
      let old = try FileContents.read(it.clientAuthority)
      try FileContents.write(it.clientAuthority, other.certificatePEM)
      it.proxy.process.signal(SIGHUP)
      try await eventually("that she is nobody") { try await it.statusByCertificate() == 401 }
      #expect(try await it.status(trusting: it.cluster.proxyAuthority) == 200)
      try FileContents.write(it.clientAuthority, old)
      it.proxy.process.signal(SIGHUP)
      try await eventually("that she is somebody") { try await it.statusByCertificate() == 200 }
      #expect(it.proxy.process.isRunning)
      await it.proxy.process.stop()
    }

    @Test func `a certificate is shown to who asks for its name`() async throws {
      let cluster = try await Cluster.ready()
      let other = try Authority("named", in: cluster.run.folder)
      let named = try other.server("named")
      let it = try await Changeable.start([
        "--tls-sni-cert-key", "\(named.certificate),\(named.key):localhost",
      ])
      // By its address no name is asked for.
      #expect(try await it.status(trusting: cluster.proxyAuthority) == 200)
      let kubectl = try #require(Kubectl.all.last)
      let url = it.proxy.url.replacing("127.0.0.1", with: "localhost")
      for (authority, works) in [(other, true), (cluster.proxyAuthority, false)] {
        let path = try cluster.write(
          Kubeconfig(
            server: url, authority: authority.certificatePEM, proof: .token(User.alice.token)))
        let answer = try await kubectl(
          ["get", "ns", "-o", "name"], kubeconfig: path, in: cluster.run)
        #expect((answer.exitCode == 0) == works, "\(answer.errors)")
      }
      await it.proxy.process.stop()
    }

    @Test(arguments: [
      ["--tls-sni-cert-key", "only-one"], ["--tls-sni-cert-key", "a,b:"],
      ["--max-connections", "0"], ["--max-connections-per-address=-1"],
    ])
    func `words that mean nothing are refused`(words: [String]) async throws {
      let cluster = try await Cluster.ready()
      let answer = try await cluster.run.run(
        BuiltProgram.bailiwick, cluster.flags.arguments + words)
      #expect(answer.exitCode == 64)
      #expect(answer.errors.contains(words[0].split(separator: "=")[0]), "\(answer.errors)")
    }
  }
}
