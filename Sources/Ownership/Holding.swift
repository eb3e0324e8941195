/// What one principal has, as a view shows it.
///
/// It never changes and is shared by reference: a caller in many groups has many.
final class Holding: Sendable {
  /// One tenant's gift to one of its owners.
  struct Gift: Sendable {
    let tenant: String
    let operations: Operations
    let rules: [Rule]
  }

  /// The principal's number, by which namespaces name their holders.
  let id: Int
  /// The resources of which something is owned, a bit each.
  let owned: UInt8
  /// The resources of which something was owned within the last hour, a bit each.
  let ownedRecently: UInt8
  /// The names of the namespaces, gone ones included; nil if they are more than a few.
  let namespaces: [String]?
  /// What the tenants give of each class.
  let gifts: [FilteredResource: [Gift]]

  /// Creates what a principal has.
  init(
    id: Int, owned: UInt8, ownedRecently: UInt8, namespaces: [String]?,
    gifts: [FilteredResource: [Gift]]
  ) {
    self.id = id
    self.owned = owned
    self.ownedRecently = ownedRecently
    self.namespaces = namespaces
    self.gifts = gifts
  }
}
