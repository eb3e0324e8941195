/// Names that the API server gives and knows (apiserver/pkg/authentication/user/user.go).
package enum SystemName {
  /// The user who proves nothing.
  package static let anonymous = "system:anonymous"
  /// The group of everybody who proved something.
  package static let authenticated = "system:authenticated"
  /// The group of everybody who proved nothing.
  package static let unauthenticated = "system:unauthenticated"
  /// The group that every authoriser lets do everything.
  package static let masters = "system:masters"
  /// The group of the nodes' kubelets.
  package static let nodes = "system:nodes"

  /// The node whose kubelet has this user name; nil for other users and for what is no node's name.
  package static func node(username: String) -> String? {
    let prefix = "system:node:"
    guard username.utf8.starts(with: prefix.utf8),
      let name = String(username.utf8.dropFirst(prefix.utf8.count))
    else { return nil }
    return LabelSyntax.isSubdomain(name.utf8[...]) ? name : nil
  }

  /// The service account that has this user name; nil for other users and for what is no name of a
  /// namespace and an account (apiserver/pkg/authentication/serviceaccount/util.go, SplitUsername).
  package static func serviceAccount(username: String) -> (namespace: String, name: String)? {
    guard let account = UserInfo.serviceAccount(username: username),
      account.namespace.utf8.count <= 63, !account.namespace.utf8.contains(UInt8(ascii: ".")),
      LabelSyntax.isSubdomain(account.namespace.utf8[...]),
      LabelSyntax.isSubdomain(account.name.utf8[...])
    else { return nil }
    return account
  }
}
