import Decide
package import Kubernetes
internal import KubernetesAPI
internal import Metrics
internal import Wire

/// Whom a bearer token proves, by the API server's word, which is kept for a few seconds.
package struct TokenReviews: Sendable {
  /// Asks the API server about a token; a closure, so that the rules are tested without one.
  package typealias Review = @Sendable (_ token: String) async -> TokenReview.Outcome

  /// What is known of a token.
  enum Outcome: Sendable {
    case caller(Caller)
    /// It proves nobody; why, for the log only.
    case nobody(String)
    /// It cannot be reviewed at the moment; why, for the log only.
    case unknown(String)
  }

  private let rules: IdentityRules
  private let review: Review
  private let tokens = SingleFlight<Digest, Outcome>(
    capacity: 10_000, maximumInFlight: 256, maximumOfOne: Self.maximumOfOne)

  /// What the API server said.
  private let results = Counters<ReviewResult>()

  /// How many tokens that nobody knows yet are reviewed at once for one client's address: a quarter of
  /// all, so that nobody who makes tokens up keeps the others from coming in.
  package static let maximumOfOne = 64

  /// How long a proven token, and a refused one, is not reviewed again: ten seconds with what a
  /// connection remembers.
  private static let successLifetime = Duration.seconds(9)
  private static let failureLifetime = Duration.seconds(2)

  init(rules: IdentityRules, review: @escaping Review) {
    self.rules = rules
    self.review = review
  }

  /// Whom a token proves.
  ///
  /// - Parameter client: the address that a review is counted for.
  func identify(_ token: String, from client: SocketAddress?) async -> Outcome {
    let known = await tokens.answer(Digest(of: Array(token.utf8)), for: client?.host ?? "") {
      switch $0 {
      case .caller(let caller): TokenExpiry.lifetime(Self.successLifetime, until: caller.expires)
      case .nobody: Self.failureLifetime
      case .unknown: .zero
      }
    } ask: {
      await ask(token)
    }
    return known ?? .unknown("too many unknown tokens at once")
  }

  /// Tells what was asked, and what was known without asking.
  func collect(into samples: inout MetricSamples) {
    tokens.lookups.collect(.tokenLookups, into: &samples)
    results.collect(.tokenReviews, into: &samples)
  }

  private func ask(_ token: String) async -> Outcome {
    switch await review(token) {
    case .notAuthenticated(let reason):
      results.add(.no)
      return .nobody(reason)
    case .failed(let error):
      results.add(.failed)
      return .unknown(error.description)
    case .authenticated(let user):
      results.add(.yes)
      if let fault = rules.fault(of: user) { return .nobody(fault) }
      do throws(HTTPError) {
        return .caller(
          try Caller(
            Identity(user: user, proof: .bearerToken), expires: TokenExpiry.of(token)))
      } catch {
        return .nobody(error.reason)
      }
    }
  }
}
