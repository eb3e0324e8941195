package import KubernetesAPI

// MARK: - Namespaces

extension OwnershipIndex {
  /// The label by which a namespace names its tenant.
  package static let tenantLabel = "capsule.clastix.io/tenant"

  /// Says what a namespace is now.
  package mutating func set(namespace metadata: ObjectMeta, at now: UInt64) {
    let name = metadata.name
    let record = NamespaceRecord(
      uid: metadata.uid, tenant: metadata.labels[Self.tenantLabel],
      owners: metadata.ownerReferences.filter(\.isTenant).map(\.uid),
      isTerminating: metadata.isTerminating)
    if let old = namespaces[name], old.uid != record.uid { remove(namespace: name, at: now) }
    let old = namespaces[name]
    guard old != record else { return }
    relabel(name, from: old?.tenant, to: record.tenant)
    namespaces[name] = record
    changedNamespaces.insert(name)
    guard old == nil else { return }
    for tenant in claimants[name] ?? [] where claims[tenant]?[name] == .awaiting {
      claims[tenant]?[name] = .bound(uid: record.uid)
    }
  }

  /// Says that a namespace is gone.
  ///
  /// Its holders, those of the last view included, keep it for a minute by its uid.
  package mutating func remove(namespace name: String, at now: UInt64) {
    guard let record = namespaces[name] else { return }
    let seen = entries[name].map { $0.uid == record.uid ? $0.holders : [] } ?? []
    settle(name, now: now)
    let entry = entries[name] ?? NamespaceEntry()
    let holders = entry.holders
    for number in holders {
      standings[number]?.namespaces.remove(name)
      changedStandings.insert(number)
    }
    entries[name] = NamespaceEntry(lingering: entry.lingering)
    linger(name, uid: record.uid, holders: (seen + holders).inOrder, now: now)
    relabel(name, from: record.tenant, to: nil)
    namespaces[name] = nil
    changedNamespaces.insert(name)
  }

  private mutating func relabel(_ name: String, from old: String?, to new: String?) {
    guard old != new else { return }
    if let old {
      labelled[old]?.remove(name)
      if labelled[old]?.isEmpty == true { labelled[old] = nil }
    }
    if let new { labelled[new, default: []].insert(name) }
  }
}

// MARK: - Tenants

extension OwnershipIndex {
  /// Says what a tenant is now.
  package mutating func set(tenant: Tenant) {
    let name = tenant.name
    if let old = tenants[name], old.uid != tenant.uid { remove(tenant: name) }
    let old = tenants[name]
    newProblems += tenant.problems.filter { old?.problems.contains($0) != true }
    tenants[name] = tenant
    count(old, -1)
    count(tenant, 1)
    claim(Set(tenant.namespaces), for: name)
    let oldOwners = old?.owners.keys.map(\.self) ?? []
    for principal in oldOwners where tenant.owners[principal] == nil {
      leave(old, principal)
    }
    for principal in tenant.owners.keys {
      let number = number(of: principal)
      let isNew = standings[number]?.tenants.insert(name).inserted
      if isNew == true { stamp(number, .tenants) } else { changedStandings.insert(number) }
      stampGifts(to: principal, number, from: old, to: tenant)
    }
    if Set(oldOwners) != Set(tenant.owners.keys) { lookAgain(atNamespacesOf: name) }
  }

  /// Says that a tenant is gone.
  package mutating func remove(tenant name: String) {
    guard let old = tenants[name] else { return }
    lookAgain(atNamespacesOf: name)
    claim([], for: name)
    claims[name] = nil
    for principal in old.owners.keys { leave(old, principal) }
    tenants[name] = nil
    count(old, -1)
  }

  /// Counts the labels that a tenant's rules decide by.
  private mutating func count(_ tenant: Tenant?, _ change: Int) {
    for (resource, rules) in tenant?.rules ?? [:] {
      for key in Set(rules.flatMap { $0.labels?.requirements.map(\.key) ?? [] }) {
        let count = labelCounts[resource]?[key, default: 0] ?? 0
        labelCounts[resource, default: [:]][key] = count + change == 0 ? nil : count + change
        if count == 0 { decidingLabels[resource, default: []].insert(key) }
        if count + change == 0 { decidingLabels[resource]?.remove(key) }
      }
    }
  }

  private mutating func leave(_ tenant: Tenant?, _ principal: Principal) {
    guard let tenant, let number = numbers[principal] else { return }
    if standings[number]?.tenants.remove(tenant.name) != nil { stamp(number, .tenants) }
    stampGifts(to: principal, number, from: tenant, to: nil)
  }

  /// Notes the resources of which a tenant shows its owner by other rules than before.
  ///
  /// Whether they select other objects is not looked at: of an object made a moment ago nothing may
  /// be known yet.
  private mutating func stampGifts(
    to principal: Principal, _ number: Int, from old: Tenant?, to new: Tenant?
  ) {
    for resource in FilteredResource.allCases {
      let before = old?.rules(showing: resource, to: principal) ?? []
      guard before != new?.rules(showing: resource, to: principal) ?? [] else { continue }
      stamp(number, resource)
      if resource == .nodes { stamp(number, .nodeMetrics) }
    }
  }

  private mutating func lookAgain(atNamespacesOf tenant: String) {
    changedNamespaces.formUnion(labelled[tenant] ?? [])
    for name in claims[tenant, default: [:]].keys { changedNamespaces.insert(name) }
  }

  /// Takes over the names of a status: what was said before keeps its meaning.
  private mutating func claim(_ names: Set<String>, for tenant: String) {
    let old = claims[tenant] ?? [:]
    for name in old.keys where !names.contains(name) {
      claims[tenant]?[name] = nil
      claimants[name]?.remove(tenant)
      if claimants[name]?.isEmpty == true { claimants[name] = nil }
      changedNamespaces.insert(name)
    }
    for name in names where old[name] == nil {
      let claim = namespaces[name].map { Claim.bound(uid: $0.uid) } ?? .awaiting
      claims[tenant, default: [:]][name] = claim
      claimants[name, default: []].insert(tenant)
      changedNamespaces.insert(name)
    }
  }
}

// MARK: - Grants

extension OwnershipIndex {
  /// Says what a role binding is now.
  package mutating func set(roleBinding binding: RoleBinding) {
    guard visibility != .owned else { return }
    let namespace = binding.namespace
    let old = bindings[namespace, default: NamespaceBindings()].set(binding)
    guard old != binding else { return }
    if old?.role != binding.role {
      if bindings[namespace]?.count(of: binding.role) == 1 {
        boundNamespaces[binding.role, default: []].insert(namespace)
      }
      if let old { unbind(old) }
    }
    changedNamespaces.insert(namespace)
  }

  /// Says that a role binding is gone.
  package mutating func remove(roleBinding name: String, in namespace: String) {
    guard let old = bindings[namespace]?.remove(name) else { return }
    if bindings[namespace]?.isEmpty == true { bindings[namespace] = nil }
    unbind(old)
    changedNamespaces.insert(namespace)
  }

  /// Says what a role or a cluster role is now.
  package mutating func set(role: Role) {
    setAccess(of: role.reference, role.access)
  }

  /// Says that a role or a cluster role is gone.
  package mutating func remove(role: RoleReference) {
    setAccess(of: role, nil)
  }

  /// Forgets that a namespace is bound to a role, unless another of its bindings still is.
  private mutating func unbind(_ binding: RoleBinding) {
    let namespace = binding.namespace
    guard (bindings[namespace]?.count(of: binding.role) ?? 0) == 0 else { return }
    boundNamespaces[binding.role]?.remove(namespace)
    if boundNamespaces[binding.role]?.isEmpty == true { boundNamespaces[binding.role] = nil }
  }

  private mutating func setAccess(of role: RoleReference, _ access: Role.Access?) {
    guard visibility == .getNamespace else { return }
    let old = roles[role]
    guard old != access else { return }
    roles[role] = access
    for name in boundNamespaces[role] ?? [] {
      if old?.allows(name) ?? false != access?.allows(name) ?? false {
        changedNamespaces.insert(name)
      }
    }
  }
}
