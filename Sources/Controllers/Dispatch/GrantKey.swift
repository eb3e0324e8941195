internal import JSON
package import Kubernetes
internal import KubernetesAPI

/// One account in one namespace, which is what a role binding is for.
package struct GrantKey: Sendable, Hashable {
  /// The name of the service account.
  package let account: String
  /// The name of the namespace.
  package let namespace: String

  /// A key of its parts.
  package init(account: String, namespace: String) {
    self.account = account
    self.namespace = namespace
  }

  /// Whose a role binding or a quota that this controller made is.
  ///
  /// One that lost its label is known by whom it binds. One that says neither is nobody's, and nobody
  /// wants it.
  package init(of made: APIObject) {
    let bound = made.json["subjects"]?[0]?["name"]?.string
    account = made.metadata.labels[Dispatch.accountLabel] ?? bound ?? ""
    namespace = made.key.namespace
  }
}

extension GrantKey: CustomStringConvertible {
  /// `account in namespace`.
  package var description: String { "\(account) in \(namespace)" }
}
