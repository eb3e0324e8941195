internal import JSON
internal import Kubernetes
internal import KubernetesAPI

/// Keeps of each tenant the marks and the role bindings of its namespaces, and its status.
struct TenantReconciler: Reconciler {
  let name = "tenants"
  let tenants: Tenants

  /// How long until what the API server refused is tried again: nothing tells that it would not be
  /// refused any more.
  private static let patience = Duration.seconds(30)

  func reconcile(_ name: String) async throws(APIError) -> Outcome {
    if tenants.capsule.isRunning { return .done }
    // What is not served is not known to be gone.
    guard tenants.informer.isServed else { return .again(after: Self.patience) }
    guard let tenant = tenants[name] else {
      try await removeBindings(of: name) { _ in false }
      return .done
    }
    // Its namespaces go with it, and the role bindings with them.
    if tenant.metadata.isTerminating { return .done }
    var (problems, own, leaving) = try await namespaces(of: tenant)
    let wanted = TenantRoleBindings(tenant.json)
    problems.formUnion(wanted.problems.map { TenantProblem(.specInvalid, $0) })
    let bindings = own.flatMap { wanted.desired(in: $0) }
    let keys = Set(bindings.compactMap(ObjectKey.init(of:)))
    // Before anything is given: what fails there keeps nothing from being taken away.
    try await removeBindings(of: tenant.key.name, but: keys.contains)
    let refusals = try await keepBindings(bindings)
    problems.formUnion(refusals)
    try await report(
      TenantStatus(tenant: tenant, namespaces: own + leaving, problems: problems))
    return refusals.isEmpty ? .done : .again(after: Self.patience)
  }

  /// The names of the namespaces that are the tenant's, now that each has its marks.
  private func namespaces(
    of tenant: APIObject
  ) async throws(APIError) -> (problems: Set<TenantProblem>, own: [String], leaving: [String]) {
    let tenants = tenants
    let judge = NamespaceJudge(
      tenant: tenant.key.name, uid: tenant.uid, named: Set(Tenants.namespaces(of: tenant)),
      isProtected: tenants.settings.isProtected, isTenant: { tenants[$0]?.uid == $1 })
    var (problems, own, leaving): (Set<TenantProblem>, [String], [String]) = ([], [], [])
    for namespace in tenants.candidates(of: tenant) {
      switch judge.standing(of: namespace) {
      case .own: own.append(namespace.key.name)
      case .leaving: leaving.append(namespace.key.name)
      case .toMark(let marks):
        do throws(APIError) {
          try await tenants.writer.merge(marks, into: namespace, of: .namespaces)
          own.append(namespace.key.name)
        } catch .refused(let refusal) where refusal.code == 403 || refusal.code == 422 {
          problems.insert(
            TenantProblem(
              .namespaceForbidden,
              "the namespace \(namespace.key.name) cannot be marked as the tenant's: "
                + refusal.message))
        } catch {
          throw error
        }
      case .foreign(let problem): problems.insert(problem)
      case .unrelated: break
      }
    }
    return (problems, own, leaving)
  }

  /// Writes the status, and tells of what is new in it.
  private func report(_ status: TenantStatus) async throws(APIError) {
    let (writer, tenant, ready) = (tenants.writer, status.tenant, status.ready)
    let known = tenant.json["status", "conditions"]?.array?.first {
      $0["type"]?.string == ready.type
    }
    try await writer.setStatus(status.fields, conditions: [ready], of: tenant, .tenants)
    if ready.message != known?["message"]?.string, !status.isInOrder {
      await writer.tell(
        .warning, ready.reason, ready.message, of: tenant, .tenants, as: writer.manager)
    }
    for name in Tenants.namespaces(of: tenant) where !status.namespaces.contains(name) {
      guard let namespace = tenants.namespaces[ObjectKey(name: name)],
        !namespace.metadata.isTerminating
      else { continue }
      await writer.tell(
        .normal, "NamespaceReleased",
        "the namespace \(name) is not the tenant's any more, by its label and ownerReferences",
        of: tenant, .tenants, as: writer.manager)
    }
  }
}
