internal import JSON
internal import Kubernetes
internal import KubernetesAPI

extension TenantReconciler {
  /// How many requests are under way at one time for one tenant.
  private static var width: Int { 8 }

  /// Makes role bindings, or makes them right; returns what the API server would not have.
  func keepBindings(_ wanted: [JSONValue]) async throws(APIError) -> Set<TenantProblem> {
    let amiss = wanted.filter { binding in
      guard let key = ObjectKey(of: binding) else { return false }
      return tenants.bindings[key]?.satisfies(binding) != true
    }
    var problems: Set<TenantProblem> = []
    for start in stride(from: 0, to: amiss.count, by: Self.width) {
      let some = amiss[start..<min(start + Self.width, amiss.count)]
      let results = await withTaskGroup(of: Result<TenantProblem?, APIError>.self) { group in
        for binding in some {
          group.addTask {
            do throws(APIError) { return .success(try await keep(binding)) } catch {
              return .failure(error)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      for result in results {
        if let problem = try result.get() { problems.insert(problem) }
      }
    }
    return problems
  }

  /// Removes the tenant's role bindings, but for those that are wanted.
  ///
  /// In a namespace that is going they go as well.
  func removeBindings(
    of tenant: String, but isWanted: (ObjectKey) -> Bool
  ) async throws(APIError) {
    for binding in tenants.byTenant[tenant] where !isWanted(binding.key) {
      let namespace = tenants.namespaces[ObjectKey(name: binding.key.namespace)]
      guard let namespace, !namespace.metadata.isTerminating else { continue }
      try await tenants.writer.delete(binding, of: .roleBindings)
    }
  }

  private func keep(_ wanted: JSONValue) async throws(APIError) -> TenantProblem? {
    guard let key = ObjectKey(of: wanted) else { return nil }
    let writer = tenants.writer
    do throws(APIError) {
      try await makeWay(for: wanted, tenants.bindings[key])
      try await writer.apply(wanted, of: .roleBindings, over: nil)
      return nil
    } catch .refused(let refusal) where refusal.code == 422 {
      // One of this name may be there without our label, and bind another role.
      let found = try await writer.fresh(key, of: .roleBindings)
      guard let found, found.json["roleRef"] != wanted["roleRef"] else {
        return problem(refusal, wanted)
      }
      try await makeWay(for: wanted, found)
      do throws(APIError) {
        try await writer.apply(wanted, of: .roleBindings, over: nil)
        return nil
      } catch .refused(let refusal) where refusal.code == 422 {
        // Somebody keeps the old one from going.
        return problem(refusal, wanted)
      } catch {
        throw error
      }
    } catch .refused(let refusal) where refusal.code == 403 || refusal.code == 404 {
      let namespace = try await writer.fresh(ObjectKey(name: key.namespace), of: .namespaces)
      guard let namespace, !namespace.metadata.isTerminating else { return nil }
      return problem(refusal, wanted)
    } catch {
      throw error
    }
  }

  /// Takes away what binds another role: a role binding's role cannot be changed.
  private func makeWay(for wanted: JSONValue, _ found: APIObject?) async throws(APIError) {
    if let found, found.json["roleRef"] != wanted["roleRef"] {
      try await tenants.writer.delete(found, of: .roleBindings)
    }
  }

  private func problem(_ refusal: APIError.Refusal, _ wanted: JSONValue) -> TenantProblem {
    let role = wanted["roleRef", "name"]?.string ?? ""
    // It may list every right that is missing.
    let reason = refusal.message.isEmpty ? "\(refusal.code)" : String(refusal.message.prefix(500))
    return TenantProblem(
      refusal.code == 422 ? .bindingRefused : .roleForbidden,
      "the cluster role \(role) cannot be bound: \(reason)")
  }
}

extension ObjectKey {
  /// The key of an object that is to be written.
  init?(of object: JSONValue) {
    guard let name = object["metadata", "name"]?.string else { return nil }
    self.init(namespace: object["metadata", "namespace"]?.string ?? "", name: name)
  }
}
