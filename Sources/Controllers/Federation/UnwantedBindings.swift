internal import Kubernetes
internal import KubernetesAPI

/// Removes bindings that were made here and that nothing asks for any more.
struct UnwantedBindings: Reconciler {
  let name = "federation-bindings"
  let federation: Federation

  func reconcile(_ key: ObjectKey) async throws(APIError) -> Outcome {
    let isGlobal = key.namespace.isEmpty
    let informer = isGlobal ? federation.globalBindings : federation.bindings
    guard federation.clusters.isServed, federation.further.isServed, let binding = informer[key]
    else { return .done }
    if try await isWanted(key, { key, resource in federation.known(key, resource) }) {
      return .done
    }
    // What is followed may be a moment behind what asks for it.
    let isWanted = try await isWanted(key) { key, resource throws(APIError) in
      try await federation.writer.fresh(key, of: resource)
    }
    if isWanted { return .done }
    if try await federation.isUninstalled(.furtherNamespace) { return .done }
    try await federation.writer.delete(
      binding, of: isGlobal ? .clusterRoleBindings : .roleBindings)
    return .done
  }

  private func isWanted(
    _ key: ObjectKey, _ read: Federation.Read
  ) async throws(APIError) -> Bool {
    if !key.namespace.isEmpty {
      guard let holding = try await federation.holding(of: key.namespace, read) else {
        return false
      }
      return holding.object.name == key.name && !holding.object.isTerminating
    }
    guard federation.settings.federationGlobalRole != nil,
      let cluster = FederationObjects.cluster(ofGlobalBinding: key.name),
      let found = try await read(ObjectKey(name: cluster), .federatedClusters)
    else { return false }
    return !found.metadata.isTerminating
  }
}
