internal import Kubernetes
internal import KubernetesAPI

/// What a namespace was made for, and the cluster that works there.
struct FederatedHolding: Sendable {
  /// The Cluster or ClusterNS whose claim the namespace is.
  let object: FederatedObject
  /// The cluster: the same, or the one whose primary namespace the ClusterNS is in.
  let cluster: FederatedObject
  /// The cluster's primary namespace.
  let primary: String

  /// The cluster's service account.
  var account: ObjectKey {
    ObjectKey(namespace: primary, name: FederationObjects.serviceAccount(of: cluster.name))
  }
}

extension Federation {
  /// Finds an object, as it is followed or as it is now.
  typealias Read = (ObjectKey, APIResource) async throws(APIError) -> APIObject?

  /// What a namespace was made for; nil if it was not made for anything that exists.
  ///
  /// The marks of the namespace say it; of one that lost them a moment ago, the uid in a status.
  func holding(
    of namespace: String, _ read: Read
  ) async throws(APIError) -> FederatedHolding? {
    guard let found = try await read(ObjectKey(name: namespace), .namespaces),
      let claimant = Claimant(of: found.metadata) ?? recorded(found),
      let kind = FederatedObject.Kind(rawValue: claimant.kind)
    else { return nil }
    let key = ObjectKey(namespace: claimant.namespace, name: claimant.name)
    guard let object = try await read(key, kind.resource), object.uid == claimant.uid else {
      return nil
    }
    let holder = FederatedObject(kind, object)
    switch kind {
    case .cluster: return FederatedHolding(object: holder, cluster: holder, primary: namespace)
    case .furtherNamespace:
      guard let primary = try await read(ObjectKey(name: key.namespace), .namespaces),
        let owner = Claimant(of: primary.metadata) ?? recorded(primary),
        owner.kind == FederatedObject.Kind.cluster.rawValue,
        let cluster = try await read(ObjectKey(name: owner.name), .federatedClusters),
        cluster.uid == owner.uid
      else { return nil }
      return FederatedHolding(
        object: holder, cluster: FederatedObject(.cluster, cluster), primary: key.namespace)
    }
  }

  /// The cluster whose primary namespace this is, unless it is on its way out.
  func cluster(in namespace: String) async throws(APIError) -> FederatedHolding? {
    var found = try await holding(of: namespace) { key, resource in known(key, resource) }
    if found == nil {
      // What was made a moment ago may not be known yet.
      found = try await holding(of: namespace) { key, resource throws(APIError) in
        try await writer.fresh(key, of: resource)
      }
    }
    guard let found, found.object.kind == .cluster, !found.cluster.isTerminating else { return nil }
    return found
  }

  private func recorded(_ namespace: APIObject) -> Claimant? {
    let name = namespace.key.name
    let candidates =
      clustersByNamespace[name].map { FederatedObject(.cluster, $0) }
      + furtherByName[name].map { FederatedObject(.furtherNamespace, $0) }
    return candidates.first { $0.namespaceUID == namespace.uid }?.claimant
  }
}
