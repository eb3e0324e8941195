import Harness
import JSON
import Synchronization
import Wire

/// An API server with `config/default`, and the program with its controllers before it.
///
/// Scenarios of one system share one, and change only what they made themselves; one that stops the
/// program, or counts everything that is written, starts its own and ends it.
final class ControllerStage: TestedCluster {
  let ground: Ground
  let run: Run
  let loops: EventLoops
  let apiServer: any APIServer
  let proxyAuthority: Authority
  /// How the program is started.
  let flags: ProxyProcess.Flags
  /// Asks the API server as an administrator, without a kubectl.
  let asker: HTTPAsker
  private let running: Mutex<ProxyProcess>

  private actor Shared {
    private struct Key: Hashable {
      let ground: Ground
      let controllers: String
    }

    private var starting: [Key: Task<ControllerStage, any Error>] = [:]

    func stage(_ ground: Ground, _ controllers: String) async throws -> ControllerStage {
      let key = Key(ground: ground, controllers: controllers)
      // A task of its own, because the test that comes first may be cancelled by its time limit.
      let task =
        starting[key] ?? Task { try await ControllerStage(ground, controllers: controllers) }
      starting[key] = task
      return try await task.value
    }
  }

  private static let shared = Shared()

  /// The stage of these controllers on a ground, started when it is first asked for.
  static func ready(_ ground: Ground, controllers: String) async throws -> ControllerStage {
    try await shared.stage(ground, controllers)
  }

  /// Starts everything, for one scenario alone.
  ///
  /// - Parameters:
  ///   - ground: What it stands on.
  ///   - controllers: The value of `--controllers`.
  ///   - more: More flags of `serve`.
  init(_ ground: Ground, controllers: String, more: [String] = []) async throws {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let (run, loops) = (try Run("bailiwick-controllers"), try EventLoops(count: 1))
    let apiServer = try await ground.start(
      tokens: User.allCases.map(\.tokenLine), kubectl: kubectl, loops: loops, in: run)
    let preparation = Preparation(
      kubectl: kubectl, kubeconfig: apiServer.adminKubeconfig, run: run)
    try await preparation.installProgram()

    let authority = apiServer.authority
    let proxyAuthority = try Authority("proxy-ca", in: run.folder)
    let kubeconfig = Kubeconfig(
      server: apiServer.url, authority: authority.certificatePEM,
      proof: .token(try await preparation.programToken()))
    var flags = ProxyProcess.Flags(
      kubeconfig: try run.folder.write(kubeconfig.bytes, to: "program.kubeconfig"),
      certificate: try proxyAuthority.server("proxy"), clientAuthority: authority.certificateFile)
    flags.more = ["--controllers=\(controllers)"] + more
    self.ground = ground
    self.run = run
    self.loops = loops
    self.apiServer = apiServer
    self.proxyAuthority = proxyAuthority
    self.flags = flags
    asker = try HTTPAsker(
      url: apiServer.url,
      tls: authority.clientContext(authority.client("admin", groups: ["system:masters"])),
      loops: loops)
    running = Mutex(try await ProxyProcess(flags, in: run))
  }

  /// The program, as it was started last.
  var proxy: ProxyProcess { running.withLock { $0 } }

  /// Ends the program, in good order or as a machine that loses power does.
  func stopProgram(killing: Bool = false) async {
    let process = proxy.process
    if killing { process.signal(9) }
    await process.stop()
  }

  /// Starts the program again, at another address.
  func startProgram() async throws {
    let started = try await ProxyProcess(flags, in: run)
    running.withLock { $0 = started }
  }

  /// Ends everything; only for a stage of one scenario.
  func end() async {
    await stopProgram()
    await apiServer.stop()
  }
}
