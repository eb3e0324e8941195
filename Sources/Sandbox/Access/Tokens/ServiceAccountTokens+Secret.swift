import JSON
import Wire

extension ServiceAccountTokens {
  private static let decade = 10 * 365 * 24 * 3600

  /// The token of a secret of type `kubernetes.io/service-account-token`; nil when it cannot be
  /// signed.
  ///
  /// Unlike the API server's it ends, in ten years, and names its audiences.
  func token(for account: JSONValue, in secret: JSONValue) -> String? {
    let now = Int(SystemClock.unixSeconds)
    var claims = TokenClaims(
      audiences: audiences, expiry: now + Self.decade, issuedAt: now, notBefore: now,
      issuer: issuer, id: ObjectNames.uid(),
      subject: "system:serviceaccount:\(account.namespace):\(account.name)",
      namespace: account.namespace,
      serviceAccount: TokenClaims.Reference(name: account.name, uid: account.uid))
    claims.secret = TokenClaims.Reference(name: secret.name, uid: secret.uid)
    return try? SignedToken.make(claims.json, keyID: keyID, by: key)
  }
}
