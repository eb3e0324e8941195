/// Who somebody is, as `authentication.k8s.io/v1` UserInfo says it.
///
/// Values are kept exactly as the authenticator gave them; nothing is trimmed or folded, and two
/// users are equal only if every byte is: Swift's own comparison of strings would take a composed
/// and a decomposed letter for the same, which are two users to the API server.
package struct UserInfo: Sendable, Hashable {
  /// One key of the extra attributes and its values, in the order given.
  package struct Extra: Sendable, Hashable {
    /// The attribute's key, lower case by the API server's own rule.
    package var key: String
    /// The attribute's values.
    package var values: [String]

    /// Creates one extra attribute.
    package init(key: String, values: [String]) {
      self.key = key
      self.values = values
    }

    /// Whether both are the same bytes.
    package static func == (one: Extra, other: Extra) -> Bool {
      one.key.hasSameBytes(as: other.key) && one.values.haveSameBytes(as: other.values)
    }
  }

  /// The name that authorisation knows the user by.
  package var username: String
  /// The unique identity across time, empty when the authenticator gives none.
  package var uid: String
  /// The groups, in the order given.
  package var groups: [String]
  /// The extra attributes, in the order given.
  package var extra: [Extra]

  /// Creates a user.
  package init(username: String, uid: String = "", groups: [String] = [], extra: [Extra] = []) {
    self.username = username
    self.uid = uid
    self.groups = groups
    self.extra = extra
  }

  /// Whether both are the same bytes.
  package static func == (one: UserInfo, other: UserInfo) -> Bool {
    one.username.hasSameBytes(as: other.username) && one.uid.hasSameBytes(as: other.uid)
      && one.groups.haveSameBytes(as: other.groups) && one.extra == other.extra
  }
}

extension UserInfo {
  /// The namespace and name of the service account this user is; nil for any other user.
  ///
  /// The form is `system:serviceaccount:NAMESPACE:NAME`, where neither part is empty nor holds a
  /// colon (apiserver/pkg/authentication/serviceaccount/util.go, SplitUsername).
  package var serviceAccount: (namespace: String, name: String)? {
    Self.serviceAccount(username: username)
  }

  /// The namespace and name in a service account's user name; nil for any other user name.
  package static func serviceAccount(username: String) -> (namespace: String, name: String)? {
    let prefix = "system:serviceaccount:"
    guard username.utf8.starts(with: prefix.utf8) else { return nil }
    let rest = username.utf8.dropFirst(prefix.utf8.count)
    let parts = rest.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    guard let namespace = String(parts[0]), let name = String(parts[1]) else { return nil }
    return (namespace, name)
  }
}
