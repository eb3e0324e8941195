package import Kubernetes
internal import KubernetesAPI
package import Wire

/// Who is asked about what streams stand on; closures, so that the rules are tested without them.
package struct StreamReviews: Sendable {
  let access: @Sendable (SubjectAccessReview) async -> SubjectAccessReview.Outcome
  let token: @Sendable (String) async -> TokenReview.Outcome
  /// By which authorities certificates are judged at the moment; nil for none.
  let authorities: @Sendable () -> TLSContext?

  package init(
    access: @escaping @Sendable (SubjectAccessReview) async -> SubjectAccessReview.Outcome,
    token: @escaping @Sendable (String) async -> TokenReview.Outcome,
    authorities: @escaping @Sendable () -> TLSContext?
  ) {
    self.access = access
    self.token = token
    self.authorities = authorities
  }

  /// Asks.
  func answer(to question: StreamQuestion) async -> StreamAnswer {
    switch question {
    case .access(let review):
      switch await access(review) {
      case .allowed: .yes
      case .denied: .no
      case .failed(let error): .unknown(error.description)
      }
    case .token(let held):
      switch await token(held.text) {
      case .authenticated(let user): .user(user)
      case .notAuthenticated: .no
      case .failed(let error): .unknown(error.description)
      }
    case .certificate(let certificate):
      vouching(for: certificate) == (true, false) ? .yes : .no
    case .frontProxy(let certificate):
      vouching(for: certificate) == (false, true) ? .yes : .no
    }
  }

  /// Who vouches for a certificate now: the authorities of clients, and those of front proxies.
  private func vouching(for certificate: PeerCertificate) -> (clients: Bool, frontProxies: Bool) {
    guard let context = authorities() else { return (false, false) }
    let now = SystemClock.unixSeconds
    return (context.verify(certificate, at: now), context.verifyFrontProxy(certificate, at: now))
  }
}
