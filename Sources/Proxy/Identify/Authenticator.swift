import Decide
package import Kubernetes
package import KubernetesAPI
package import Wire

/// Finds out who sent a request: client certificate, then bearer token, as the API server does.
package struct Authenticator: Sendable {
  /// Asks the API server about a token; a closure, so that the rules are tested without one.
  package typealias Review = @Sendable (_ token: String) async -> TokenReview.Outcome

  /// A caller, or the answer to give instead.
  package enum Outcome: Sendable {
    case caller(Caller)
    /// The status to answer with, and why, for the log only.
    case refused(Status, reason: String)
  }

  private enum Known: Sendable {
    case caller(Caller, expires: Int64?)
    case nobody(String)
    case unknown(String)
  }

  private let rules: IdentityRules
  private let review: Review
  private let tokens = SingleFlight<Digest, Known>(capacity: 10_000, maximumInFlight: 256)

  /// How long a proven token, and a refused one, is not reviewed again: ten seconds with what a
  /// connection remembers.
  private static let successLifetime = Duration.seconds(9)
  private static let memoryLifetime = Duration.seconds(1)
  private static let failureLifetime = Duration.seconds(2)

  package init(rules: IdentityRules, review: @escaping Review) {
    self.rules = rules
    self.review = review
  }

  /// Identifies by what a connection and a request show.
  ///
  /// - Parameters:
  ///   - certificate: the caller that the connection's certificate proves at this moment.
  ///   - fields: the fields of the request.
  package func identify(
    certificate: CertificateCaller, fields: Fields, memory: inout TokenMemory
  ) async -> Outcome {
    switch certificate {
    case .caller(let caller): return .caller(caller)
    case .refused(let reason): return .refused(.unauthorized, reason: reason)
    case .none: break
    }
    if let caller = memory.caller(for: fields) { return .caller(caller) }
    switch BearerToken.read(fields) {
    case .absent: return .refused(.unauthorized, reason: "no certificate and no bearer token")
    case .malformed: return .refused(.unauthorized, reason: "a malformed Authorization")
    case .token(let token):
      let (outcome, expires) = await identify(token: token)
      if case .caller(let caller) = outcome {
        memory.remember(
          caller, for: token, until: .after(Self.lifetime(Self.memoryLifetime, expires)))
      }
      return outcome
    }
  }

  /// Whom a token proves, and the Unix second in which it expires, where it says so.
  private func identify(token: String) async -> (Outcome, Int64?) {
    let known = await tokens.answer(Digest(of: Array(token.utf8))) { known in
      switch known {
      case .caller(_, let expires): return Self.lifetime(Self.successLifetime, expires)
      case .nobody: return Self.failureLifetime
      case .unknown: return .zero
      }
    } ask: {
      await ask(token)
    }
    switch known {
    case .caller(let caller, let expires)?: return (.caller(caller), expires)
    case .nobody(let reason)?: return (.refused(.unauthorized, reason: reason), nil)
    case .unknown(let reason)?: return (Self.unavailable(reason), nil)
    case nil: return (Self.unavailable("too many unknown tokens at once"), nil)
    }
  }

  private static func lifetime(_ wanted: Duration, _ expires: Int64?) -> Duration {
    guard let expires else { return wanted }
    // A token says what it likes: the least number must not overflow.
    return min(wanted, .seconds(max(expires, 0) - SystemClock.unixSeconds))
  }

  private func ask(_ token: String) async -> Known {
    switch await review(token) {
    case .notAuthenticated(let reason): return .nobody(reason)
    case .failed(let error): return .unknown(error.description)
    case .authenticated(let user):
      if let fault = rules.fault(of: user) { return .nobody(fault) }
      do throws(HTTPError) {
        let caller = try Caller(Identity(user: user, proof: .bearerToken))
        return .caller(caller, expires: TokenExpiry.of(token))
      } catch {
        return .nobody(error.reason)
      }
    }
  }

  /// A review that failed is no verdict: clients drop their credentials on a 401.
  private static func unavailable(_ reason: String) -> Outcome {
    .refused(
      .serviceUnavailable("the token cannot be reviewed at the moment", retryAfterSeconds: 1),
      reason: reason)
  }
}
