import Harness
import JSON
import Wire

/// The program before the sandbox with its example, and clients of one loop.
struct CrowdStage {
  let run: Run
  let loops: EventLoops
  let apiServer: SandboxServer
  let proxy: ProxyProcess
  let kubectl: Kubectl
  /// How the program was started.
  let flags: ProxyProcess.Flags
  /// Presents alice's certificate, who owns three namespaces.
  let alice: TLSContext
  let endpoint: Endpoint

  /// - Parameter more: more flags of the program.
  init(in run: Run, more: [String] = []) async throws {
    guard let kubectl = Kubectl.all.last else { throw BenchmarkError("no kubectl: make deps") }
    _ = ResourceUsage.raiseOpenFileLimit()
    self.run = run
    self.kubectl = kubectl
    loops = try EventLoops(count: 1)
    apiServer = try await SandboxServer(tokens: [], loops: loops, in: run)
    let config = BuiltProgram.packageRoot + "/config"
    for words in [
      ["apply", "-k", config + "/default"], ["apply", "-k", config + "/samples"],
      [
        "apply", "--server-side", "--subresource=status", "-f", config + "/samples/tenants.yaml",
      ],
    ] {
      try await Self.admin(words, kubectl, apiServer, run)
    }
    let authority = apiServer.authority
    // The account of an administrator: what a real one may do is not the question here.
    let program = try authority.client("program", groups: ["system:masters"])
    let kubeconfig = try run.folder.write(
      Kubeconfig(
        server: apiServer.url, authority: authority.certificatePEM, proof: program.proof
      ).bytes, to: "program.kubeconfig")
    var flags = ProxyProcess.Flags(
      kubeconfig: kubeconfig, certificate: try authority.server("proxy"),
      clientAuthority: authority.certificateFile)
    flags.more = more
    self.flags = flags
    proxy = try await ProxyProcess(flags, in: run)
    guard let port = proxy.url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw BenchmarkError("no port in \(proxy.url)")
    }
    endpoint = Endpoint(host: "127.0.0.1", port: port)
    alice = try authority.clientContext(try authority.client("alice"))
  }

  /// A node with a kubelet, and on it a pod of alice's that is said to run.
  func addKubelet() async throws -> SilentKubelet {
    let kubelet = try await SilentKubelet(
      certificate: try apiServer.authority.server("kubelet"), on: loops)
    let file = try run.folder.write(
      """
      apiVersion: v1
      kind: Node
      metadata: {name: crowded}
      status:
        addresses: [{type: InternalIP, address: 127.0.0.1}]
        daemonEndpoints: {kubeletEndpoint: {Port: \(kubelet.port)}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: waiting, namespace: oil-production}
      spec:
        nodeName: crowded
        containers: [{name: main, image: none}]
      """, to: "kubelet.yaml")
    try await admin("create", "-f", file)
    try await admin(
      "-n", "oil-production", "patch", "pod", "waiting", "--subresource=status", "--type=merge",
      "-p", #"{"status":{"phase":"Running"}}"#)
    try await admin(
      "-n", "oil-production", "create", "rolebinding", "crowd", "--clusterrole=edit",
      "--user=alice")
    return kubelet
  }

  /// What the kernel says of the program.
  var process: ProcessTree { ProcessTree(id: proxy.process.id) }

  func stop() async {
    await proxy.process.stop()
    await apiServer.stop()
    loops.stop()
  }

  /// Runs kubectl as the administrator, past the proxy.
  func admin(_ words: String...) async throws {
    try await Self.admin(words, kubectl, apiServer, run)
  }

  private static func admin(
    _ words: [String], _ kubectl: Kubectl, _ apiServer: SandboxServer, _ run: Run
  ) async throws {
    let finished = try await kubectl(
      words, kubeconfig: apiServer.adminKubeconfig, within: .seconds(120), in: run)
    guard finished.exitCode == 0 else { throw BenchmarkError(finished.errors) }
  }
}
