package import KubernetesAPI

/// Says why something is a caller's, out of the sources. It is for people who ask: no request waits
/// for it, and views know nothing of it.
extension OwnershipIndex {
  /// Every ground on which a user has something of a resource or, if a name is given, has or has not
  /// the object of that name.
  ///
  /// What is not the user's looks the same whether it is there or not.
  ///
  /// - Parameter labels: the labels of the object, if it is known that the user may have it.
  package func grounds(
    of resource: FilteredResource, named name: String? = nil, labels: [String: String]? = nil,
    for user: UserInfo
  ) -> [Ground] {
    principals(of: user).flatMap { principal -> [Ground] in
      guard let number = numbers[principal], let standing = standings[number] else { return [] }
      let tenants = standing.tenants.sorted().compactMap { self.tenants[$0] }
      switch resource {
      case .tenants:
        return tenants.map { tenant in
          Ground(
            .tenant(tenant.name), principal, verdict(name.map { $0 == tenant.name }),
            "the tenant itself", names: name == nil ? [tenant.name] : [])
        }
      case .namespaces:
        return tenants.map { ground($0, principal, named: name) }
          + claimGrounds(principal, named: name)
          + bindingGrounds(standing, tenants, named: name)
          + (name.flatMap { memory(of: $0, number, principal) }.map { [$0] } ?? [])
      default:
        return tenants.flatMap {
          ruleGrounds($0, principal, of: resource, named: name, labels: labels)
        }
      }
    }
  }

  /// The user, and every group that can own, each once.
  private func principals(of user: UserInfo) -> [Principal] {
    var found = [Principal(username: user.username)]
    for group in user.groups {
      if let principal = Principal(group: group), !found.contains(principal) {
        found.append(principal)
      }
    }
    return found
  }

  private func verdict(_ isSelected: Bool?) -> NameVerdict { isSelected == false ? .no : .yes }

  // MARK: Namespaces

  private func ground(_ tenant: Tenant, _ owner: Principal, named name: String?) -> Ground {
    guard let name else {
      let labelled = (labelled[tenant.name] ?? []).filter { isLabelled($0, by: tenant) }
      let claimed = (claims[tenant.name] ?? [:]).keys.filter { isClaimed($0, by: tenant) }
      let names = labelled.union(claimed)
      return Ground(
        .tenant(tenant.name), owner, .yes,
        names.isEmpty ? "the tenant has no namespace" : "the tenant's namespaces",
        names: Array(names))
    }
    if isClaimed(name, by: tenant) {
      return Ground(.tenant(tenant.name), owner, .yes, "the tenant's status names it")
    }
    if isLabelled(name, by: tenant) {
      return Ground(
        .tenant(tenant.name), owner, .yes, "its label and its ownerReference name the tenant")
    }
    return Ground(.tenant(tenant.name), owner, .no, "it is none of the tenant's namespaces")
  }

  private func isClaimed(_ name: String, by tenant: Tenant) -> Bool {
    guard let record = namespaces[name] else { return false }
    return claims[tenant.name]?[name] == .bound(uid: record.uid)
  }

  private func isLabelled(_ name: String, by tenant: Tenant) -> Bool {
    guard let record = namespaces[name], record.tenant == tenant.name else { return false }
    return !tenant.uid.isEmpty && record.owners.contains(tenant.uid)
  }

  private func bindingGrounds(
    _ standing: Standing, _ tenants: [Tenant], named name: String?
  ) -> [Ground] {
    let owner = standing.principal
    guard let name else {
      let names = standing.namespaces.filter { name in
        !tenants.contains { isClaimed(name, by: $0) || isLabelled(name, by: $0) }
          && !claims(on: name).contains { $0.principal == owner }
      }
      guard !names.isEmpty else { return [] }
      return [Ground(.roleBindings, owner, .yes, bindingReason, names: Array(names))]
    }
    return (bindings[name]?.byName.values.sorted { $0.name < $1.name } ?? []).compactMap {
      binding in
      guard binding.subjects.contains(owner), grants(binding.role, in: name) else { return nil }
      let source = Ground.Source.roleBinding(
        namespace: name, name: binding.name, role: binding.role)
      return Ground(source, owner, .yes, bindingReason)
    }
  }

  private var bindingReason: String {
    visibility == .anyBinding
      ? "a role binding in the namespace" : "a role binding that lets one get the namespace"
  }

  private func memory(of name: String, _ number: Int, _ owner: Principal) -> Ground? {
    guard namespaces[name] == nil, let last = entries[name]?.lingering.last,
      last.holders.contains(number)
    else { return nil }
    return Ground(.memory, owner, .yes, "it was the caller's until it was deleted a moment ago")
  }
}
