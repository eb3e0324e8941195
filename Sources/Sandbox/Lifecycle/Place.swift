import KubernetesAPI

/// Where an object is, and which one it is there.
struct Place: Hashable, Comparable, Sendable {
  let resource: GroupResource
  let key: ObjectKey
  let uid: String

  init(_ resource: GroupResource, _ object: StoredObject) {
    self.resource = resource
    key = ObjectKey(object.namespace, object.name)
    uid = object.uid
  }

  static func < (one: Place, other: Place) -> Bool {
    if one.key != other.key { return one.key < other.key }
    return one.uid.utf8.lexicographicallyPrecedes(other.uid.utf8)
  }
}

extension StoreTransaction {
  /// The object at a place, if it is still the same one.
  func object(at place: Place) -> StoredObject? {
    guard let object = object(place.resource, place.key.namespace, place.key.name),
      object.uid == place.uid
    else { return nil }
    return object
  }
}
