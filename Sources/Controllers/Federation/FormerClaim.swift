internal import JSON
internal import Kubernetes
internal import KubernetesAPI

/// Whether a namespace was made for an object by a controller before this one, which marked nothing.
///
/// That one also bound the role in namespaces that others had made, and deleted them later, so its
/// binding alone proves nothing: the namespace must be younger than the object too.
struct FormerClaim: Sendable {
  /// The object for which the namespace is said to have been made, of this group or the one before.
  let object: FederatedObject
  /// The service account that the role must be bound to.
  let account: ObjectKey

  /// Whether the namespace counts as the object's.
  ///
  /// - Parameters:
  ///   - namespace: The namespace as it is.
  ///   - accounts: The service accounts there.
  ///   - bindings: The role bindings there.
  func holds(_ namespace: APIObject, accounts: [APIObject], bindings: [APIObject]) -> Bool {
    let metadata = namespace.metadata
    guard !metadata.isTerminating, metadata.labels[Claimant.label] == nil,
      metadata.annotations[Claimant.annotation] == nil,
      !object.creation.isEmpty, namespace.creation >= object.creation
    else { return false }
    let hasAccount =
      account.namespace != namespace.key.name || accounts.contains { $0.key == account }
    return hasAccount && bindings.contains(where: isOfTheRole)
  }

  private func isOfTheRole(_ binding: APIObject) -> Bool {
    guard binding.json["roleRef", "kind"]?.string == "ClusterRole",
      binding.json["roleRef", "name"]?.string == FederationObjects.role,
      let subjects = binding.json["subjects"]?.array, subjects.count == 1,
      let subject = subjects.first
    else { return false }
    return subject["kind"]?.string == "ServiceAccount" && subject["name"]?.string == account.name
      && (subject["namespace"]?.string ?? binding.key.namespace) == account.namespace
  }
}
