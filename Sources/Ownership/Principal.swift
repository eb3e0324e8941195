import KubernetesAPI

/// Who can own something: a user, a group or a service account, and never one for another.
///
/// Names are compared by their bytes, as the API server compares them.
package enum Principal: Hashable, Sendable {
  case user(String)
  case group(String)
  case serviceAccount(namespace: String, name: String)

  /// The principal behind a user name.
  ///
  /// `system:serviceaccount:NAMESPACE:NAME` is the service account, whoever wrote it and as whatever
  /// kind: to the API server the name and the account are the same (rbac/v1 appliesToUser).
  package init(username: String) {
    if let account = UserInfo.serviceAccount(username: username) {
      self = .serviceAccount(namespace: account.namespace, name: account.name)
    } else {
      self = .user(username)
    }
  }

  /// The principal of a group; nil for a group that everybody of some sort is in.
  package init?(group: String) {
    guard !group.isEmpty, !Self.isImplicit(group: group) else { return nil }
    self = .group(group)
  }

  /// Whether authentication alone puts callers in the group (apiserver/pkg/authentication/user).
  ///
  /// Such a group owns nothing, whatever a tenant or a binding says.
  package static func isImplicit(group: String) -> Bool {
    guard group.utf8.first == UInt8(ascii: "s") else { return false }
    return switch group {
    case "system:authenticated", "system:unauthenticated", "system:serviceaccounts": true
    default: group.utf8.starts(with: "system:serviceaccounts:".utf8)
    }
  }

  /// Whether both are of one kind and have the same bytes.
  package static func == (one: Principal, other: Principal) -> Bool {
    switch (one, other) {
    case (.user(let name), .user(let otherName)), (.group(let name), .group(let otherName)):
      name.hasSameBytes(as: otherName)
    case (.serviceAccount(let namespace, let name), .serviceAccount(let otherNS, let otherName)):
      namespace.hasSameBytes(as: otherNS) && name.hasSameBytes(as: otherName)
    default: false
    }
  }
}

extension Principal: CustomStringConvertible {
  /// `user alice`, `group admins`, `service account ns/name`.
  package var description: String {
    switch self {
    case .user(let name): "user \(name)"
    case .group(let name): "group \(name)"
    case .serviceAccount(let namespace, let name): "service account \(namespace)/\(name)"
    }
  }
}
