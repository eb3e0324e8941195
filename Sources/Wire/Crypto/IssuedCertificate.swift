/// A certificate that was just made and its key, as PEM to be written to files or given to a TLS
/// context.
package struct IssuedCertificate: Sendable {
  /// The certificate, and after it the issuer's where that is an intermediate authority.
  package let certificateChain: [UInt8]
  /// PKCS #8, not encrypted: mode 0600 when it becomes a file.
  package let privateKey: [UInt8]
}
