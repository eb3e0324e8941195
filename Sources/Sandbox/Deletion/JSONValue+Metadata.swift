import JSON
import Wire

extension JSONValue {
  /// `metadata.uid`; empty when there is none.
  var uid: String { self["metadata", "uid"]?.string ?? "" }

  /// `metadata.finalizers`.
  var finalizers: [String] { self["metadata", "finalizers"]?.strings ?? [] }

  /// Whether the object waits to be deleted.
  var isBeingDeleted: Bool { self["metadata", "deletionTimestamp"]?.string != nil }

  /// The strings of an array, nil for anything else.
  var strings: [String]? { array.map { $0.compactMap(\.string) } }

  /// The members of `metadata` in the order of `metav1.ObjectMeta`.
  private static let metadataOrder = [
    "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation",
    "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "labels",
    "annotations", "ownerReferences", "finalizers", "managedFields",
  ]

  /// Sets a member of `metadata` in the place where the server writes it; nil removes it.
  ///
  /// Custom objects have their members in alphabetical order, built-in ones in that of their type.
  mutating func setMetadata(_ key: String, _ value: JSONValue?, isSorted: Bool) {
    guard let members = self["metadata"]?.object, let value, members[key] == nil else {
      self["metadata"]?[key] = value
      return
    }
    let rank = Self.metadataOrder.firstIndex(of: key) ?? Self.metadataOrder.count
    var placed = JSONObject()
    for (other, old) in members {
      let isLater =
        isSorted
        ? key.utf8.lexicographicallyPrecedes(other.utf8)
        : (Self.metadataOrder.firstIndex(of: other) ?? Self.metadataOrder.count) > rank
      if isLater && placed[key] == nil { placed[key] = value }
      placed[other] = old
    }
    if placed[key] == nil { placed[key] = value }
    self["metadata"] = .object(placed)
  }

  /// Sets `metadata.finalizers`; none leaves none.
  mutating func setFinalizers(_ finalizers: [String], isSorted: Bool) {
    let value: JSONValue? = finalizers.isEmpty ? Optional.none : .strings(finalizers)
    setMetadata("finalizers", value, isSorted: isSorted)
  }

  /// A moment as `metav1.Time` writes it.
  static func time(_ moment: Timestamp) -> JSONValue { .string(moment.rfc3339()) }
}
