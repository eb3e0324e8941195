import Wire

/// Certificates that tests hand out.
struct TestIssuer {
  /// A moment in the year 2026, as the handshake uses the machine's clock, and a day on both sides.
  static let now = SystemClock.unixSeconds
  static let today = now - 86_400...now + 86_400
  static let yesterday = now - 200_000...now - 100_000

  let root: CertificateAuthority

  init(_ name: String = "test root") throws {
    root = try CertificateAuthority(commonName: name, validity: Self.today)
  }

  var pem: [UInt8] { get throws { try root.certificatePEM } }

  func serverCertificate(
    names: [String] = ["proxy.test"], addresses: [String] = [],
    validity: ClosedRange<Int64> = Self.today
  ) throws -> IssuedCertificate {
    try root.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "server"), dnsNames: names, addresses: addresses,
        usages: [.server], validity: validity))
  }

  func clientCertificate(
    _ subject: CertificateSubject = CertificateSubject(
      commonName: "alice", organizations: ["dev", "ops"]),
    usages: [CertificateTemplate.Usage] = [.client], validity: ClosedRange<Int64> = Self.today
  ) throws -> IssuedCertificate {
    try root.issue(CertificateTemplate(subject: subject, usages: usages, validity: validity))
  }

  func server(asking authorities: [UInt8]? = nil) throws -> TLSContext {
    let certificate = try serverCertificate()
    return try .server(
      certificateChain: certificate.certificateChain, privateKey: certificate.privateKey,
      clientCertificateAuthorities: authorities)
  }

  func client(presenting certificate: IssuedCertificate? = nil) throws -> TLSContext {
    try .client(
      certificateAuthorities: pem, certificateChain: certificate?.certificateChain,
      privateKey: certificate?.privateKey)
  }
}

/// The certificate of a PEM that holds one, as its receiver would read it.
func leaf(_ certificate: IssuedCertificate) -> PeerCertificate? {
  let lines = String(decoding: certificate.certificateChain, as: UTF8.self)
    .split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("-----") }
  return Base64.decode(lines.joined()).flatMap { PeerCertificate(der: $0) }
}
