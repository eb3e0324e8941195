import Decide
internal import KubernetesAPI
package import Wire

/// Judges a connection's certificate for each request.
///
/// The chain is verified when the connection comes, when the authorities change, and every half
/// minute; in between the leaf's own dates are looked at. The authorities of clients and those of
/// front proxies never stand in for each other: a certificate that both vouch for counts as neither.
package struct CertificateJudge {
  private enum Vouching {
    case nobody
    case clients
    case frontProxies
  }

  private let rules: IdentityRules
  private let frontProxyNames: [String]
  private var context: TLSContext?
  private var verifiedAt: Int64 = 0
  private var vouching = Vouching.nobody
  private var identified: CertificateCaller?

  private static let period: Int64 = 30

  /// - Parameter frontProxyNames: the common names a front proxy may have; with none, any.
  package init(rules: IdentityRules, frontProxyNames: [String] = []) {
    self.rules = rules
    self.frontProxyNames = frontProxyNames
  }

  /// Whom the certificate proves at a Unix second, by the authorities of `context`.
  package mutating func judge(
    _ certificate: PeerCertificate?, by context: TLSContext, at now: Int64
  ) -> CertificateCaller {
    guard let certificate else { return .none }
    if self.context !== context || now >= verifiedAt + Self.period || now < verifiedAt {
      self.context = context
      verifiedAt = now
      vouching =
        switch (
          context.verify(certificate, at: now), context.verifyFrontProxy(certificate, at: now)
        ) {
        case (true, false): .clients
        case (false, true): .frontProxies
        case (true, true), (false, false): .nobody
        }
    }
    guard certificate.validity.contains(now) else { return .none }
    switch vouching {
    case .nobody: return .none
    case .frontProxies:
      return isFrontProxy(certificate) ? .frontProxy(expires: certificate.expires) : .none
    case .clients:
      if let identified { return identified }
      let caller = identify(certificate)
      identified = caller
      return caller
    }
  }

  private func isFrontProxy(_ certificate: PeerCertificate) -> Bool {
    if frontProxyNames.isEmpty { return true }
    guard certificate.commonNames.count == 1 else { return false }
    return frontProxyNames.contains { $0.hasSameBytes(as: certificate.commonNames[0]) }
  }

  private func identify(_ certificate: PeerCertificate) -> CertificateCaller {
    // Without a name it is nobody's, as to the API server.
    guard certificate.commonNames.contains(where: { !$0.isEmpty }) else { return .none }
    guard let user = certificate.user else {
      return .refused(reason: "the certificate has not exactly one common name, or two uids")
    }
    if let fault = rules.fault(of: user) { return .refused(reason: fault) }
    do throws(HTTPError) {
      return .caller(
        try Caller(
          Identity(user: user, proof: .clientCertificate), expires: certificate.expires))
    } catch {
      return .refused(reason: error.reason)
    }
  }
}

extension PeerCertificate {
  /// The Unix second in which it is good no more: it still is in its last one.
  var expires: Int64 { notAfter == .max ? .max : notAfter + 1 }
}
