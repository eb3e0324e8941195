package import Logging
package import Wire
internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Synchronization

/// Verifies the tokens of one OpenID Connect issuer here, by the keys that it publishes, as
/// kube-apiserver does when it has the flags of the same names.
package final class OIDCAuthenticator: Sendable {
  private let rules: ClaimRules
  private let keys: IssuerKeys
  private let logger: Logger
  private let verified = Mutex(VerifiedTokens())

  /// A verifier; the issuer is not asked before somebody shows one of its tokens.
  ///
  /// - Parameters:
  ///   - settings: whose tokens, and how they name users.
  ///   - authorities: PEM of who vouches for the issuer's server; nil for the system's authorities.
  ///   - logger: told when the issuer's keys change or cannot be read, and why a token is refused.
  /// - Throws: when the issuer's URL is none, or the authorities cannot be used.
  package convenience init(
    settings: OIDCSettings, authorities: [UInt8]?, logger: Logger
  ) throws(TLSError) {
    let discovery: IssuerURL
    do throws(AccessError) { discovery = try IssuerURL(discoveryOf: settings.issuer) } catch {
      throw TLSError("The issuer's URL cannot be used: \(error).")
    }
    let client = IssuerClient(
      issuer: settings.issuer, discovery: discovery,
      tls: try TLSContext.client(certificateAuthorities: authorities))
    self.init(
      settings: settings,
      keys: IssuerKeys(logger: logger) {
        do throws(IssuerFailure) { return .success(try await client.keys()) } catch {
          return .failure(error)
        }
      }, logger: logger)
  }

  init(settings: OIDCSettings, keys: IssuerKeys, logger: Logger) {
    rules = ClaimRules(settings: settings)
    self.keys = keys
    self.logger = logger
  }

  /// Whom a token proves at a Unix second.
  ///
  /// It may ask the issuer for its keys, and is for tasks of a loop.
  package func identify(_ token: String, at now: Int64) async -> OIDCOutcome {
    let digest = Digest(of: token)
    if let entry = verified.withLock({ $0.entry(for: digest, at: now) }),
      case .success(let set) = await keys.current(), set.digests.contains(entry.key)
    {
      return .authenticated(entry.user, expires: entry.expires)
    }
    guard isMine(token) else { return .notMine }
    do throws(TokenFault) { return try await judge(token, digest, at: now) } catch {
      // Here, because another method may be tried, and may have a reason of its own.
      logger.info("an OIDC token is refused", metadata: ["reason": "\(error)"])
      return .refused(error.description)
    }
  }

  /// Asks for the issuer's keys, so that the first caller need not wait, and a failure shows in the
  /// log of the start.
  package func prepare() async { _ = await keys.current() }

  /// Whether a token says that the issuer made it; whether it is right shows later.
  private func isMine(_ token: String) -> Bool {
    let parts = JSONWebToken.parts(of: token)
    guard parts.count > 1, let claims = JSONWebToken.object(parts[1]) else { return false }
    return claims["iss"]?.string?.hasSameBytes(as: rules.settings.issuer) ?? false
  }

  /// What can be judged without the issuer comes first: it is not asked for what is no good anyway.
  private func judge(
    _ text: String, _ digest: Digest, at now: Int64
  ) async throws(TokenFault) -> OIDCOutcome {
    let token = try JSONWebToken(text)
    try rules.check(token.claims, at: now)
    guard let algorithm = SignatureAlgorithm(rawValue: token.algorithm),
      rules.settings.algorithms.contains(algorithm)
    else { throw .algorithm }
    let key: VerifyingKey
    switch await keys.signer(called: token.keyID, find: { $0.signer(of: token, by: algorithm) }) {
    case .key(let found): key = found
    case .unsigned: throw .signature
    case .unknown: throw token.keyID == nil ? .signature : .unknownKey
    case .unavailable(let failure): return .unavailable("the OIDC issuer: \(failure)")
    }
    let user = try rules.user(of: token.claims)
    let expires = try ClaimRules.expiry(of: token.claims)
    verified.withLock { $0.remember(digest, user: user, expires: expires, key: key.digest) }
    return .authenticated(user, expires: expires)
  }
}
