internal import Synchronization
package import Wire

/// The sandbox's API server as a process of its own: `bailiwick sandbox --no-proxy`.
package final class SandboxServer: APIServer {
  package let url: String
  package let authority: Authority
  package let adminKubeconfig: String
  package let auditLog: String? = nil
  private let server: Mutex<ChildProcess>
  private let startServer: @Sendable () throws -> ChildProcess

  /// Starts it on a free port and waits until it is ready.
  ///
  /// - Parameter tokens: lines of a static token file: token, user, uid, quoted groups.
  package init(tokens: [String], loops: EventLoops, in run: Run) async throws {
    let port = try await FreePorts.pick(1, on: loops)[0]
    let folder = try run.folder.folder("sandbox-\(port)")
    try folder.write(tokens.joined(separator: "\n") + "\n", to: "tokens.csv")
    url = "https://127.0.0.1:\(port)"
    startServer = {
      try ChildProcess(
        BuiltProgram.bailiwick,
        [
          "sandbox", "--no-proxy", "--directory", folder.path, "--api-listen", "127.0.0.1:\(port)",
          "--log-format", "json",
        ], in: run)
    }
    let process = try startServer()
    _ = try await ReadyLine.wait(for: process)
    server = Mutex(process)
    authority = try Authority(
      certificateFile: folder.file("ca.crt"), keyFile: folder.file("ca.key"), in: folder)
    adminKubeconfig = folder.file("admin-direct.kubeconfig")
  }

  /// Kills the API server, and with it every object: only the directory stays.
  package func stopAPIServer() async {
    let process = server.withLock { $0 }
    process.signal(9)
    _ = await process.exitCode()
  }

  package func startAPIServer() async throws {
    let process = try startServer()
    server.withLock { $0 = process }
    _ = try await ReadyLine.wait(for: process)
  }

  package func stop() async { await stopAPIServer() }
}
