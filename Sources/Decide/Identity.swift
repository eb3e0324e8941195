package import KubernetesAPI

/// Who a request is decided for, and how that was proven.
package struct Identity: Sendable, Hashable {
  /// How an identity was proven, which says whose credential goes upstream.
  package enum Proof: Sendable, Hashable {
    /// By a certificate of the client's connection: the program impersonates the user.
    case clientCertificate
    /// By a token that the API server knows: the token itself goes upstream.
    case bearerToken
    /// By a token that was verified here: the program impersonates the user.
    case verifiedToken
    /// By the word of a trusted front proxy: the program impersonates the user.
    case frontProxy
    /// By nothing, on a path that is open to anybody: no credential goes upstream.
    case anonymous
  }

  /// The user, with every group that authentication found.
  package var user: UserInfo
  /// The proof.
  package var proof: Proof

  /// Creates an identity.
  package init(user: UserInfo, proof: Proof) {
    self.user = user
    self.proof = proof
  }
}
