/// A certificate for clients that ask for a name (RFC 6066 §3), as files hold it.
package struct NamedCertificate: Sendable {
  /// PEM, the server's own certificate first.
  package let certificateChain: [UInt8]
  /// PEM, not encrypted.
  package let privateKey: [UInt8]
  /// DNS names, the first label of which may be `*`; none means those in the certificate.
  package let names: [String]

  package init(certificateChain: [UInt8], privateKey: [UInt8], names: [String] = []) {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    self.names = names
  }
}
