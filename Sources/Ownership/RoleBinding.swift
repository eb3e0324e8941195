package import JSON
package import KubernetesAPI

/// What is read of a RoleBinding: who has which role in its namespace.
///
/// It never changes and is shared by reference: a cluster has many.
package final class RoleBinding: Sendable, Equatable {
  /// The namespace it is in and gives the role in.
  package let namespace: String
  /// The name in the namespace.
  package let name: String
  /// The role given.
  package let role: RoleReference
  /// Who has it, without the groups that own nothing.
  package let subjects: [Principal]

  /// Creates a binding.
  package init(namespace: String, name: String, role: RoleReference, subjects: [Principal]) {
    self.namespace = namespace
    self.name = name
    self.role = role
    self.subjects = subjects
  }

  /// Reads a binding from its object, whose metadata has been read before; nil without a role.
  package convenience init?(metadata: ObjectMeta, object: JSONValue) {
    guard let name = object["roleRef"]?["name"]?.string, !metadata.namespace.isEmpty else {
      return nil
    }
    let role: RoleReference
    switch object["roleRef"]?["kind"]?.string {
    case "ClusterRole": role = .clusterRole(name)
    case "Role": role = .role(namespace: metadata.namespace, name: name)
    default: return nil
    }
    self.init(
      namespace: metadata.namespace, name: metadata.name, role: role,
      subjects: (object["subjects"]?.array ?? []).compactMap {
        Self.subject($0, in: metadata.namespace)
      })
  }

  /// Whether both say the same.
  package static func == (one: RoleBinding, other: RoleBinding) -> Bool {
    one.namespace == other.namespace && one.name == other.name && one.role == other.role
      && one.subjects == other.subjects
  }

  /// A subject; a service account without a namespace is of the binding's own (rbac/v1
  /// appliesToUser).
  private static func subject(_ value: JSONValue, in namespace: String) -> Principal? {
    guard let name = value["name"]?.string, !name.isEmpty else { return nil }
    switch value["kind"]?.string {
    case "User": return Principal(username: name)
    case "Group": return Principal(group: name)
    case "ServiceAccount":
      let own = value["namespace"]?.string ?? ""
      return .serviceAccount(namespace: own.isEmpty ? namespace : own, name: name)
    default: return nil
    }
  }
}
