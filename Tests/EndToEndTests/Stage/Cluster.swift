import Harness
import Wire

/// The API server and the proxy that the scenarios of one kind share on a ground.
///
/// The first scenario that asks starts them, the others wait for the same start, and the watchdog
/// ends them when the run is over. Scenarios change only objects they made themselves, so they may
/// run at the same time.
struct Cluster: TestedCluster {
  /// Which way a request goes.
  enum Way: Sendable {
    case proxy, direct
  }

  /// What the scenarios do that share a cluster.
  enum Scenarios: Sendable, Hashable {
    /// They compare what is said to everybody, which must be the same twice in a row.
    case thatCompare
    /// They define kinds, make nodes and classes: what discovery and administrators' lists say.
    case thatChangeWhatIsShared
  }

  let run: Run
  let loops: EventLoops
  let apiServer: any APIServer
  let proxy: ProxyProcess
  /// How the shared proxy was started.
  let flags: ProxyProcess.Flags
  /// Vouches for the proxy.
  let proxyAuthority: Authority
  let proxyCertificate: Authority.Pair
  let certificates: [User: Authority.Pair]
  /// The program's own kubeconfig: the token of its service account.
  let programKubeconfig: String

  private actor Shared {
    private struct Key: Hashable {
      let ground: Ground
      let scenarios: Scenarios
    }

    private var starting: [Key: Task<Cluster, any Error>] = [:]

    func cluster(_ ground: Ground, for scenarios: Scenarios) async throws -> Cluster {
      let key = Key(ground: ground, scenarios: scenarios)
      // A task of its own, because the test that comes first may be cancelled by its time limit.
      let task = starting[key] ?? Task { try await Cluster(ground) }
      starting[key] = task
      return try await task.value
    }
  }

  private static let shared = Shared()

  /// The cluster of this run on a ground, started when it is first asked for.
  static func ready(
    _ ground: Ground = .sandbox, for scenarios: Scenarios = .thatCompare
  ) async throws -> Cluster {
    try await shared.cluster(ground, for: scenarios)
  }

  private init(_ ground: Ground) async throws {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    run = try Run("bailiwick-e2e")
    loops = try EventLoops(count: 1)
    apiServer = try await ground.start(
      tokens: User.allCases.map(\.tokenLine), kubectl: kubectl, loops: loops, in: run)
    let preparation = Preparation(
      kubectl: kubectl, kubeconfig: apiServer.adminKubeconfig, run: run)
    try await preparation.run()

    let authority = apiServer.authority
    certificates = Dictionary(
      uniqueKeysWithValues: try User.allCases.map { user in
        (user, try authority.client(user.rawValue, groups: user.groups))
      })
    proxyAuthority = try Authority("proxy-ca", in: run.folder)
    proxyCertificate = try proxyAuthority.server("proxy")
    programKubeconfig = try run.folder.write(
      Kubeconfig(
        server: apiServer.url, authority: authority.certificatePEM,
        proof: .token(try await preparation.programToken())
      ).bytes, to: "program.kubeconfig")
    var flags = ProxyProcess.Flags(
      kubeconfig: programKubeconfig, certificate: proxyCertificate,
      clientAuthority: authority.certificateFile)
    // The scenarios do the part of the tenants' operator themselves.
    flags.more = ["--no-controllers"]
    self.flags = flags
    proxy = try await ProxyProcess(flags, in: run)
  }
}
