/// What an object is stored under, in the order lists have: by namespace, then by name.
///
/// The order is that of the bytes, as in etcd.
struct ObjectKey: Hashable, Comparable, Sendable {
  let namespace: String
  let name: String

  init(_ namespace: String, _ name: String) {
    self.namespace = namespace
    self.name = name
  }

  static func < (one: ObjectKey, other: ObjectKey) -> Bool {
    one.path.utf8.lexicographicallyPrecedes(other.path.utf8)
  }

  /// `/namespace/name`: what follows the resource in etcd's key, without the namespace of a
  /// cluster-scoped object.
  var path: String { namespace.isEmpty ? "/" + name : "/\(namespace)/\(name)" }
}
