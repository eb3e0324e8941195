internal import Kubernetes
internal import Logging
package import Metrics

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

  /// What says whose namespaces are, which callers are shown by: everything else concerns the
  /// controllers alone, and they wait for it by themselves.
  private var claims: [Informer] { systems.flatMap { $0.claims.map(\.informer) } }

  /// The resources that say whose namespaces are and were not listed yet.
  package var missingClaims: [String] {
    claims.filter { !$0.store.isSynced }.map(\.collection.description)
  }

  /// Those of them of which the API server was not heard for so long.
  package func staleClaims(after silence: Duration) -> [String] {
    let now = context.pace.now()
    return claims.filter { $0.store.isSynced && !$0.store.isFresh(now: now, within: silence) }
      .map(\.collection.description)
  }

  /// Whether tenants are kept here, as far as is known.
  package var keepsTenants: Bool {
    systems.contains { system in
      guard let tenants = system as? TenantSystem, tenants.isKeeping else { return false }
      return ([context.namespaces] + tenants.informers).allSatisfy(\.store.isSynced)
    }
  }

  /// Tells what they did.
  package func collect(into samples: inout MetricSamples) {
    context.metrics.collect(systems.map(\.name), into: &samples)
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
