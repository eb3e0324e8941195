import KubernetesAPI

/// A way to be allowed to act as another, in the order in which they are tried; the name is part of
/// the verbs.
enum ImpersonationMode: String, Sendable, CaseIterable {
  /// A pod's service account as the node it runs on.
  case associatedNode = "associated-node"
  case arbitraryNode = "arbitrary-node"
  case serviceAccount = "serviceaccount"
  /// As anybody who is neither a node nor a service account, with all that makes a user.
  case userInfo = "user-info"
  /// By the verb `impersonate` alone.
  case legacy = ""

  /// Whether this is a way for this caller to become that user.
  func isFor(_ wanted: UserInfo, _ requestor: UserInfo) -> Bool {
    let isNameOnly = wanted.uid.isEmpty && wanted.groups.isEmpty && wanted.extra.isEmpty
    let node = Self.node(wanted.username)
    switch self {
    case .associatedNode:
      let nodes = requestor.extra.first { $0.key == "authentication.kubernetes.io/node-name" }
      return isNameOnly && node != nil && requestor.serviceAccount != nil
        && nodes?.values == node.map { [$0] }
    case .arbitraryNode: return isNameOnly && node != nil
    case .serviceAccount: return isNameOnly && wanted.serviceAccount != nil
    case .userInfo: return node == nil && wanted.serviceAccount == nil
    case .legacy: return true
    }
  }

  /// The user as the request is done, with the groups that nobody needs to name.
  func completed(_ wanted: UserInfo) -> UserInfo {
    var user = wanted
    if self != .legacy, Self.node(wanted.username) != nil {
      user.groups = ["system:nodes"]
    } else if wanted.groups.isEmpty, let account = wanted.serviceAccount {
      user.groups = UserInfo.serviceAccountGroups(account.namespace)
    }
    if wanted.username == "system:anonymous" {
      user.add("system:unauthenticated")
    } else if !user.groups.hasExactly("system:unauthenticated") {
      user.add("system:authenticated")
    }
    return user
  }

  /// The node whose kubelet has this user name; nil for other users.
  static func node(_ username: String) -> String? {
    let prefix = "system:node:"
    guard username.utf8.starts(with: prefix.utf8) else { return nil }
    let name = String(username.utf8.dropFirst(prefix.utf8.count)) ?? ""
    // What may stand before the slash of a label's key may be a node's name.
    return LabelSyntax.isKey("\(name)/x") && !name.utf8.contains(UInt8(ascii: "/")) ? name : nil
  }
}

extension UserInfo {
  /// Puts the user in a group unless they are.
  fileprivate mutating func add(_ group: String) {
    if !groups.hasExactly(group) { groups.append(group) }
  }
}
