import JSON
import KubernetesAPI

/// Somebody a binding is for (`rbac/v1` Subject).
struct RoleSubject: Sendable, Hashable {
  /// `User`, `Group` or `ServiceAccount`.
  let kind: String
  let name: String
  /// The namespace of a service account; empty for that of the binding.
  let namespace: String

  init(_ json: JSONValue) {
    kind = json["kind"]?.string ?? ""
    name = json["name"]?.string ?? ""
    namespace = json["namespace"]?.string ?? ""
  }

  /// What an index finds the subject by: a service account by its user name.
  enum Key: Hashable {
    case user(String)
    case group(String)
  }

  /// The key of the subject in a binding of a namespace; nil for a subject that is nobody.
  func key(in bindingNamespace: String) -> Key? {
    switch kind {
    case "User": return .user(name)
    case "Group": return .group(name)
    case "ServiceAccount":
      let namespace = namespace.isEmpty ? bindingNamespace : namespace
      guard !namespace.isEmpty else { return nil }
      return .user("system:serviceaccount:\(namespace):\(name)")
    default: return nil
    }
  }

  /// Whether the user is meant, byte for byte.
  func isMeant(_ user: UserInfo, in bindingNamespace: String) -> Bool {
    switch key(in: bindingNamespace) {
    case .user(let name): user.username.hasSameBytes(as: name)
    case .group(let name): user.groups.hasExactly(name)
    case nil: false
    }
  }

  /// The subject in the reason of a decision; a service account is written name first.
  func description(in bindingNamespace: String) -> String {
    guard kind == "ServiceAccount" else { return "\(kind) \(Status.quoted(name))" }
    let namespace = namespace.isEmpty ? bindingNamespace : namespace
    return "\(kind) \(Status.quoted("\(name)/\(namespace)"))"
  }
}
