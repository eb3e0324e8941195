package import Kubernetes
internal import Logging

/// Federated clusters, their namespaces and accounts.
package struct FederationSystem: ControlledSystem {
  package let name = ControllerName.federation
  private let context: ControllerContext
  private let federation: Federation
  private let clusters: Controller<ClusterReconciler>
  private let further: Controller<FurtherNamespaceReconciler>
  private let unwanted: Controller<UnwantedBindings>

  /// The system in a context.
  package init(_ context: ControllerContext) {
    self.context = context
    federation = Federation(context)
    clusters = Controller(ClusterReconciler(federation: federation))
    further = Controller(FurtherNamespaceReconciler(federation: federation))
    unwanted = Controller(UnwantedBindings(federation: federation))
    follow()
  }

  package var informers: [Informer] {
    [
      federation.clusters, federation.further, federation.accounts, federation.bindings,
      federation.globalBindings,
    ]
  }

  package var claims: [ClaimSource] {
    [
      ClaimSource(federation.clusters, kind: FederatedObject.Kind.cluster.rawValue) {
        FederatedObject(.cluster, $0).claim
      },
      ClaimSource(federation.further, kind: FederatedObject.Kind.furtherNamespace.rawValue) {
        FederatedObject(.furtherNamespace, $0).claim
      },
    ]
  }

  package func run() async {
    guard await importFormer() else { return }
    await withDiscardingTaskGroup { group in
      group.addTask { await run(clusters, context) }
      group.addTask { await run(further, context) }
      group.addTask { await run(unwanted, context) }
    }
  }

  /// Imports before anything is reconciled, so that nothing imported is given a namespace twice; false
  /// when that was given up.
  private func importFormer() async -> Bool {
    var backoff = Backoff()
    let former = FormerGroup(federation: federation, logger: context.logger)
    while true {
      do throws(APIError) {
        try await former.importAll()
        return true
      } catch {
        if error == .cancelled { return false }
        context.logger.warning(
          "importing objects of nrp-nautilus.io failed; trying again",
          metadata: ["reason": "\(error)"])
      }
      let wait = backoff.next(now: context.pace.now(), spread: context.pace.random())
      do throws(CancellationError) { try await context.pace.sleep(wait) } catch { return false }
    }
  }

  /// Has what changes looked at.
  private func follow() {
    federation.clusters.index(by: { [$0.key.name] }, changed: { clusters.add($0) })
    federation.clusters.index(
      by: { FederatedObject(.cluster, $0).namespace.map { [$0] } ?? [] },
      changed: { lookIntoClusters(in: $0) })
    federation.clusters.index(
      by: { [ObjectKey(name: FederationObjects.globalBinding(of: $0.key.name))] },
      changed: { unwanted.add($0) })
    federation.further.index(by: { [$0.key] }, changed: { further.add($0) })
    federation.further.index(by: { [$0.key.name] }, changed: { look(into: $0) })
    // A cluster that is being deleted waits for those in its namespace.
    federation.further.index(by: { [$0.key.namespace] }, changed: { look(into: $0) })
    federation.namespaces.index(by: { [$0.key.name] }, changed: { lookIntoClusters(in: $0) })
    federation.accounts.index(by: { [$0.key.namespace] }, changed: { look(into: $0) })
    federation.bindings.index(by: { [$0.key.namespace] }, changed: { look(into: $0) })
    federation.globalBindings.index(
      by: { [$0.key] },
      changed: { keys in
        unwanted.add(keys)
        clusters.add(keys.compactMap { FederationObjects.cluster(ofGlobalBinding: $0.name) })
      })
  }

  /// Looks at everything that is about these namespaces.
  private func look(into namespaces: Set<String>) {
    for namespace in namespaces {
      clusters.add(federation.clustersByNamespace[namespace].map(\.key.name))
      further.add(federation.furtherByName[namespace].map(\.key))
      unwanted.add(federation.bindingsByNamespace[namespace].map(\.key))
    }
  }

  /// The same, and at what stands or falls with the clusters whose primary namespaces they are.
  private func lookIntoClusters(in namespaces: Set<String>) {
    look(into: namespaces)
    for namespace in namespaces {
      let inside = federation.furtherByParent[namespace].map(\.key)
      further.add(inside)
      look(into: Set(inside.map(\.name)))
    }
  }
}
