internal import JSON
internal import Kubernetes

/// Keeps of each Cluster its primary namespace, the service account, and what that may do.
struct ClusterReconciler: Reconciler {
  let name = "federation-clusters"
  let federation: Federation

  func reconcile(_ name: String) async throws(APIError) -> Outcome {
    guard federation.clusters.isServed, let object = federation.clusters[ObjectKey(name: name)]
    else { return .done }
    let cluster = FederatedObject(.cluster, object)
    do throws(APIError) {
      return cluster.isTerminating ? try await remove(cluster) : try await keep(cluster)
    } catch {
      return try await federation.settle(error, of: cluster)
    }
  }

  private func keep(_ cluster: FederatedObject) async throws(APIError) -> Outcome {
    guard let cluster = try await choose(federation.keep(cluster, true)),
      let namespace = cluster.namespace
    else { return .again(after: .seconds(60)) }
    let account = ObjectKey(namespace: namespace, name: cluster.name)
    let outcome = try await federation.claims.claim(
      namespace, for: cluster.claimant,
      uid: try await federation.provenUID(of: cluster, namespace, for: account))
    switch outcome {
    case .refused(let refusal):
      try await federation.report(.refused(refusal), ["serviceAccount": .null], of: cluster)
      return .done
    case .terminating:
      try await federation.report(.namespaceTerminating(namespace), of: cluster)
      return .again(after: .seconds(1))
    case .held(let held):
      try await equip(cluster, in: held)
      return .done
    }
  }

  /// Sees to it that a name is chosen, once and for all; nil if there is none to be had.
  private func choose(_ cluster: FederatedObject) async throws(APIError) -> FederatedObject? {
    if cluster.namespace != nil { return cluster }
    if let former = try await federation.formerPrimary(of: cluster) {
      return try await federation.record(former, in: cluster)
    }
    let naming = federation.settings.conflictNaming
    let name = try await PrimaryName.choose(for: cluster.name, naming) { name throws(APIError) in
      try await isFree(name, for: cluster.claimant)
    }
    guard let name else {
      try await federation.report(.refused(.noName(of: cluster.name)), of: cluster)
      return nil
    }
    return try await federation.report(.creating(name), ["namespace": .string(name)], of: cluster)
  }

  private func isFree(_ name: String, for cluster: Claimant) async throws(APIError) -> Bool {
    let key = ObjectKey(name: name)
    // The store itself, for an index is filled a moment later.
    let clusters = federation.clusters.store.snapshot.values
    guard federation.claims.forbidden(name) == nil,
      clusters.allSatisfy({
        $0.uid == cluster.uid || FederatedObject(.cluster, $0).namespace != name
      })
    else { return false }
    if let known = federation.namespaces[key], !NamespaceClaims.isOpen(known, to: cluster) {
      return false
    }
    if let found = try await federation.writer.fresh(key, of: .namespaces),
      !NamespaceClaims.isOpen(found, to: cluster)
    {
      return false
    }
    return federation.choices.take(name, for: cluster) { other in
      federation.clusters[ObjectKey(name: other.name)]?.uid == other.uid
    }
  }

  /// Makes what a cluster has in its namespace.
  private func equip(
    _ cluster: FederatedObject, in namespace: APIObject
  ) async throws(APIError) {
    let (writer, primary) = (federation.writer, namespace.key.name)
    let account = ObjectKey(
      namespace: primary, name: FederationObjects.serviceAccount(of: cluster.name))
    try await writer.apply(
      FederationObjects.serviceAccount(account), of: .serviceAccounts,
      over: federation.accounts[account])
    let binding = ObjectKey(namespace: primary, name: cluster.name)
    try await federation.bind(
      FederationObjects.roleBinding(binding, for: account), of: .roleBindings,
      over: federation.bindings[binding])
    let global = ObjectKey(name: FederationObjects.globalBinding(of: cluster.name))
    if let role = federation.settings.federationGlobalRole {
      try await federation.bind(
        FederationObjects.clusterRoleBinding(global.name, to: role, for: account),
        of: .clusterRoleBindings, over: federation.globalBindings[global])
    } else if let unwanted = federation.globalBindings[global] {
      try await writer.delete(unwanted, of: .clusterRoleBindings)
    }
    let filled = try await federation.fill(cluster, with: primary)
    let synced = try await federation.report(
      .synced,
      [
        "namespace": .string(primary), "namespaceUID": .string(namespace.uid),
        "serviceAccount": .string(account.name),
      ], of: filled)
    if cluster.serviceAccount == nil {
      await federation.tell(.normal, "Synced", "Cluster synced successfully", of: synced)
    }
  }
}

extension ClaimRefusal {
  /// The refusal of a cluster for which every name is taken or protected.
  fileprivate static func noName(of cluster: String) -> ClaimRefusal {
    ClaimRefusal(
      .namespaceTaken,
      "the name \(cluster) and all numbered ones are taken or protected: give the Cluster another "
        + "name")
  }
}
