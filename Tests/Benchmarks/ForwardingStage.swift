import Harness
import Wire

/// Starts what forwarding needs: an upstream, nginx and the program before it.
struct ForwardingStage {
  let forwarding: Forwarding
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
    bailiwick = try await ProxyProcess(
      ProxyProcess.Flags(
        kubeconfig: kubeconfig, certificate: certificate,
        clientAuthority: authority.certificateFile), in: run)
    guard let port = bailiwick.url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw BenchmarkError("no port in \(bailiwick.url)")
    }
    func contestant(_ port: UInt16, _ process: ChildProcess) -> Forwarding.Contestant {
      Forwarding.Contestant(
        endpoint: Endpoint(host: "127.0.0.1", port: port),
        processes: ProcessTree(id: process.id))
    }
    let client = try authority.client("alice", groups: ["bench"])
    forwarding = Forwarding(
      nginx: contestant(ports[1], nginx), bailiwick: contestant(port, bailiwick.process),
      generator: LoadGenerator(loops: loops, tls: try authority.clientContext(client)))
  }
}
