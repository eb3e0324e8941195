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
  let owned: UInt16
  /// The resources of which something was owned within the last hour, a bit each.
  let ownedRecently: UInt16
  /// The names of the namespaces, gone ones included; nil if they are more than a few.
  let namespaces: [String]?
  /// The names of the tenants, in order.
  let tenants: [String]
  /// What the tenants give of each class.
  let gifts: [FilteredResource: [Gift]]
  /// When what is shown of each resource last changed.
  let stamps: Stamps

  /// Creates what a principal has.
  init(
    id: Int, owned: UInt16, ownedRecently: UInt16, namespaces: [String]?, tenants: [String],
    gifts: [FilteredResource: [Gift]], stamps: Stamps
  ) {
    self.id = id
    self.owned = owned
    self.ownedRecently = ownedRecently
    self.namespaces = namespaces
    self.tenants = tenants
    self.gifts = gifts
    self.stamps = stamps
  }
}
