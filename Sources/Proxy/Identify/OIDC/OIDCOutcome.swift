package import KubernetesAPI

/// What the verifier of an issuer's tokens says of one.
package enum OIDCOutcome: Sendable, Equatable {
  /// It is no token of the issuer: somebody else may know it.
  case notMine
  /// Whom it proves, until a Unix second.
  case authenticated(UserInfo, expires: Int64)
  /// It is a token of the issuer and proves nobody; why is for the log only.
  case refused(String)
  /// It cannot be judged now, as the issuer's keys are not known; why is for the log only.
  case unavailable(String)
}
