package import JSON
package import Kubernetes
internal import KubernetesAPI
package import Ownership

/// That a user may work in a namespace, as an OwnedNamespace says it.
package struct OwnedNamespace: Seniority, Sendable {
  package let object: APIObject
  /// The user's id.
  package let ownerID: String
  /// The namespace.
  package let namespace: String
  /// The cluster role that the user is bound to.
  package let clusterRole: String
  /// The hard limits in the namespace; empty for none.
  package let quota: JSONObject

  /// Reads an object; what is missing is as it usually is.
  package init(_ object: APIObject) {
    self.object = object
    let spec = object.json["spec"]
    ownerID = spec?["ownerID"]?.string ?? ""
    namespace = spec?["namespace"]?.string ?? ""
    clusterRole = spec?["clusterRole"]?.string ?? Dispatch.defaultRole
    quota = spec?["quota"]?.object ?? JSONObject()
  }

  /// What it is about.
  package var key: GrantKey {
    GrantKey(account: Dispatch.account(of: ownerID), namespace: namespace)
  }

  /// Whether it was made for a DispatchUser, and goes when none asks for it.
  ///
  /// Either mark will do, so that one who takes the label off does not keep the access.
  package var isDerived: Bool {
    Dispatch.isOurs(object) || object.metadata.annotations[Dispatch.userAnnotation] != nil
  }

  /// Whether it gives the same as another.
  package func givesTheSame(as other: OwnedNamespace) -> Bool {
    clusterRole == other.clusterRole && quota == other.quota
  }

  /// The uid of the namespace that it gave access to.
  package var namespaceUID: String? { object.json["status", "namespaceUID"]?.string }

  /// What was found of the spec that it has now; pending if nothing was yet.
  package var verdict: Verdict {
    guard let ready = Verdict.condition(of: object),
      ready["observedGeneration"]?.int == object.generation,
      let reason = ready["reason"]?.string.flatMap(DispatchReason.init(rawValue:))
    else { return .pending }
    return Verdict(reason, ready["message"]?.string ?? "")
  }

  /// That the namespace is the user's, once it was given and until it is taken back; a change of the
  /// role does not take it back.
  package var claim: NamespaceClaim? {
    guard !isLeaving, let namespaceUID,
      Verdict.condition(of: object)?["status"]?.string == "True"
    else { return nil }
    return NamespaceClaim(
      principal: .serviceAccount(namespace: Dispatch.namespace, name: key.account),
      namespace: namespace, uid: namespaceUID)
  }
}
