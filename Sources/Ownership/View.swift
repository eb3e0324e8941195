package import KubernetesAPI

/// Who owns what at one moment: never changes, costs nothing to copy, and is kept for a request.
package struct View: Sendable {
  /// Nobody owns anything.
  package static let empty = View(holdings: Shards(), entries: Shards())

  let holdings: Shards<Principal, Holding>
  let entries: Shards<String, NamespaceEntry>

  /// What of a resource the user may do the operation with; nil if the user owns nothing there.
  ///
  /// A tenant owner whose tenant has no namespaces yet has a selection, which selects nothing.
  /// Namespaces have no operation but ``Operations/list``.
  package func selection(
    of resource: FilteredResource, for user: UserInfo, operation: Operations = .list
  ) -> Selection? {
    let bit = resource.bit
    let holdings = holdings(of: user) { $0.owned & bit != 0 }
    guard !holdings.isEmpty else { return nil }
    guard resource == .namespaces else {
      return Selection(gifts: holdings.flatMap { $0.gifts[resource] ?? [] }, operation: operation)
    }
    return operation == .list ? Selection(holdings: holdings, entries: entries) : nil
  }

  /// Whether the user owned something of a resource within the last hour, or does now.
  package func ownedRecently(_ resource: FilteredResource, by user: UserInfo) -> Bool {
    !holdings(of: user) { ($0.owned | $0.ownedRecently) & resource.bit != 0 }.isEmpty
  }

  /// A number that changes when what the user is shown of a resource does.
  ///
  /// Two views with the same number select the same objects for the user, as far as these exist.
  package func fingerprint(of resource: FilteredResource, for user: UserInfo) -> UInt64 {
    // Objects of classes are told apart by their gifts; namespaces by who holds them.
    0
  }

  /// The labels by which any tenant's rule for the resource decides.
  package func decidingLabels(of resource: FilteredResource) -> Set<String> { [] }

  /// What the user has, and what each group has that can own, if it is wanted.
  private func holdings(of user: UserInfo, where isWanted: (Holding) -> Bool) -> [Holding] {
    var found: [Holding] = []
    func add(_ principal: Principal) {
      if let holding = holdings[principal], isWanted(holding) { found.append(holding) }
    }
    add(Principal(username: user.username))
    for group in user.groups {
      if let principal = Principal(group: group) { add(principal) }
    }
    return found
  }
}
