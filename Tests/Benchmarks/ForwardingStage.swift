import Harness
import Wire

/// Starts what forwarding needs: an upstream, nginx and the program before it.
struct ForwardingStage {
  let forwarding: Forwarding
  /// A caller whose token is known, and one who proves nothing, beside one with a certificate.
  let identities: [(subject: String, forwarding: Forwarding)]
  /// The program that writes a line a request, beside one that writes none.
  let audit: Forwarding
  let bailiwick: ProxyProcess

  init(in run: Run) async throws {
    let loops = try EventLoops(count: 1)
    let authority = try Authority("bench-ca", in: run.folder)
    let certificate = try authority.server("bench")
    let ports = try await FreePorts.pick(2, on: loops)
    let configuration = NginxConfiguration(
      run: run, certificate: certificate, authority: authority)
    _ = try Nginx.start(try configuration.upstream(port: ports[0]), "upstream", in: run)
    let nginx = try Nginx.start(
      configuration.proxy(port: ports[1], upstream: ports[0]), "proxy", in: run)

    let kubeconfig = try run.folder.write(
      Kubeconfig(
        server: "https://127.0.0.1:\(ports[0])", authority: authority.certificatePEM,
        proof: .token("bench")
      ).bytes, to: "program.kubeconfig")
    func program(auditLog: String) async throws -> ProxyProcess {
      var flags = ProxyProcess.Flags(
        kubeconfig: kubeconfig, certificate: certificate,
        clientAuthority: authority.certificateFile)
      // nginx writes no log either.
      flags.more = ["--audit-log", auditLog, "--anonymous-paths", Forwarding.open]
      return try await ProxyProcess(flags, in: run)
    }
    bailiwick = try await program(auditLog: "none")
    let audited = try await program(auditLog: run.folder.file("audit.log"))
    let client = try authority.client("alice", groups: ["bench"])
    let certified = LoadGenerator(loops: loops, tls: try authority.clientContext(client))
    func contestant(_ port: UInt16, _ process: ChildProcess) -> Forwarding.Contestant {
      Forwarding.Contestant(
        endpoint: Endpoint(host: "127.0.0.1", port: port),
        processes: ProcessTree(id: process.id), generator: certified)
    }
    func contestant(_ program: ProxyProcess) throws -> Forwarding.Contestant {
      guard let port = program.url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
        throw BenchmarkError("no port in \(program.url)")
      }
      return contestant(port, program.process)
    }
    let ours = try contestant(bailiwick)
    forwarding = Forwarding(reference: contestant(ports[1], nginx), bailiwick: ours)
    audit = Forwarding(reference: ours, bailiwick: try contestant(audited))
    let bare = try TLSContext.client(certificateAuthorities: authority.certificatePEM)
    identities = [(", token", "alice"), (", nothing", nil)].map { subject, token in
      var other = ours
      other.generator = LoadGenerator(loops: loops, tls: bare, token: token)
      return (subject, Forwarding(reference: ours, bailiwick: other))
    }
  }
}
