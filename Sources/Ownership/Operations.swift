/// What an owner may do with the objects of a class that its tenant selects.
///
/// Updating and deleting imply listing: who may change a thing may see it.
package struct Operations: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Get, list and watch.
  package static let list = Operations(rawValue: 0b001)
  /// Listing, put and patch.
  package static let update = Operations(rawValue: 0b011)
  /// Listing and delete.
  package static let delete = Operations(rawValue: 0b101)

  /// The operations behind a name in `proxySettings[].operations`; nil for no such name.
  package init?(name: String) {
    switch name {
    case "List": self = .list
    case "Update": self = .update
    case "Delete": self = .delete
    default: return nil
    }
  }

  /// The annotations' word for each of them, after `capsule.clastix.io/enable-storageclass-`.
  static let annotationWords: [(word: String, operations: Operations)] = [
    ("listing", .list), ("update", .update), ("deletion", .delete),
  ]
}
