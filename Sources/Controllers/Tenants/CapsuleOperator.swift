internal import Kubernetes
internal import Logging
private import Synchronization

/// Capsule's own operator, which keeps the tenants where it runs.
///
/// It is known by its configuration, which it makes for itself and cannot work without.
final class CapsuleOperator: Sendable {
  /// Follow the configuration; none where nobody asks for it.
  let informers: [Informer]

  private let wasRunning = Mutex(false)

  /// - Parameter isMinded: Whether it matters; where somebody asked for our own controller by name, it
  ///   does not.
  init(isMinded: Bool) {
    informers = isMinded ? APIResource.capsuleConfigurations.map { Informer($0.collection()) } : []
  }

  /// Whether it runs, as far as is known.
  var isRunning: Bool { informers.contains { $0.store.count > 0 } }

  /// Has somebody told whenever it comes or goes, and tells the log.
  func onChange(_ logger: Logger, _ body: @escaping @Sendable () -> Void) {
    for informer in informers {
      informer.onChange { _ in
        let isRunning = self.isRunning
        let hasChanged = self.wasRunning.withLock { was in
          defer { was = isRunning }
          return was != isRunning
        }
        guard hasChanged else { return }
        let message: Logger.Message =
          isRunning
          ? """
          Capsule's operator runs: tenants are read and not kept; name them in --controllers to keep \
          them all the same
          """ : "Capsule's operator does not run any more: tenants are kept"
        logger.notice(message)
        body()
      }
    }
  }
}
