internal import Kubernetes

extension GrantReconciler {
  /// Gives an account what an OwnedNamespace says: the namespace itself, its limits and then the role.
  ///
  /// - Parameters:
  ///   - owned: What is given.
  ///   - home: The namespace of Dispatch, whose namespaces they are: all who may write there are one
  ///     source, and their users may share a namespace.
  func give(_ owned: OwnedNamespace, _ home: APIObject) async throws(APIError) -> Grant {
    let claimant = Claimant(
      kind: APIResource.dispatchUsers.kind, name: Dispatch.namespace, uid: home.uid)
    // A status is no proof, for others may write it; that the role binding is there is one, for the
    // program or somebody with the namespace in their hands made it.
    let isProven = !records.bindings(of: owned.key).isEmpty
    let namespace: APIObject
    do throws(APIError) {
      switch try await claims.claim(
        owned.namespace, for: claimant, uid: isProven ? owned.namespaceUID : nil)
      {
      case .held(let held): namespace = held
      case .refused(let refusal): return Grant(Verdict(refusal), isLost: true)
      case .terminating:
        return Grant(
          Verdict(
            .namespaceTerminating,
            "the namespace \(owned.namespace) is being deleted; it is made again when it is gone"),
          isLost: true)
      }
    } catch .refused(let refusal) where refusal.isFinal {
      return Grant(
        Verdict(
          .namespaceForbidden,
          "the API server does not let the program have the namespace \(owned.namespace): "
            + refusal.message))
    } catch {
      throw error
    }
    let obstacle = try await limit(owned)
    if let obstacle { return Grant(obstacle, in: namespace) }
    return Grant(try await bind(owned), in: namespace)
  }

  /// Keeps the quota; returns why there is none that should be.
  private func limit(_ owned: OwnedNamespace) async throws(APIError) -> Verdict? {
    let plan = QuotaPlan(owned, made: records.quotas(of: owned.key))
    for quota in plan.surplus { try await writer.delete(quota, of: .resourceQuotas) }
    guard plan.isWanted else { return nil }
    do throws(APIError) {
      var known = plan.current
      if known == nil {
        switch try await writer.create(
          under: plan.names, of: .resourceQuotas, plan.object, isOurs: plan.isOurs)
        {
        case .made: return nil
        case .found(let found): known = found
        case .leaving: return .pending
        case .taken: return Self.taken("resource quota", plan.names, owned)
        }
      }
      if let known, let patch = plan.patch(of: known) {
        try await writer.merge(patch, into: known, of: .resourceQuotas)
      }
      return nil
    } catch .refused(let refusal) where refusal.isFinal {
      return Verdict(.quotaRefused, "the API server refuses the quota: \(refusal.message)")
    } catch {
      throw error
    }
  }

  /// Keeps the role binding.
  private func bind(_ owned: OwnedNamespace) async throws(APIError) -> Verdict {
    let plan = BindingPlan(owned, made: records.bindings(of: owned.key))
    for binding in plan.surplus { try await writer.delete(binding, of: .roleBindings) }
    do throws(APIError) {
      var known = plan.current
      if known == nil {
        var placement = try await make(plan)
        if case .found(let found) = placement, !plan.bindsRole(found) {
          try await writer.delete(found, of: .roleBindings)
          placement = try await make(plan)
        }
        switch placement {
        case .made: break
        case .found(let found) where !plan.bindsRole(found): return .pending
        case .found(let found): known = found
        case .leaving: return .pending
        case .taken: return Self.taken("role binding", plan.names, owned)
        }
      }
      if let known {
        try await writer.apply(plan.object(known.key.name), of: .roleBindings, over: known)
      }
    } catch .refused(let refusal) where refusal.code == 403 {
      return Verdict(
        .roleForbidden,
        "the program may not bind the cluster role \(owned.clusterRole); add it to "
          + "those that the cluster role bailiwick-controllers lets it bind")
    } catch .refused(let refusal) where refusal.isMissingRole {
      return Verdict(.roleForbidden, "there is no cluster role \(owned.clusterRole); create it")
    } catch {
      throw error
    }
    return Verdict(
      .granted,
      "the service account \(Dispatch.namespace)/\(owned.key.account) has the cluster role "
        + "\(owned.clusterRole) in the namespace \(owned.namespace)")
  }

  private func make(_ plan: BindingPlan) async throws(APIError) -> Placement {
    try await writer.create(
      under: plan.names, of: .roleBindings, plan.object, isOurs: plan.isOurs)
  }

  /// Takes away everything that the account has in the namespace.
  func revoke(_ key: GrantKey) async throws(APIError) {
    for binding in records.bindings(of: key) {
      try await writer.delete(binding, of: .roleBindings)
    }
    for quota in records.quotas(of: key) { try await writer.delete(quota, of: .resourceQuotas) }
  }

  /// Whether the account has nothing in the namespace; what there is still is taken away.
  ///
  /// It is asked anew, since what was made a moment ago may not have been heard of.
  func isSettled(_ key: GrantKey) async throws(APIError) -> Bool {
    var isSettled = true
    for resource in [APIResource.roleBindings, .resourceQuotas] where !key.namespace.isEmpty {
      for left in try await writer.fresh(resource, madeBy: .dispatch, in: key.namespace)
      where GrantKey(of: left) == key {
        try await writer.delete(left, of: resource)
        isSettled = false
      }
    }
    return isSettled
  }

  private static func taken(
    _ what: String, _ names: [String], _ owned: OwnedNamespace
  ) -> Verdict {
    Verdict(
      .nameTaken,
      "in the namespace \(owned.namespace) there is a \(what) of somebody else called "
        + "\(names.joined(separator: " and one called ")); delete it")
  }
}

extension APIError.Refusal {
  /// Whether the same request will not succeed until somebody changes something.
  fileprivate var isFinal: Bool { code == 403 || code == 422 }

  /// Whether the role to bind is not there.
  fileprivate var isMissingRole: Bool {
    code == 404 && message.contains("clusterroles.rbac.authorization.k8s.io")
  }
}
