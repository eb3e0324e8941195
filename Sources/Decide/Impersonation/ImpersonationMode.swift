package import KubernetesAPI

/// A way in which one user may be allowed to act as another; the raw value is part of the verbs
/// (apiserver/pkg/endpoints/filters/impersonation/mode.go, of Kubernetes 1.36 and KEP-5284).
package enum ImpersonationMode: String, Sendable, CaseIterable {
  /// A service account as the node that its pod runs on.
  case associatedNode = "associated-node"
  /// As a node.
  case arbitraryNode = "arbitrary-node"
  /// As a service account.
  case serviceAccount = "serviceaccount"
  /// As anybody who is neither a node nor a service account, with all that makes a user.
  case userInfo = "user-info"
  /// By the verb `impersonate` alone, as in every version.
  case legacy = ""

  /// The pod's node in the extra attributes of a service account
  /// (apiserver/pkg/authentication/serviceaccount/util.go, NodeNameKey).
  static let nodeKey = "authentication.kubernetes.io/node-name"

  /// The modes that can let `requestor` act as `wanted`, in the order in which they are asked about.
  ///
  /// The old verb comes first, for most cases end with it. Not for nodes: only the newer modes put
  /// them into their group, and the API server asks for these first.
  package static func modes(for wanted: UserInfo, by requestor: UserInfo) -> [ImpersonationMode] {
    let isNode = SystemName.node(username: wanted.username) != nil
    let newer = allCases.filter {
      $0 != .legacy && $0.isFor(wanted, by: requestor) && $0.takes(wanted)
    }
    return isNode ? newer + [.legacy] : [.legacy] + newer
  }

  private func isFor(_ wanted: UserInfo, by requestor: UserInfo) -> Bool {
    let isNameOnly = wanted.uid.isEmpty && wanted.groups.isEmpty && wanted.extra.isEmpty
    let node = SystemName.node(username: wanted.username)
    let account = SystemName.serviceAccount(username: wanted.username)
    switch self {
    case .associatedNode:
      guard isNameOnly, let node, SystemName.serviceAccount(username: requestor.username) != nil
      else { return false }
      let values = requestor.extra.first { $0.key.hasSameBytes(as: Self.nodeKey) }?.values ?? []
      return values.haveSameBytes(as: [node])
    case .arbitraryNode: return isNameOnly && node != nil
    case .serviceAccount: return isNameOnly && account != nil
    case .userInfo: return node == nil && account == nil
    case .legacy: return true
    }
  }

  /// Whether the values may be asked for at all: the newer modes have no way to
  /// `system:masters`, and take extra keys only that are a domain and a path in lower case.
  private func takes(_ wanted: UserInfo) -> Bool {
    guard !wanted.isIn(SystemName.masters), !wanted.isIn("") else { return false }
    return wanted.extra.allSatisfy { extra in
      Self.isDomainAndPath(extra.key) && !extra.values.isEmpty && !extra.values.contains("")
    }
  }

  /// `IsDomainPrefixedPath` of apimachinery/pkg/util/validation, in lower case.
  private static func isDomainAndPath(_ key: String) -> Bool {
    guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let path = key.utf8[slash...].dropFirst()
    return LabelSyntax.isSubdomain(key.utf8[..<slash]) && !path.isEmpty
      && path.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x61...0x7A: true
        default: "/-._~%!$&'()*+,;=:".utf8.contains(byte)
        }
      }
  }

  /// The user as the request is done, in the groups that nobody needs to name.
  package func completed(_ wanted: UserInfo) -> UserInfo {
    var user = wanted
    if self != .legacy, SystemName.node(username: wanted.username) != nil {
      user.groups = [SystemName.nodes]
    } else if wanted.groups.isEmpty,
      let account = SystemName.serviceAccount(username: wanted.username)
    {
      user.groups = UserInfo.groups(ofServiceAccountsIn: account.namespace)
    }
    if wanted.username == SystemName.anonymous {
      if !user.isIn(SystemName.unauthenticated) { user.groups.append(SystemName.unauthenticated) }
      return user
    }
    return user.vouchedFor
  }
}
