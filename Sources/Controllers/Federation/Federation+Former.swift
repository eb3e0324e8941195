internal import JSON
internal import Kubernetes
internal import KubernetesAPI

extension Federation {
  /// The namespace that a controller before this one made for an object; nil if there is none, or if
  /// it cannot be told from others'.
  ///
  /// - Parameters:
  ///   - object: The object, of this group or the one before.
  ///   - name: The namespace.
  ///   - account: The service account that works there.
  func former(
    of object: FederatedObject, _ name: String, for account: ObjectKey
  ) async throws(APIError) -> APIObject? {
    guard claims.forbidden(name) == nil,
      let namespace = try await writer.fresh(ObjectKey(name: name), of: .namespaces),
      Claimant(of: namespace.metadata) == nil
    else { return nil }
    let found = try await writer.fresh(account, of: .serviceAccounts)
    let bindings = try await writer.fresh(APIResource.roleBindings.collection(in: name))
    let claim = FormerClaim(object: object, account: account)
    return claim.holds(namespace, accounts: found.map { [$0] } ?? [], bindings: bindings)
      ? namespace : nil
  }

  /// The same of a Cluster: its primary namespace, with an account of the cluster's name.
  func formerPrimary(of cluster: FederatedObject) async throws(APIError) -> APIObject? {
    let name = cluster.formerNamespace ?? cluster.name
    return try await former(
      of: cluster, name, for: ObjectKey(namespace: name, name: cluster.name))
  }

  /// The uid by which a namespace that lost its marks, or never had them, is known to be the object's.
  ///
  /// A status is no proof, for others may write it. A binding of ours in the namespace is one, and so
  /// is what a controller before this one made there.
  func provenUID(
    of object: FederatedObject, _ name: String, for account: ObjectKey
  ) async throws(APIError) -> String? {
    guard let uid = object.namespaceUID else { return nil }
    if let known = namespaces[ObjectKey(name: name)],
      NamespaceClaims.isHeld(known, by: object.claimant)
    {
      return nil
    }
    if !bindingsByNamespace[name].isEmpty { return uid }
    return try await former(of: object, name, for: account)?.uid == uid ? uid : nil
  }

  /// Writes into a status that a namespace is the object's, by which it is claimed afterwards.
  func record(
    _ namespace: APIObject, in object: FederatedObject
  ) async throws(APIError) -> FederatedObject {
    try await report(
      .creating(namespace.key.name),
      ["namespace": .string(namespace.key.name), "namespaceUID": .string(namespace.uid)],
      of: object)
  }
}
