import Foundation
import Harness
import Wire

/// The control plane and the proxy that all scenarios of a run share.
///
/// The first scenario that asks starts them, the others wait for the same start, and the watchdog
/// ends them when the run is over. Scenarios change only objects they made themselves, so they may
/// run at the same time.
struct Cluster: Sendable {
  /// The folder of the control plane's binaries.
  static let assets = ProcessInfo.processInfo.environment["KUBEBUILDER_ASSETS"]

  /// Which way a request goes.
  enum Way: Sendable {
    case proxy, direct
  }

  let run: Run
  let loops: EventLoops
  let controlPlane: ControlPlane
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
    private var starting: Task<Cluster, any Error>?

    func cluster() async throws -> Cluster {
      // A task of its own, because the test that comes first may be cancelled by its time limit.
      let task = starting ?? Task { try await Cluster() }
      starting = task
      return try await task.value
    }
  }

  private static let shared = Shared()

  /// The cluster of this run, started when it is first asked for.
  static func ready() async throws -> Cluster { try await shared.cluster() }

  private init() async throws {
    guard let assets = Self.assets, let kubectl = Kubectl.all.last else {
      throw Timeout("KUBEBUILDER_ASSETS is not set, or there is no kubectl (make deps)")
    }
    run = try Run("bailiwick-e2e")
    loops = try EventLoops(count: 1)
    controlPlane = try await ControlPlane(
      assets: assets, tokens: User.allCases.map(\.tokenLine), kubectl: kubectl, loops: loops,
      in: run)
    let preparation = Preparation(
      kubectl: kubectl, kubeconfig: controlPlane.adminKubeconfig, run: run)
    try await preparation.run()

    let authority = controlPlane.authority
    certificates = Dictionary(
      uniqueKeysWithValues: try User.allCases.map { user in
        (user, try authority.client(user.rawValue, groups: user.groups))
      })
    proxyAuthority = try Authority("proxy-ca", in: run.folder)
    proxyCertificate = try proxyAuthority.server("proxy")
    programKubeconfig = try run.folder.write(
      Kubeconfig(
        server: controlPlane.url, authority: controlPlane.authority.certificatePEM,
        proof: .token(try await preparation.programToken())
      ).bytes, to: "program.kubeconfig")
    flags = ProxyProcess.Flags(
      kubeconfig: programKubeconfig, certificate: proxyCertificate,
      clientAuthority: controlPlane.authority.certificateFile)
    proxy = try await ProxyProcess(flags, in: run)
  }
}
