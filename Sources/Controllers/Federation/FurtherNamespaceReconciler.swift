internal import JSON
internal import Kubernetes

/// Keeps of each ClusterNS its namespace, and that the cluster may work there.
struct FurtherNamespaceReconciler: Reconciler {
  let name = "federation-namespaces"
  let federation: Federation

  func reconcile(_ key: ObjectKey) async throws(APIError) -> Outcome {
    guard federation.further.isServed, let found = federation.further[key] else { return .done }
    let object = FederatedObject(.furtherNamespace, found)
    do throws(APIError) {
      return object.isTerminating ? try await remove(object) : try await keep(object)
    } catch {
      return try await federation.settle(error, of: object)
    }
  }

  private func keep(_ found: FederatedObject) async throws(APIError) -> Outcome {
    guard federation.clusters.isServed else { return .done }
    guard let holding = try await federation.cluster(in: found.key.namespace) else {
      try await federation.report(
        .notFederated(found.key.namespace), ["serviceAccount": .null], of: found)
      return .done
    }
    let object = try await adopt(federation.keep(found, true), for: holding.account)
    let outcome = try await federation.claims.claim(
      object.name, for: object.claimant,
      uid: try await federation.provenUID(of: object, object.name, for: holding.account))
    switch outcome {
    case .refused(let refusal):
      try await federation.report(.refused(refusal), ["serviceAccount": .null], of: object)
      return .done
    case .terminating:
      try await federation.report(.namespaceTerminating(object.name), of: object)
      return .again(after: .seconds(1))
    case .held(let namespace):
      let binding = ObjectKey(namespace: object.name, name: object.name)
      try await federation.bind(
        FederationObjects.roleBinding(binding, for: holding.account), of: .roleBindings,
        over: federation.bindings[binding])
      let filled = try await federation.fill(object, with: object.name)
      let synced = try await federation.report(
        .synced,
        [
          "namespace": .string(object.name), "namespaceUID": .string(namespace.uid),
          "serviceAccount": .string(holding.account.name),
        ], of: filled)
      if object.serviceAccount == nil {
        await federation.tell(.normal, "Synced", "ClusterNS synced successfully", of: synced)
      }
      return .done
    }
  }

  /// Takes over the namespace that a controller before this one made for the object.
  private func adopt(
    _ object: FederatedObject, for account: ObjectKey
  ) async throws(APIError) -> FederatedObject {
    guard object.namespaceUID == nil, (object.formerNamespace ?? object.name) == object.name,
      federation.namespaces[ObjectKey(name: object.name)] != nil,
      let former = try await federation.former(of: object, object.name, for: account)
    else { return object }
    return try await federation.record(former, in: object)
  }

  /// Takes the namespace of an object that is being deleted away; also when the cluster is gone.
  private func remove(_ object: FederatedObject) async throws(APIError) -> Outcome {
    guard object.isKept else { return .done }
    if try await !federation.isUninstalled(.furtherNamespace) {
      if let namespace = federation.namespaces[ObjectKey(name: object.name)],
        NamespaceClaims.isHeld(namespace, by: object.claimant)
      {
        for binding in federation.bindingsByNamespace[object.name] {
          try await federation.writer.delete(binding, of: .roleBindings)
        }
      }
      if try await !federation.claims.delete(object.name, of: object.claimant) {
        try await federation.report(.terminating([object.name]), of: object)
        return .again(after: .seconds(2))
      }
    }
    _ = try await federation.keep(object, false)
    return .done
  }
}
