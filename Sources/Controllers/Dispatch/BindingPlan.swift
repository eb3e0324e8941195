package import JSON
package import Kubernetes
internal import KubernetesAPI

/// The role binding of a grant, of those that there are.
package struct BindingPlan: Sendable {
  /// The names that it may have.
  package let names: [String]
  /// The one that there is, and binds the right role.
  package let current: APIObject?
  /// Those that have to go before, since what a role binding binds to never changes.
  package let surplus: [APIObject]
  private let owned: OwnedNamespace

  /// A plan.
  ///
  /// - Parameters:
  ///   - owned: What is to be given.
  ///   - made: The role bindings that were made for it.
  package init(_ owned: OwnedNamespace, made: [APIObject]) {
    self.owned = owned
    let names = GrantName.candidates(owned.ownerID, owned.namespace)
    let reference = Self.reference(to: owned.clusterRole)
    func rank(_ one: APIObject) -> Int { names.firstIndex(of: one.key.name) ?? names.count }
    current = made.filter { $0.json["roleRef"] == reference && !$0.metadata.isTerminating }
      .min { (rank($0), $0.key) < (rank($1), $1.key) }
    surplus = made.filter { [current] in $0.key != current?.key }
    self.names = names
  }

  /// The role binding of a name.
  package func object(_ name: String) -> JSONValue {
    APIResource.roleBindings.object(
      ObjectKey(namespace: owned.namespace, name: name),
      labels: Dispatch.labels.merging([Dispatch.accountLabel: owned.key.account]) { $1 },
      annotations: [Dispatch.userAnnotation: owned.ownerID],
      ["roleRef": Self.reference(to: owned.clusterRole), "subjects": [subject]])
  }

  /// Whether a role binding that is there under one of the names was made for this: it says so or, if
  /// it lost its marks, gives exactly this.
  package func isOurs(_ found: APIObject) -> Bool {
    Dispatch.isOurs(found) && GrantKey(of: found) == owned.key
      || bindsRole(found) && found.satisfies(["subjects": [subject]])
  }

  /// Whether a role binding binds to the role that is wanted, which never changes.
  package func bindsRole(_ found: APIObject) -> Bool {
    found.json["roleRef"] == Self.reference(to: owned.clusterRole)
  }

  private var subject: JSONValue {
    [
      "kind": "ServiceAccount", "name": .string(owned.key.account),
      "namespace": .string(Dispatch.namespace),
    ]
  }

  private static func reference(to role: String) -> JSONValue {
    [
      "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": .string(role),
    ]
  }
}
