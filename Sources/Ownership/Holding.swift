/// What one principal has, as a view shows it.
struct Holding: Sendable {
  /// One tenant's gift to one of its owners.
  struct Gift: Sendable {
    let tenant: String
    let operations: Operations
    let rules: [Rule]
  }

  /// The principal's number, by which namespaces name their holders.
  let id: Int
  /// The resources of which something is owned, a bit each.
  var owned: UInt8 = 0
  /// The resources of which something was owned within the last hour, a bit each.
  var ownedRecently: UInt8 = 0
  /// The names of the namespaces, gone ones included; nil if they are more than a few.
  var namespaces: [String]?
  /// What the tenants give of each class.
  var gifts: [FilteredResource: [Gift]] = [:]
}
