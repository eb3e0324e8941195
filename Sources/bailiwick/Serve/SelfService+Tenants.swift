import Controllers
import Kubernetes
import KubernetesAPI
import Logging
import Proxy
import Wire

extension SelfService {
  /// Self-service by what the program's own account does of it.
  ///
  /// - Parameter client: makes a client for the loop that the calling task runs on.
  init(
    _ settings: ControllerSettings, of controllers: Controllers,
    client: @escaping @Sendable () -> APIClient<PoolTransport>, logger: Logger
  ) {
    let namespaces = TenantNamespaces(client: client, pace: .onLoop, now: { SystemClock.now }) {
      logger.error("self-service", metadata: ["reason": "\($0)"])
    }
    self.init(
      grants: NamespaceGrants(
        reserve: { (name, tenant, asDryRun, judge) async throws(Status) in
          try await namespaces.reserve(name, for: tenant, asDryRun: asDryRun, judge: judge)
        },
        release: { await namespaces.release($0, of: $1) },
        bind: { await namespaces.bind($0, of: $1, for: $2) }),
      isProtected: settings.isProtected, isOn: { controllers.keepsTenants })
  }
}
