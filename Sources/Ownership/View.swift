package import KubernetesAPI

/// Who owns what at one moment: never changes, costs nothing to copy, and is kept for a request.
package struct View: Sendable {
  /// Nobody owns anything.
  package static let empty = View()

  var holdings = Shards<Principal, Holding>()
  var entries = Shards<String, NamespaceEntry>()
  /// The nodes by their names, where these are known.
  var nodes: [String: LabelledObject] = [:]
  var decidingLabels: [FilteredResource: Set<String>] = [:]

  /// Counts the changes of what anybody is shown: while it stays, so does every fingerprint, but for
  /// those of principals that are forgotten.
  package var changes: UInt64 = 0

  /// What of a resource the user may do the operation with; nil if the user owns nothing there.
  ///
  /// A tenant owner whose tenant has no namespaces yet has a selection, which selects nothing.
  /// Namespaces, tenants and the metrics of nodes have no operation but ``Operations/list``.
  package func selection(
    of resource: FilteredResource, for user: UserInfo, operation: Operations = .list
  ) -> Selection? {
    let bit = resource.bit
    let holdings = holdings(of: user) { $0.owned & bit != 0 }
    guard !holdings.isEmpty, resource.allows(operation) else { return nil }
    return switch resource {
    case .namespaces: Selection(holdings: holdings, entries: entries)
    case .tenants: Selection(names: holdings.flatMap(\.tenants))
    case .nodeMetrics:
      Selection(gifts: holdings.flatMap { $0.gifts[.nodes] ?? [] }, among: nodes)
    default:
      Selection(gifts: holdings.flatMap { $0.gifts[resource] ?? [] }, operation: operation)
    }
  }

  /// Whether the user owned something of a resource within the last hour, or does now.
  package func ownedRecently(_ resource: FilteredResource, by user: UserInfo) -> Bool {
    !holdings(of: user) { ($0.owned | $0.ownedRecently) & resource.bit != 0 }.isEmpty
  }

  /// A number that changes when what the user is shown of a resource does, in a way that the events
  /// of the resource do not show by themselves.
  ///
  /// Something is gained or lost while it exists, or rules may select other objects. An object that
  /// is created or deleted changes nothing, for its own event says so. The number may change without
  /// such a reason, as when a principal is forgotten that owned nothing for an hour. It does not
  /// depend on the order of the user's groups.
  package func fingerprint(of resource: FilteredResource, for user: UserInfo) -> UInt64 {
    holdings(of: user) { $0.stamps[resource] != 0 }.reduce(0) {
      $0 &+ $1.stamps[resource].spreadOut
    }
  }

  /// The last of the ``changes`` that changed the fingerprint for the user; 0 if none is known.
  package func lastChange(of resource: FilteredResource, for user: UserInfo) -> UInt64 {
    holdings(of: user) { $0.stamps[resource] != 0 }.reduce(0) { max($0, $1.stamps[resource]) }
  }

  /// The labels by which any tenant's rule for the resource decides.
  package func decidingLabels(of resource: FilteredResource) -> Set<String> {
    if case .tenantLabel = resource.basis { return [OwnershipIndex.tenantLabel] }
    return decidingLabels[resource] ?? []
  }

  /// What the user has, and what each group has that can own, if it is wanted.
  func holdings(of user: UserInfo, where isWanted: (Holding) -> Bool) -> [Holding] {
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
