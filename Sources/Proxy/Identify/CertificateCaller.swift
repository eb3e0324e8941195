import Decide
internal import KubernetesAPI
package import Wire

/// Whom a connection's certificate proves.
package enum CertificateCaller: Sendable {
  /// No certificate, or none that anybody here vouches for: other proofs are tried.
  case none
  case caller(Caller)
  /// A certificate that is vouched for and names no acceptable identity.
  case refused(reason: String)
}

/// Judges a connection's certificate for each request.
///
/// The chain is verified when the connection comes, when the authorities change, and every half
/// minute; in between the leaf's own dates are looked at.
package struct CertificateJudge {
  private let rules: IdentityRules
  private var context: TLSContext?
  private var verifiedAt: Int64 = 0
  private var isVouchedFor = false
  private var identified: CertificateCaller?

  private static let period: Int64 = 30

  package init(rules: IdentityRules) { self.rules = rules }

  /// Whom the certificate proves at a Unix second, by the authorities of `context`.
  package mutating func judge(
    _ certificate: PeerCertificate?, by context: TLSContext, at now: Int64
  ) -> CertificateCaller {
    guard let certificate else { return .none }
    if self.context !== context || now >= verifiedAt + Self.period || now < verifiedAt {
      self.context = context
      verifiedAt = now
      isVouchedFor = context.verify(certificate, at: now)
    }
    guard isVouchedFor, certificate.validity.contains(now) else { return .none }
    if let identified { return identified }
    let caller = identify(certificate)
    identified = caller
    return caller
  }

  private func identify(_ certificate: PeerCertificate) -> CertificateCaller {
    guard let user = certificate.user else {
      return .refused(reason: "the certificate has not exactly one common name, or two uids")
    }
    if let fault = rules.fault(of: user) { return .refused(reason: fault) }
    do throws(HTTPError) {
      return .caller(try Caller(Identity(user: user, proof: .clientCertificate)))
    } catch {
      return .refused(reason: error.reason)
    }
  }
}
