internal import Kubernetes

extension ClusterReconciler {
  /// Takes everything of a cluster that is being deleted away: first what it may do, then its further
  /// namespaces, then its own.
  ///
  /// Who may do nothing any more makes no further namespaces meanwhile.
  func remove(_ cluster: FederatedObject) async throws(APIError) -> Outcome {
    guard cluster.isKept else { return .done }
    if let primary = cluster.namespace, try await !federation.isUninstalled(.cluster) {
      try await revoke(cluster, in: primary)
      let waiting = try await empty(cluster, primary)
      if !waiting.isEmpty {
        try await federation.report(.terminating(waiting), of: cluster)
        return .again(after: .seconds(2))
      }
    }
    _ = try await federation.keep(cluster, false)
    return .done
  }

  private func revoke(
    _ cluster: FederatedObject, in primary: String
  ) async throws(APIError) {
    let global = ObjectKey(name: FederationObjects.globalBinding(of: cluster.name))
    if let binding = federation.globalBindings[global] {
      try await federation.writer.delete(binding, of: .clusterRoleBindings)
    }
    guard let namespace = federation.namespaces[ObjectKey(name: primary)],
      NamespaceClaims.isHeld(namespace, by: cluster.claimant)
    else { return }
    for binding in federation.bindingsByNamespace[primary] {
      try await federation.writer.delete(binding, of: .roleBindings)
    }
  }

  /// Deletes what is in the way of a cluster's end, and returns the namespaces that are.
  private func empty(
    _ cluster: FederatedObject, _ primary: String
  ) async throws(APIError) -> [String] {
    let writer = federation.writer
    let key = ObjectKey(name: primary)
    guard let namespace = try await writer.fresh(key, of: .namespaces),
      NamespaceClaims.isHeld(namespace, by: cluster.claimant)
    else { return [] }
    // Who works there works no more, and makes no more further namespaces.
    let account = ObjectKey(
      namespace: primary, name: FederationObjects.serviceAccount(of: cluster.name))
    if let found = federation.accounts[account] {
      try await writer.delete(found, of: .serviceAccounts)
    }
    let inside = federation.furtherByParent[primary]
    for object in inside { try await writer.delete(object, of: .furtherNamespaces) }
    // What somebody else keeps goes with the namespace, or stays in it.
    let waiting = inside.filter { FederatedObject(.furtherNamespace, $0).isKept }
    if !waiting.isEmpty { return waiting.map(\.key.name).sorted() }
    return try await federation.claims.delete(primary, of: cluster.claimant) ? [] : [primary]
  }
}
