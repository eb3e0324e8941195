import Decide
package import KubernetesAPI
internal import Metrics
package import Wire

/// Finds out who sent a request: the methods are tried one after the other, as the API server does,
/// and one that proves nothing leaves it to the next.
package struct Authenticator: Sendable {
  /// Verifies a token of the configured issuer at a Unix second.
  package typealias Verify = @Sendable (_ token: String, _ now: Int64) async -> OIDCOutcome

  /// A caller, or the answer to give instead.
  package enum Outcome: Sendable {
    case caller(Caller)
    /// The status to answer with, and why, for the log only.
    case refused(Status, reason: String)
  }

  /// How callers may prove who they are.
  package let settings: AuthenticationRules
  private let rules: IdentityRules
  private let oidc: Verify?
  private let tokens: TokenReviews

  /// How long a connection remembers whom its token proved.
  private static let memoryLifetime = Duration.seconds(1)

  package init(
    rules: IdentityRules, settings: AuthenticationRules = AuthenticationRules(),
    oidc: Verify? = nil, review: @escaping TokenReviews.Review
  ) {
    self.rules = rules
    self.settings = settings
    self.oidc = oidc
    tokens = TokenReviews(rules: rules, review: review)
  }

  /// Tells how tokens were known.
  func collect(into samples: inout MetricSamples) { tokens.collect(into: &samples) }

  /// What judges the certificate of one connection.
  var judge: CertificateJudge {
    CertificateJudge(rules: rules, frontProxyNames: settings.frontProxyNames)
  }

  /// Identifies by what a connection and a request show.
  ///
  /// - Parameters:
  ///   - certificate: what the connection's certificate proves at this moment.
  ///   - fields: the fields of the request.
  ///   - client: the address of the client.
  ///   - memory: what the connection showed last.
  package func identify(
    certificate: CertificateCaller, fields: Fields, client: SocketAddress? = nil,
    memory: inout TokenMemory
  ) async -> Outcome {
    // What is told when nothing proves anybody; that something could not be found out goes before
    // that nobody was found.
    var refusal = (status: Status.unauthorized, reason: "nothing that proves anybody")
    for method in settings.methods {
      let attempt: Attempt
      switch method {
      case .frontProxy: attempt = named(by: certificate, fields)
      case .certificate: attempt = proved(by: certificate)
      case .oidc where oidc == nil: continue
      case .oidc, .token:
        attempt = await token(of: fields, by: method, client: client, memory: &memory)
      }
      switch attempt {
      case .nothing: continue
      case .ended(let outcome): return outcome
      case .failed(let status, let reason):
        if refusal.status.code == 401 { refusal = (status, reason) }
      }
    }
    return .refused(refusal.status, reason: refusal.reason)
  }

  /// What one method came to.
  private enum Attempt {
    /// It has nothing to go by.
    case nothing
    /// What it goes by proves nobody; another method may prove somebody.
    case failed(Status, reason: String)
    /// Somebody is proven, be it somebody who may not come in.
    case ended(Outcome)
  }

  private func named(by certificate: CertificateCaller, _ fields: Fields) -> Attempt {
    guard case .frontProxy(let expires) = certificate else { return .nothing }
    switch FrontProxy.read(fields) {
    case .absent: return .nothing
    case .ambiguous:
      return .ended(
        .refused(.unauthorized, reason: "the front proxy does not name exactly one user"))
    case .user(let user):
      return .ended(
        vouched(
          user, by: .frontProxy, until: expires, mayNameSystem: settings.frontProxyMayNameSystem))
    }
  }

  private func proved(by certificate: CertificateCaller) -> Attempt {
    switch certificate {
    case .caller(let caller): .ended(.caller(caller))
    case .refused(let reason): .ended(.refused(.unauthorized, reason: reason))
    case .none, .frontProxy: .nothing
    }
  }

  private func token(
    of fields: Fields, by method: AuthenticationMethod, client: SocketAddress?,
    memory: inout TokenMemory
  ) async -> Attempt {
    if let caller = memory.caller(for: fields) {
      memory.wasUsed = true
      return .ended(.caller(caller))
    }
    switch BearerToken.read(fields) {
    case .absent: return .nothing
    case .malformed: return .failed(.unauthorized, reason: "a malformed Authorization")
    case .token(let token):
      let attempt =
        method == .oidc ? await verified(token) : await reviewed(token, client: client)
      if case .ended(.caller(let caller)) = attempt {
        memory.remember(
          caller, for: token,
          until: .after(TokenExpiry.lifetime(Self.memoryLifetime, until: caller.expires)))
      }
      return attempt
    }
  }

  /// Whom a token proves by the API server's word.
  private func reviewed(_ token: String, client: SocketAddress?) async -> Attempt {
    switch await tokens.identify(token, from: client) {
    case .caller(let caller): .ended(.caller(caller))
    case .nobody(let reason): .failed(.unauthorized, reason: reason)
    case .unknown(let reason): .failed(.tokenUnknown, reason: reason)
    }
  }

  /// Whom a token proves by its issuer's signature.
  private func verified(_ token: String) async -> Attempt {
    switch await oidc?(token, SystemClock.unixSeconds) {
    case nil, .notMine?: .nothing
    case .refused(let reason)?: .failed(.unauthorized, reason: reason)
    case .unavailable(let reason)?: .failed(.tokenUnknown, reason: reason)
    case .authenticated(let user, let expires)?:
      .ended(
        vouched(
          user, by: .verifiedToken, until: expires, mayNameSystem: settings.issuerMayNameSystem))
    }
  }

  /// A user whom somebody outside of the cluster vouches for.
  private func vouched(
    _ user: UserInfo, by proof: Identity.Proof, until expires: Int64, mayNameSystem: Bool
  ) -> Outcome {
    if let fault = rules.fault(of: user, allowsSystemNames: mayNameSystem) {
      return .refused(.unauthorized, reason: fault)
    }
    do throws(HTTPError) {
      return .caller(
        try Caller(Identity(user: user.vouchedFor, proof: proof), expires: expires))
    } catch {
      return .refused(.unauthorized, reason: error.reason)
    }
  }
}

extension Status {
  /// A review that failed is no verdict: clients drop their credentials on a 401.
  fileprivate static let tokenUnknown = Status.serviceUnavailable(
    "the token cannot be reviewed at the moment", retryAfterSeconds: 1)
}
