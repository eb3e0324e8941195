internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership

/// Decides what namespaces are to one tenant.
///
/// A namespace is the tenant's if its label names the tenant and an owner reference has the tenant's
/// uid; the label alone could be anybody's doing. It is given to the tenant by an administrator, in an
/// annotation, or in the tenant's status beside the label, which only administrators write.
struct NamespaceJudge {
  /// The tenant's name.
  let tenant: String
  /// The tenant's uid.
  let uid: String
  /// The namespaces that the tenant's status names.
  let named: Set<String>
  /// Whether a namespace of this name may be nobody's.
  let isProtected: (String) -> Bool
  /// Whether there is a tenant of this name and uid.
  let isTenant: (_ name: String, _ uid: String) -> Bool

  /// What the namespace is to the tenant.
  func standing(of namespace: APIObject) -> NamespaceStanding {
    let (metadata, name) = (namespace.metadata, namespace.key.name)
    let label = metadata.labels[OwnershipIndex.tenantLabel]
    let isLabelled = label == tenant
    let isOwned = metadata.ownerReferences.contains { $0.uid == uid && $0.isTenant }
    let isAdopted = metadata.annotations[Claimant.adoption] == "Tenant/\(tenant)"
    let isGiven = isAdopted || isLabelled && named.contains(name)
    guard isOwned || isGiven else {
      return isLabelled && !metadata.isTerminating
        ? .foreign(.unproven(name, tenant: tenant)) : .unrelated
    }
    if metadata.isTerminating { return isLabelled && isOwned ? .leaving : .unrelated }
    let others = metadata.ownerReferences.filter {
      $0.uid != uid && $0.isTenant && isTenant($0.name, $0.uid)
    }
    // Another one's by the same two marks, whatever else it has.
    if !isAdopted, !isLabelled, others.contains(where: { $0.name == label }) { return .unrelated }
    if isProtected(name) {
      return .foreign(
        TenantProblem(
          .namespaceForbidden,
          "the namespace \(name) is protected and can be no tenant's: take the tenant's label, owner "
            + "reference and the annotation \(Claimant.adoption) off it"))
    }
    if let other = holder(of: metadata, but: isLabelled && isOwned ? [] : others, isOwned: isOwned)
    {
      return .foreign(
        TenantProblem(.namespaceTaken, "the namespace \(name) belongs to \(other)"))
    }
    let isInOrder = isLabelled && isOwned && !isAdopted
    return isInOrder ? .own : .toMark(marks(on: namespace, isOwned: isOwned, isAdopted: isAdopted))
  }

  /// Who has the namespace already, if anybody does who is not the tenant.
  private func holder(
    of metadata: ObjectMeta, but others: [OwnerReference], isOwned: Bool
  ) -> String? {
    if metadata.labels[Claimant.label] != nil || metadata.annotations[Claimant.annotation] != nil {
      return Claimant(of: metadata)?.description ?? "somebody else, by the label \(Claimant.label)"
    }
    if let other = others.first { return "Tenant \(other.name)" }
    // There can be one controller only.
    let controller = metadata.ownerReferences.first { $0.controller && $0.uid != uid }
    return isOwned ? nil : controller.map { "\($0.kind) \($0.name)" }
  }

  private func marks(on namespace: APIObject, isOwned: Bool, isAdopted: Bool) -> JSONValue {
    var metadata: JSONValue = ["labels": [OwnershipIndex.tenantLabel: .string(tenant)]]
    if !isOwned {
      let references = namespace.json["metadata", "ownerReferences"]?.array ?? []
      metadata["ownerReferences"] = .array(references + [Self.reference(to: tenant, uid: uid)])
    }
    if isAdopted { metadata["annotations"] = [Claimant.adoption: .null] }
    return ["metadata": metadata]
  }

  /// The reference by which a namespace is a tenant's, and goes when the tenant goes.
  private static func reference(to tenant: String, uid: String) -> JSONValue {
    [
      "apiVersion": .string(APIResource.tenants.apiVersion),
      "kind": .string(APIResource.tenants.kind), "name": .string(tenant), "uid": .string(uid),
      "controller": true, "blockOwnerDeletion": true,
    ]
  }
}
