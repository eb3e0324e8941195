package import Kubernetes
package import Ownership

/// A resource whose objects say whose a namespace is, for the proxy to decide by.
package struct ClaimSource: Sendable {
  /// Follows the objects.
  let informer: Informer
  /// The kind of the objects.
  let kind: String
  /// What an object claims; nil for nothing.
  let claim: @Sendable (APIObject) -> NamespaceClaim?

  /// A source of its parts.
  package init(
    _ informer: Informer, kind: String, claim: @escaping @Sendable (APIObject) -> NamespaceClaim?
  ) {
    self.informer = informer
    self.kind = kind
    self.claim = claim
  }

  /// Has somebody told what is claimed, at each change.
  func follow(_ claimed: @escaping @Sendable ([NamespaceClaim.Source: NamespaceClaim?]) -> Void) {
    let (store, kind, claim) = (informer.store, kind, claim)
    informer.onChange { keys in
      var changes: [NamespaceClaim.Source: NamespaceClaim?] = [:]
      for key in keys {
        let source = NamespaceClaim.Source(kind: kind, namespace: key.namespace, name: key.name)
        changes.updateValue(store[key].flatMap(claim), forKey: source)
      }
      claimed(changes)
    }
  }
}
