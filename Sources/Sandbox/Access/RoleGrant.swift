import JSON
import KubernetesAPI

/// A RoleBinding, or with no namespace a ClusterRoleBinding.
struct RoleGrant: Sendable {
  let namespace: String
  let name: String
  /// `Role` or `ClusterRole`.
  let roleKind: String
  let roleName: String
  let subjects: [RoleSubject]

  init(_ binding: JSONValue) {
    namespace = binding.namespace
    name = binding.name
    roleKind = binding["roleRef", "kind"]?.string ?? ""
    roleName = binding["roleRef", "name"]?.string ?? ""
    subjects = binding["subjects"]?.array?.map(RoleSubject.init) ?? []
  }

  /// The first subject that the user is; nil when the binding is not for them.
  func subject(for user: UserInfo) -> RoleSubject? {
    subjects.first { $0.isMeant(user, in: namespace) }
  }

  /// The binding in the reason of a decision (`pkg/registry/rbac/validation/rule.go`).
  func description(for user: UserInfo) -> String {
    let who = subject(for: user)?.description(in: namespace) ?? ""
    let what =
      namespace.isEmpty
      ? "ClusterRoleBinding \(Status.quoted(name))"
      : "RoleBinding \(Status.quoted("\(name)/\(namespace)"))"
    return "\(what) of \(roleKind) \(Status.quoted(roleName)) to \(who)"
  }
}
