/// Which object of one resource: its namespace, empty when it has none, and its name.
package struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The namespace; empty for a cluster-scoped object.
  package let namespace: String

  /// The name, unique in its namespace at one time.
  package let name: String

  /// A key of the two names.
  package init(namespace: String = "", name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// `namespace/name`, or the name alone.
  package var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

  /// Whether both are the same bytes.
  ///
  /// Names of RBAC objects may hold any letter, and Swift alone takes a composed and a decomposed
  /// one for the same.
  package static func == (left: ObjectKey, right: ObjectKey) -> Bool {
    left.name.utf8.elementsEqual(right.name.utf8)
      && left.namespace.utf8.elementsEqual(right.namespace.utf8)
  }

  /// Orders by namespace, then by name.
  package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }
}
