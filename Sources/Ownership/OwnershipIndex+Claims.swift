extension OwnershipIndex {
  /// Says what a custom resource claims now; nil for nothing any more.
  package mutating func set(_ claim: NamespaceClaim?, of source: NamespaceClaim.Source) {
    let old = sourceClaims[source]
    guard old != claim else { return }
    sourceClaims[source] = claim
    if let old {
      claimSources[old.namespace]?.remove(source)
      if claimSources[old.namespace]?.isEmpty == true { claimSources[old.namespace] = nil }
      changedNamespaces.insert(old.namespace)
    }
    if let claim {
      claimSources[claim.namespace, default: []].insert(source)
      changedNamespaces.insert(claim.namespace)
    }
  }

  /// The sources that claim the namespace that exists now, and for whom.
  func claims(on name: String) -> [(source: NamespaceClaim.Source, principal: Principal)] {
    guard let record = namespaces[name] else { return [] }
    return (claimSources[name] ?? []).compactMap { source in
      guard let claim = sourceClaims[source], claim.uid == record.uid else { return nil }
      return (source, claim.principal)
    }
  }

  /// The grounds of claims on which a principal has namespaces, or the one of the name.
  func claimGrounds(_ owner: Principal, named name: String?) -> [Ground] {
    let names =
      name.map { [$0] }
      ?? sourceClaims.values.filter { $0.principal == owner }
      .map(\.namespace)
    return Set(names).sorted().flatMap { name in
      claims(on: name).filter { $0.principal == owner }.map { claim in
        Ground(
          .claim(claim.source), owner, .yes, "the namespace was handed out by it",
          names: [name])
      }
    }.sorted { "\($0.source)" < "\($1.source)" }
  }
}
