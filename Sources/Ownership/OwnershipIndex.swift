/// Who owns what, kept by one writer that is told of every change of its sources.
///
/// The sources are tenants, namespaces, resources that claim namespaces, and, for grants, role
/// bindings and roles. (What is labelled is
/// a source of changes only, and of the metrics of nodes.) Each call says what one source is now; the
/// difference from what it was decides which namespaces and principals are
/// looked at again, and that happens when a view is taken. What follows from two sources follows
/// until neither says it.
///
/// Times are monotonic nanoseconds of the writer's clock, which never go back.
package struct OwnershipIndex: Sendable {
  /// How long a namespace that is gone stays its holders', in nanoseconds.
  package static let lingering: UInt64 = 60 * 1_000_000_000
  /// How long having owned something is remembered, in nanoseconds.
  package static let memory: UInt64 = 3600 * 1_000_000_000

  /// What of a namespace decides whose it is.
  struct NamespaceRecord: Equatable {
    var uid: String
    var tenant: String?
    var owners: [String]
    var isTerminating: Bool
  }

  /// What a tenant's status says of one namespace name.
  ///
  /// The name means one namespace: the one that exists when the status first names it, or else the
  /// first to appear. A namespace made anew under the name is another one's, until the status has
  /// dropped the name and names it again.
  enum Claim: Equatable {
    case awaiting
    case bound(uid: String)
  }

  /// What is known of one principal that owns something, or did.
  struct Standing {
    let principal: Principal
    var tenants: Set<String> = []
    var namespaces: Set<String> = []
    /// How many records of namespaces that are gone hold the principal, by name.
    var lingering: [String: Int] = [:]
    /// The resources of which something is owned, a bit each, as published.
    var owned: UInt16 = 0
    /// When what is shown of each resource last changed.
    var stamps = Stamps()
    /// Until when it is remembered that something was owned.
    var recent: [FilteredResource: UInt64] = [:]
  }

  /// What makes a namespace visible beside a tenant.
  package let visibility: Visibility

  // The sources.
  var tenants: [String: Tenant] = [:]
  var namespaces: [String: NamespaceRecord] = [:]
  var bindings: [String: NamespaceBindings] = [:]
  var roles: [RoleReference: Role.Access] = [:]
  /// The objects that rules may select by labels, by resource and name.
  var objects: [FilteredResource: [String: LabelledObject]] = [:]

  /// What each custom resource claims.
  var sourceClaims: [NamespaceClaim.Source: NamespaceClaim] = [:]

  // The ways from one source to another.
  /// The namespaces whose label names a tenant.
  var labelled: [String: Set<String>] = [:]
  /// What each tenant's status says.
  var claims: [String: [String: Claim]] = [:]
  /// The tenants whose status names a namespace.
  var claimants: [String: Set<String>] = [:]
  /// The resources that claim a namespace.
  var claimSources: [String: Set<NamespaceClaim.Source>] = [:]
  /// The namespaces with a binding to a role.
  var boundNamespaces: [RoleReference: Set<String>] = [:]

  // What follows.
  var numbers: [Principal: Int] = [:]
  var standings: [Int: Standing] = [:]
  var nextNumber = 0
  var holdings = Shards<Principal, Holding>()
  var entries = Shards<String, NamespaceEntry>()
  /// How many tenants' rules for a resource decide by a label.
  var labelCounts: [FilteredResource: [String: Int]] = [:]
  var decidingLabels: [FilteredResource: Set<String>] = [:]
  /// The last number that a change of what somebody is shown was given.
  var lastStamp: UInt64 = 0

  // What has to be looked at again.
  var changedNamespaces: Set<String> = []
  var changedStandings: Set<Int> = []
  /// The namespaces with something that lingers, by when it ends.
  var lingerings = Expiries<String>()
  /// The principals that something is remembered of, by when it ends.
  var memories = Expiries<Int>()
  var newProblems: [Problem] = []

  /// Creates the index of no sources.
  package init(visibility: Visibility = .getNamespace) {
    self.visibility = visibility
  }

  /// What is known now, as a value that later changes do not touch.
  package mutating func view(now: UInt64) -> View {
    expire(now: now)
    for name in changedNamespaces { settle(name, now: now) }
    changedNamespaces.removeAll(keepingCapacity: true)
    for number in changedStandings { publish(number, now: now) }
    changedStandings.removeAll(keepingCapacity: true)
    return View(
      holdings: holdings, entries: entries, nodes: objects[.nodes] ?? [:],
      decidingLabels: decidingLabels, changes: lastStamp)
  }

  /// When a view changes without a source changing; nil if it does not.
  package var nextExpiry: UInt64? {
    [lingerings.first, memories.first].compactMap(\.self).min()
  }

  /// The problems of tenants that were not taken before; each is given once.
  package mutating func takeProblems() -> [Problem] {
    defer { newProblems = [] }
    return newProblems
  }
}
