internal import CSystem

/// What an administrator wants to know of a certificate.
package struct CertificateFacts: Hashable, Sendable {
  /// The subject in one line of ASCII (RFC 2253).
  package let subject: String
  /// The DNS names it is valid for.
  package let dnsNames: [String]
  /// The last Unix second of its validity.
  package let notAfter: Int64

  /// The facts of every certificate of a PEM file, in the file's order; at least one.
  package static func all(in pem: [UInt8]) throws(TLSError) -> [CertificateFacts] {
    try PEMReader.certificates(in: pem).map { (certificate) throws(TLSError) in
      guard let validity = unsafe X509Handle.validity(of: certificate.pointer) else {
        throw TLSError("The validity of a certificate cannot be read.")
      }
      return CertificateFacts(
        subject: certificate.subjectLine, dnsNames: certificate.dnsNames,
        notAfter: validity.upperBound)
    }
  }
}
