internal import Synchronization
package import Wire

/// A real Kubernetes control plane of its own on this machine: etcd, kube-apiserver and
/// kube-controller-manager out of the folder that `KUBEBUILDER_ASSETS` names.
package final class ControlPlane: APIServer {
  package let url: String
  package let authority: Authority
  package let adminKubeconfig: String
  package let auditLog: String?
  private let run: Run
  private let kubectl: Kubectl
  private let etcd: ChildProcess
  private let controllerManager = Mutex<ChildProcess?>(nil)
  private let server: Mutex<ChildProcess>
  private let startServer: @Sendable () throws -> ChildProcess

  /// Starts everything on free ports and waits until the API server is ready.
  ///
  /// - Parameters:
  ///   - assets: the folder with the binaries.
  ///   - tokens: lines of a static token file: token, user, uid, quoted groups.
  package init(
    assets: String, tokens: [String], kubectl: Kubectl, loops: EventLoops, in run: Run
  ) async throws {
    self.run = run
    self.kubectl = kubectl
    let ports = try await FreePorts.pick(4, on: loops)
    let folder = try run.folder.folder("control-plane-\(ports[2])")
    url = "https://127.0.0.1:\(ports[2])"
    authority = try Authority("cluster-ca", in: folder)
    adminKubeconfig = try folder.write(
      Self.kubeconfig("admin", ["system:masters"], authority, url), to: "admin.kubeconfig")
    let managerKubeconfig = try folder.write(
      Self.kubeconfig("system:kube-controller-manager", [], authority, url),
      to: "manager.kubeconfig")
    try folder.write(tokens.joined(separator: "\n") + "\n", to: "tokens.csv")
    try folder.write(ControlPlaneFlags.auditPolicy, to: "audit-policy.yaml")
    auditLog = folder.file("audit.log")

    let files = ControlPlaneFiles(
      folder: folder, serving: try authority.server("kube-apiserver"),
      accounts: try authority.server("service-accounts"), authority: authority)
    let flags = ControlPlaneFlags(ports: ports, files: files)
    etcd = try ChildProcess("\(assets)/etcd", flags.etcd, in: run)
    startServer = { [run] in
      try ChildProcess("\(assets)/kube-apiserver", flags.apiServer, in: run)
    }
    server = Mutex(try startServer())
    try await waitUntilReady()
    let manager = flags.controllerManager(kubeconfig: managerKubeconfig)
    let process = try ChildProcess("\(assets)/kube-controller-manager", manager, in: run)
    controllerManager.withLock { $0 = process }
    let kubeconfig = adminKubeconfig
    // The account comes from the controller manager: it works once this is there.
    try await eventually("the default service account", within: .seconds(60)) {
      let words = ["-n", "default", "get", "serviceaccount", "default"]
      return try await kubectl(words, kubeconfig: kubeconfig, in: run).exitCode == 0
    }
  }

  /// A kubeconfig for a certificate of the cluster's authority.
  package static func kubeconfig(
    _ user: String, _ groups: [String], _ authority: Authority, _ server: String
  ) throws -> [UInt8] {
    let proof = try authority.client(user, groups: groups).proof
    return Kubeconfig(server: server, authority: authority.certificatePEM, proof: proof).bytes
  }

  package func stopAPIServer() async {
    let process = server.withLock { $0 }
    process.signal(9)
    _ = await process.exitCode()
  }

  package func stop() async {
    await stopAPIServer()
    for process in [controllerManager.withLock({ $0 }), etcd] {
      process?.signal(9)
      _ = await process?.exitCode()
    }
  }

  package func startAPIServer() async throws {
    let process = try startServer()
    server.withLock { $0 = process }
    try await waitUntilReady()
  }

  private func waitUntilReady() async throws {
    let process = server.withLock { $0 }
    do {
      try await eventually("kube-apiserver /readyz", within: .seconds(120)) {
        guard process.isRunning else { throw Timeout("kube-apiserver ended at its start") }
        let words = ["get", "--raw", "/readyz"]
        return try await kubectl(words, kubeconfig: adminKubeconfig, in: run).output == "ok"
      }
    } catch {
      throw Timeout("\(error)", String(process.errors.suffix(2000)))
    }
  }
}
