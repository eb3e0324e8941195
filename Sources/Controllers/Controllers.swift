internal import Kubernetes
internal import Logging

/// Everything that hands out namespaces and accounts, as one task of the program.
package struct Controllers: Sendable {
  private let context: ControllerContext
  private let systems: [any ControlledSystem]

  /// The systems that were selected.
  package init(_ context: ControllerContext) {
    self.context = context
    systems = ControllerName.allCases.filter(context.settings.selection.enabled.contains).map {
      name -> any ControlledSystem in
      switch name {
      case .tenants: TenantSystem(context)
      case .dispatch: DispatchSystem(context)
      case .federation: FederationSystem(context)
      }
    }
    for source in systems.flatMap(\.claims) { source.follow(context.claimed) }
  }

  /// Whether there is nothing to do at all.
  package var isEmpty: Bool { systems.isEmpty }

  private var informers: [Informer] { [context.namespaces] + systems.flatMap(\.informers) }

  /// Whether everything that is followed was listed once.
  package var isSynced: Bool { isEmpty || informers.allSatisfy(\.store.isSynced) }

  /// Whether tenants are kept here, as far as is known.
  package var keepsTenants: Bool {
    isSynced && systems.contains { ($0 as? TenantSystem)?.isKeeping ?? false }
  }

  /// Follows what the systems are about until the task is cancelled; on every replica.
  package func follow() async {
    guard !isEmpty else { return }
    let (client, pace, logger) = (context.client, context.pace, context.logger)
    await withDiscardingTaskGroup { group in
      for informer in informers {
        let name = informer.collection.description
        group.addTask {
          await informer.run(client: client, pace: pace) { report in
            switch report {
            case .listed(let count, _):
              logger.debug("listed", metadata: ["resource": "\(name)", "count": "\(count)"])
            case .absent: logger.debug("not served", metadata: ["resource": "\(name)"])
            case .failed(let error):
              logger.warning(
                "following a resource failed; trying again",
                metadata: ["resource": "\(name)", "reason": "\(error)"])
            case .unreadable(let key, let reason):
              logger.warning(
                "an object cannot be understood and counts as absent",
                metadata: ["resource": "\(name)", "name": "\(key)", "reason": "\(reason)"])
            }
          }
        }
      }
    }
  }

  /// Keeps the systems in order until the task is cancelled; only while this replica leads.
  package func reconcile() async {
    await withDiscardingTaskGroup { group in
      for system in systems {
        group.addTask {
          // What one of them cannot read keeps none of the others.
          for informer in [context.namespaces] + system.informers {
            do throws(CancellationError) {
              try await informer.store.waitUntilSynced()
            } catch { return }
          }
          await system.run()
        }
      }
    }
  }
}
