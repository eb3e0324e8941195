internal import JSON
package import Kubernetes
internal import KubernetesAPI

/// Keeps what one account has in one namespace: the claim, the quota, the role binding, and what its
/// OwnedNamespaces are told.
package struct GrantReconciler: Reconciler {
  package let name = "dispatch grants"
  let records: DispatchRecords
  let writer: ObjectWriter
  let claims: NamespaceClaims

  /// A reconciler of grants.
  package init(_ records: DispatchRecords, claims: NamespaceClaims, writer: ObjectWriter) {
    self.records = records
    self.claims = claims
    self.writer = writer
  }

  package func reconcile(_ key: GrantKey) async throws(APIError) -> Outcome {
    guard records.isServed else { return .again(after: .seconds(30)) }
    let known = records.owned(of: key)
    guard GrantPlan(known).leader != nil else {
      return try await end(key, GrantPlan(known).leaving)
    }
    guard let home = records.home else { return .again(after: .seconds(1)) }
    var held: [OwnedNamespace] = []
    for owned in known { held.append(try await self.held(owned)) }
    let plan = GrantPlan(held)
    guard let leader = plan.leader else { return .done }

    let grant = try await give(leader, home)
    if grant.isLost { try await revoke(key) }
    try await release(plan.leaving)
    for owned in plan.staying {
      let verdict = plan.verdict(on: owned, leader: grant.verdict)
      try await writer.publish(
        verdict, ["namespaceUID": grant.namespaceUID.map { .string($0) } ?? .null],
        of: owned.object, .ownedNamespaces)
    }
    return grant.verdict.reason.isPassing ? .again(after: .seconds(15)) : .done
  }

  /// The object with the finalizer on, before anything is made for it.
  private func held(_ owned: OwnedNamespace) async throws(APIError) -> OwnedNamespace {
    if owned.isLeaving || owned.ownerID.isEmpty { return owned }
    return OwnedNamespace(
      try await writer.setFinalizer(
        Dispatch.finalizer, isWanted: true, on: owned.object, of: .ownedNamespaces))
  }

  /// Takes away what nobody asks for any more, and lets go who asked for it.
  private func end(
    _ key: GrantKey, _ leaving: [OwnedNamespace]
  ) async throws(APIError) -> Outcome {
    try await revoke(key)
    let held = leaving.filter { $0.object.metadata.finalizers.contains(Dispatch.finalizer) }
    if held.isEmpty { return .done }
    guard try await isSettled(key) else { return .again(after: .seconds(1)) }
    try await release(held)
    return .done
  }

  private func release(_ leaving: [OwnedNamespace]) async throws(APIError) {
    for owned in leaving where owned.object.metadata.finalizers.contains(Dispatch.finalizer) {
      try await writer.setFinalizer(
        Dispatch.finalizer, isWanted: false, on: owned.object, of: .ownedNamespaces)
    }
  }
}
