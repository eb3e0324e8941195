import Harness
import JSON
import Wire

/// An API server with `config/constrained-impersonation` and nothing wider, and the program before it
/// in that scope.
struct ConstrainedStage: TestedCluster {
  let run: Run
  let apiServer: any APIServer
  let proxy: ProxyProcess
  let proxyAuthority: Authority
  /// The kubeconfig of the program's own account.
  let program: String
  /// The service account that owns the tenant robots.
  static let robot = "system:serviceaccount:default:robot"

  /// - Parameter more: manifests that are applied as well.
  init(_ ground: Ground, more: [String] = []) async throws {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let (run, loops) = (try Run("bailiwick-constrained"), try EventLoops(count: 1))
    let apiServer = try await ground.start(
      tokens: [User.alice.tokenLine, User.mallory.tokenLine], kubectl: kubectl, loops: loops,
      in: run)
    let admin = apiServer.adminKubeconfig
    func apply(_ words: String...) async throws {
      let finished = try await kubectl(words, kubeconfig: admin, in: run)
      guard finished.exitCode == 0 else {
        throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
      }
    }
    let config = BuiltProgram.packageRoot + "/config"
    try await apply("apply", "-k", "\(config)/constrained-impersonation")
    for file in more { try await apply("apply", "-f", "\(config)/\(file)") }
    try await apply("wait", "--for=condition=Established", "crd/tenants.capsule.clastix.io")
    try await apply("apply", "-k", "\(config)/samples")
    try await apply(
      "apply", "--server-side", "--subresource=status", "-f", "\(config)/samples/tenants.yaml")

    let authority = apiServer.authority
    let proxyAuthority = try Authority("proxy-ca", in: run.folder)
    let preparation = Preparation(kubectl: kubectl, kubeconfig: admin, run: run)
    let account = Kubeconfig(
      server: apiServer.url, authority: authority.certificatePEM,
      proof: .token(try await preparation.programToken()))
    program = try run.folder.write(account.bytes, to: "program.kubeconfig")
    var flags = ProxyProcess.Flags(
      kubeconfig: program, certificate: try proxyAuthority.server("proxy"),
      clientAuthority: authority.certificateFile)
    flags.more = ["--impersonation=constrained", "--no-controllers"]
    self.run = run
    self.apiServer = apiServer
    self.proxyAuthority = proxyAuthority
    proxy = try await ProxyProcess(flags, in: run)
  }

  /// Makes the service account and its tenant with a namespace; returns its token.
  func addRobot() async throws -> String {
    try await admin("-n default create serviceaccount robot")
    try await create([
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": "robots"],
      "spec": [
        "owners": [
          [
            "kind": "ServiceAccount", "name": .string(Self.robot),
            "proxySettings": [["kind": "Nodes", "operations": ["List", "Update"]]],
          ]
        ], "nodeSelector": ["kubernetes.io/hostname": "capsule-gold-qwerty"],
      ],
    ])
    try await admin("create namespace robots-home")
    try await admin([
      "patch", "tenant", "robots", "--subresource=status", "--type=merge", "-p",
      #"{"status":{"namespaces":["robots-home"]}}"#,
    ])
    return String(try await admin("-n default create token robot").prefix { !$0.isNewline })
  }

  /// One kubectl command through the program.
  func kubectl(_ line: String, as proof: Kubeconfig.Proof) async throws -> Finished {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    return try await kubectl(
      line.split(separator: " ").map(String.init), kubeconfig: kubeconfig(with: proof, .proxy),
      in: run)
  }

  /// What `bailiwick check` says of the program's account, which has the rights of controllers too.
  func check(_ words: String...) async throws -> Finished {
    try await run.run(
      BuiltProgram.bailiwick,
      ["check", "--kubeconfig", program] + words)
  }

  func stop() async {
    await proxy.process.stop()
    await apiServer.stop()
  }
}
