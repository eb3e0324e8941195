/// A way to prove who one is; which are tried, and in what order, is for the administrator to say.
package enum AuthenticationMethod: String, CaseIterable, Sendable {
  /// What a trusted front proxy says in `X-Remote-*`.
  case frontProxy = "front-proxy"
  /// The certificate of the client's connection.
  case certificate
  /// A token of the configured issuer, verified here.
  case oidc
  /// A token that the API server reviews.
  case token
}
