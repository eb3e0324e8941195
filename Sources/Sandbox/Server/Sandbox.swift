package import JSON
package import KubernetesAPI
package import Wire

/// The sandbox's API server.
package final class Sandbox: Sendable {
  /// A bearer token that always means the same user.
  package struct StaticToken: Sendable, Equatable {
    package let token: String
    package let user: String
    package let uid: String
    package let groups: [String]

    package init(token: String, user: String, uid: String, groups: [String]) {
      self.token = token
      self.user = user
      self.uid = uid
      self.groups = groups
    }
  }

  /// What the API server is told at its start.
  package struct Configuration: Sendable {
    package var tokens: [StaticToken]
    /// PEM of who vouches for clients' certificates.
    package var clientAuthority: [UInt8]
    /// Who issues the tokens of service accounts, as their `iss` says.
    package var issuer: String

    package init(
      tokens: [StaticToken], clientAuthority: [UInt8],
      issuer: String = "https://kubernetes.default.svc.cluster.local"
    ) {
      self.tokens = tokens
      self.clientAuthority = clientAuthority
      self.issuer = issuer
    }
  }

  package init(_ configuration: Configuration) throws(TLSError) {}

  /// Creates or replaces an object as the administrator would, keeping `status`.
  package func load(_ object: JSONValue) throws(Status) {}

  /// Runs lifecycle tasks until cancelled.
  package func run() async {}

  /// Answers the requests of one connection.
  package func serve(_ connection: ServerConnection) async {}
}
