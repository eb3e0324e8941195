internal import KubernetesAPI

extension UserInfo {
  /// What the names begin with that stand for others on widened requests; no caller may have one.
  static let standInPrefix = "bailiwick:"

  /// Who is named in the user's place on a request that constrained impersonation has to allow.
  ///
  /// It lets nobody bring groups along to a service account or a node, and the widening group is one:
  /// so a name that is neither stands for them, and has no right but the group's. Of extra values it
  /// takes those alone whose key has a domain
  /// (apiserver/pkg/endpoints/filters/impersonation/mode.go).
  var standIn: UserInfo {
    if let account = serviceAccount {
      return UserInfo(
        username: "\(Self.standInPrefix)sa:\(account.namespace):\(account.name)",
        groups: [SystemName.authenticated])
    }
    if let node = SystemName.node(username: username) {
      return UserInfo(
        username: "\(Self.standInPrefix)node:\(node)", groups: [SystemName.authenticated])
    }
    var user = self
    user.extra.removeAll { !$0.hasDomain }
    return user
  }
}

extension UserInfo.Extra {
  /// Whether the key is a domain, a slash and a path, in lower case.
  fileprivate var hasDomain: Bool {
    guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    return LabelSyntax.isSubdomain(key.utf8[..<slash]) && key.utf8.last != UInt8(ascii: "/")
      && key == key.lowercased()
  }
}
