internal import Decide
package import KubernetesAPI

/// What an authenticator's word must be like before it is taken for an identity.
///
/// An identity is sent on in header fields, where the API server trims what stands there: a value
/// that would change on the way is refused, and so is one that claims a widening group.
package struct IdentityRules: Sendable {
  /// The prefix that widening groups have and no authenticator may hand out.
  package var groupPrefix: String { policy.groupPrefix }
  private let policy: Policy
  /// What no user may be called: the names that stand for service accounts and nodes.
  private let standIns = Policy(groupPrefix: UserInfo.standInPrefix)

  package init(groupPrefix: String) { policy = Policy(groupPrefix: groupPrefix) }

  /// Why a user is refused whom somebody outside of the cluster vouches for, or `nil`.
  ///
  /// Names that begin with `system:` are the cluster's own to give; `system:authenticated` says no
  /// more than that somebody vouches.
  package func fault(of user: UserInfo, allowsSystemNames: Bool) -> String? {
    if let fault = fault(of: user) { return fault }
    guard !allowsSystemNames else { return nil }
    guard !Self.isSystemName(user.username) else { return "the user name begins with system:" }
    guard !user.groups.contains(where: { Self.isSystemName($0) && $0 != SystemName.authenticated })
    else { return "a group begins with system:" }
    return nil
  }

  private static func isSystemName(_ name: String) -> Bool {
    name.utf8.starts(with: "system:".utf8)
  }

  /// Why this user is refused, fit for a log, or `nil` for one that may come in.
  package func fault(of user: UserInfo) -> String? {
    guard isSound(user.username) else { return "the user name is empty or has forbidden bytes" }
    guard !isReserved(user.username), !standIns.isOwnGroup(user.username) else {
      return "the user name begins with \(UserInfo.standInPrefix) or \(groupPrefix)"
    }
    guard user.uid.isEmpty || isSound(user.uid) else { return "the uid has forbidden bytes" }
    for group in user.groups {
      guard isSound(group) else { return "a group is empty or has forbidden bytes" }
      guard !isReserved(group) else { return "a group begins with \(groupPrefix)" }
    }
    for extra in user.extra {
      guard isSound(extra.key), !extra.key.utf8.contains(where: { (0x41...0x5A).contains($0) })
      else { return "the key of an extra value is empty, not lower case, or has forbidden bytes" }
      guard extra.values.allSatisfy(isSound) else { return "an extra value has forbidden bytes" }
    }
    return nil
  }

  /// Whether a group is one of the proxy's own, whatever its case.
  package func isReserved(_ group: String) -> Bool { policy.isOwnGroup(group) }

  /// Not empty, no space at either end, no control character.
  private func isSound(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, first != 0x20, last != 0x20 else {
      return false
    }
    return !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
  }
}
