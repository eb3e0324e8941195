package import Wire

/// A certificate authority of the run and the files of what it issued.
package struct Authority: Sendable {
  private let authority: CertificateAuthority
  private let folder: Folder
  /// The file with the authority's own certificate.
  package let certificateFile: String
  package let certificatePEM: [UInt8]

  /// Files of a certificate and its key.
  package struct Pair: Sendable {
    package let certificate: String
    package let key: String
    let issued: IssuedCertificate

    /// What a kubeconfig says of it.
    package var proof: Kubeconfig.Proof {
      .certificate(chain: issued.certificateChain, key: issued.privateKey)
    }
  }

  package init(_ commonName: String, in folder: Folder) throws {
    self.folder = folder
    authority = try CertificateAuthority(commonName: commonName, validity: Self.aDay)
    certificatePEM = try authority.certificatePEM
    certificateFile = try folder.write(certificatePEM, to: "\(commonName).crt")
  }

  /// An authority that somebody else made, by its files.
  package init(certificateFile: String, keyFile: String, in folder: Folder) throws {
    self.folder = folder
    self.certificateFile = certificateFile
    certificatePEM = try FileContents.read(certificateFile)
    authority = try CertificateAuthority(
      certificate: certificatePEM, privateKey: try FileContents.read(keyFile))
  }

  /// From an hour ago until tomorrow.
  static var aDay: ClosedRange<Int64> { around(hours: -1...24) }

  /// The Unix seconds between two moments, in hours from now.
  package static func around(hours: ClosedRange<Int64>) -> ClosedRange<Int64> {
    let now = SystemClock.unixSeconds
    return now + hours.lowerBound * 3600...now + hours.upperBound * 3600
  }

  /// A certificate for a server on this machine.
  package func server(_ name: String) throws -> Pair {
    try issue(
      name,
      CertificateTemplate(
        subject: CertificateSubject(commonName: name), dnsNames: ["localhost", "kubernetes"],
        addresses: ["127.0.0.1", "10.96.0.1"], usages: [.server], validity: Self.aDay))
  }

  /// A certificate for a client.
  package func client(
    _ name: String, groups: [String] = [], validity: ClosedRange<Int64>? = nil
  ) throws -> Pair {
    let subject = CertificateSubject(commonName: name, organizations: groups)
    let template = CertificateTemplate(
      subject: subject, usages: [.client], validity: validity ?? Self.aDay)
    return try issue("client-\(name.replacing(":", with: "_"))", template)
  }

  /// For connections to servers of this authority by the holder of a certificate.
  package func clientContext(_ pair: Pair) throws -> TLSContext {
    try TLSContext.client(
      certificateAuthorities: certificatePEM, certificateChain: pair.issued.certificateChain,
      privateKey: pair.issued.privateKey)
  }

  private func issue(_ name: String, _ template: CertificateTemplate) throws -> Pair {
    let issued = try authority.issue(template)
    return Pair(
      certificate: try folder.write(issued.certificateChain, to: "\(name).crt"),
      key: try folder.write(issued.privateKey, to: "\(name).key"), issued: issued)
  }
}
