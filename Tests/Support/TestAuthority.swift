package import Wire

/// A certificate authority for one test.
package struct TestAuthority: Sendable {
  package let authority: CertificateAuthority

  package init(_ name: String = "test authority") throws {
    authority = try CertificateAuthority(commonName: name, validity: Self.aroundNow)
  }

  package static var aroundNow: ClosedRange<Int64> {
    (SystemClock.unixSeconds - 3600)...(SystemClock.unixSeconds + 86_400)
  }

  /// A certificate for a server on 127.0.0.1.
  package func server() throws -> IssuedCertificate {
    try authority.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "server"), addresses: ["127.0.0.1"],
        usages: [.server], validity: Self.aroundNow))
  }

  /// A user's certificate as Kubernetes reads it.
  package func client(
    _ user: String, groups: [String] = [], validity: ClosedRange<Int64> = Self.aroundNow
  ) throws -> IssuedCertificate {
    try authority.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: user, organizations: groups),
        usages: [.client], validity: validity))
  }

  /// The server side of TLS, asking for certificates of `clients` and of `frontProxies`.
  package func serverContext(
    clients: TestAuthority? = nil, frontProxies: TestAuthority? = nil
  ) throws -> TLSContext {
    let issued = try server()
    return try TLSContext.server(
      certificateChain: issued.certificateChain, privateKey: issued.privateKey,
      clientCertificateAuthorities: clients?.authority.certificatePEM,
      frontProxyAuthorities: frontProxies?.authority.certificatePEM)
  }

  /// The client side, trusting this authority.
  package func clientContext(presenting issued: IssuedCertificate? = nil) throws -> TLSContext {
    try TLSContext.client(
      certificateAuthorities: authority.certificatePEM, certificateChain: issued?.certificateChain,
      privateKey: issued?.privateKey)
  }
}
