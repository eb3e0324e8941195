/// What one custom resource says: this namespace is this principal's.
///
/// It counts for the namespace of that uid alone: one made anew under the name is another.
package struct NamespaceClaim: Sendable, Hashable {
  /// The resource that says it.
  package struct Source: Sendable, Hashable, CustomStringConvertible {
    /// The kind of the object.
    package let kind: String
    /// The object's namespace; empty for one of the cluster.
    package let namespace: String
    /// The object's name.
    package let name: String

    /// A source of its parts.
    package init(kind: String, namespace: String = "", name: String) {
      self.kind = kind
      self.namespace = namespace
      self.name = name
    }

    /// `Kind namespace/name`.
    package var description: String {
      "\(kind) \(namespace.isEmpty ? name : "\(namespace)/\(name)")"
    }
  }

  /// Whose the namespace is.
  package let principal: Principal
  /// The namespace's name.
  package let namespace: String
  /// The namespace's identity across time.
  package let uid: String

  /// A claim of its parts.
  package init(principal: Principal, namespace: String, uid: String) {
    self.principal = principal
    self.namespace = namespace
    self.uid = uid
  }
}
