import Kubernetes
import Logging
import Sandbox
import Wire

/// The sandbox's API server on its address.
final class APIListener: Sendable {
  /// Where it is reached from this machine.
  let server: ServerAddress
  private let sandbox: Sandbox
  private let listener: Listener
  private let http: HTTPServer
  private let runtime: Runtime

  init(
    _ sandbox: Sandbox, _ folder: SandboxFolder, address: String, on runtime: Runtime
  ) async throws(StartError) {
    listener = try await runtime.listen(address, flag: "--api-listen")
    let certificate = try folder.serverCertificate("kube-apiserver", host: listener.address.host)
    do throws(TLSError) {
      let tls = try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: certificate.privateKey,
        clientCertificateAuthorities: folder.authorityPEM)
      // As in the API server, who ended its side wants no answer any more.
      var timeouts = HTTPTimeouts()
      timeouts.halfClosed = .seconds(0)
      http = HTTPServer(loops: runtime.loops, timeouts: timeouts) { tls }
    } catch {
      throw StartError("\(error)")
    }
    do throws(AccessError) {
      server = try ServerAddress(url: "https://\(listener.address.reachable)")
    } catch {
      throw StartError("--api-listen \(address): \(error)")
    }
    self.sandbox = sandbox
    self.runtime = runtime
  }

  var url: String { server.description }

  /// Serves until the loops drain and the last connection has ended.
  func run() async {
    let (sandbox, logger) = (sandbox, runtime.logger)
    await http.run(listener) { peer, error in
      logger.debug(
        "API connection refused", metadata: ["client": "\(peer)", "reason": "\(error.reason)"])
    } serve: { connection in
      await sandbox.serve(connection)
    }
  }
}
