/// How callers may prove who they are.
package struct AuthenticationRules: Sendable {
  /// The methods that are tried, one after the other; one that proves nothing leaves it to the next.
  package var methods = AuthenticationMethod.allCases
  /// The common names that a front proxy's certificate may have; with none, every certificate of
  /// the front proxies' authority is one.
  package var frontProxyNames: [String] = []
  /// Whether a front proxy may name users and groups that begin with `system:`.
  package var frontProxyMayNameSystem = false
  /// Whether an issuer's token, verified here, may.
  package var issuerMayNameSystem = false
  /// Paths that who shows no credential at all may read, to be matched whole.
  package var anonymousPaths: [String] = []

  /// The defaults: every method, and nobody without a proof.
  package init() {}
}
