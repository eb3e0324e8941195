import Kubernetes
import Logging
import Rights
import Wire

/// Asks the API server for everything that a report says.
struct CheckProcess: Sendable {
  private let flags: CheckCommand
  private let logger = LogFlags.logger(.text, LogThreshold(.warning))

  init(_ flags: CheckCommand) { self.flags = flags }

  func run() throws(StartError) -> CheckReport {
    let credentials = try ClusterCredentials(kubeconfig: flags.kubeconfig, logger: logger)
    var settings = ProxySettings()
    settings.groupPrefix = flags.groupPrefix
    settings.scope = flags.scope.impersonation
    if let namespace = flags.namespace ?? ClusterFiles.podNamespace {
      settings.namespace = namespace
    }
    settings.controllers = flags.controllers.settings(namespace: settings.namespace)
    settings.isSelfService = flags.controllers.letsMakeNamespaces
    let installation = Installation(settings)
    let runtime = try Runtime(logger: logger, stop: StopTimes(grace: .zero))
    return try runtime.answer { () async throws(StartError) in
      try await report(on: installation, credentials.access, loop: runtime.loop)
    }
  }

  private func report(
    on installation: Installation, _ followed: FollowedAccess, loop: EventLoop
  ) async throws(StartError) -> CheckReport {
    let (access, contexts) = (followed.access, followed.contexts)
    let pool = ClientPool(endpoint: access.endpoint, loop: loop) { contexts.own }
    defer { pool.close() }
    let client = APIClient(
      transport: PoolTransport(pool: pool), basePath: access.server.basePath,
      token: followed.token, version: Version.text, pace: .onLoop)
    do throws(APIError) {
      return try await Checks(client: client, installation: installation).report()
    } catch {
      throw StartError("\(access): \(error)")
    }
  }
}
