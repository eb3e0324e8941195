import Kubernetes
import Logging
import Wire

/// How the API server is reached and who the program is there, as files and plugins have it now.
final class ClusterCredentials: Sendable {
  /// How often it is looked whether something changed.
  private static let pause = Duration.seconds(5)

  let access: FollowedAccess
  private let logger: Logger

  /// Finds the cluster as the environment and the flags say.
  init(kubeconfig: String?, context: String? = nil, logger: Logger) throws(StartError) {
    let discovery = AccessDiscovery(
      environment: ProcessEnvironment.variables, readFile: ClusterFiles.read)
    let plugins = PluginRunner(logger: logger)
    do throws(AccessError) {
      let found = try discovery.find(kubeconfig: kubeconfig, context: context)
      logger.info("API server", metadata: ["server": "\(found)"])
      if found.insecure {
        logger.warning(
          """
          insecure-skip-tls-verify: the API server's certificate is not verified, so anybody on the \
          way can be the API server; set certificate-authority in the kubeconfig instead
          """)
      }
      if case .plugin(let plugin)? = found.credential.token { try plugins.checkThatThere(plugin) }
      access = try FollowedAccess(
        found,
        read: { (path) async throws(FileFailure) in
          try await offload { () throws(FileFailure) in try ClusterFiles.read(path) }
        },
        run: { (plugin) async throws(PluginFailure) in try await plugins.run(plugin) }
      ) { (context) throws(AccessError) in
        try discovery.find(kubeconfig: kubeconfig, context: context)
      }
    } catch {
      throw StartError(error.description)
    }
    self.logger = logger
  }

  /// Follows files, and brings a plugin's next credential before the last one ends, until cancelled.
  func keep() async {
    while let loop = EventLoop.current {
      do throws(WireError) { try await loop.sleep(until: .after(Self.pause)) } catch { return }
      tell(await offload { self.access.look() })
      await access.token.renew(now: Pace.onLoop.now())
    }
  }

  /// Looks at once: the administrator says that something changed.
  func reload() async { tell(await offload { self.access.look() }) }

  private func tell(_ outcome: FollowedAccess.Outcome) {
    switch outcome {
    case .unchanged: return
    case .changed:
      logger.notice(
        """
        the credentials and authorities for the API server were read again: they count from now on, \
        open connections go on
        """, metadata: ["server": "\(access.access)"])
    case .failed(let reason):
      logger.error(
        """
        the credentials or authorities for the API server changed and cannot be used; those read \
        before stay in use: mend them, they are tried again every few seconds
        """, metadata: ["reason": "\(reason)"])
    }
  }
}
