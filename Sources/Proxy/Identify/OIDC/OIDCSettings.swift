package import Wire

/// Whose tokens are verified here and how claims become a user: kube-apiserver's `--oidc-*` flags of
/// the same names (`pkg/kubeapiserver/options/authentication.go`).
package struct OIDCSettings: Sendable {
  /// A claim that a token must have, with exactly this text.
  package struct RequiredClaim: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The https URL that `iss` must be, byte for byte.
  package let issuer: String
  /// What must be in `aud`.
  package let clientID: String
  package var usernameClaim = "sub"
  /// What stands before the claim; nil for the standard, and `-` for nothing.
  package var usernamePrefix: String?
  /// The claim with the groups; nil for users without any.
  package var groupsClaim: String?
  package var groupsPrefix = ""
  package var requiredClaims: [RequiredClaim] = []
  /// What tokens may be signed by.
  package var algorithms: Set<SignatureAlgorithm> = [.rs256]
  /// Whether users and groups may begin with `system:`.
  package var allowsSystemNames = false

  /// The standard settings for a client of an issuer.
  package init(issuer: String, clientID: String) {
    self.issuer = issuer
    self.clientID = clientID
  }

  /// What stands before every user's name: without a prefix of one's own the issuer and `#`, unless
  /// the claim is `email`, which is unique everywhere.
  var effectiveUsernamePrefix: String {
    switch usernamePrefix {
    case "-"?: ""
    case nil, ""?: usernameClaim == "email" ? "" : issuer + "#"
    case let prefix?: prefix
    }
  }
}
