/// What a certificate authority is asked to sign.
package struct CertificateTemplate: Sendable {
  /// The extended key usages (RFC 5280 §4.2.1.12).
  package enum Usage: Sendable {
    case server, client
  }

  package var subject: CertificateSubject
  /// DNS names it is valid for; ASCII, wildcards included.
  package var dnsNames: [String] = []
  /// IP addresses it is valid for, in text.
  package var addresses: [String] = []
  package var usages: [Usage]
  /// The first and the last Unix second of its validity.
  package var validity: ClosedRange<Int64>

  package init(
    subject: CertificateSubject, dnsNames: [String] = [], addresses: [String] = [],
    usages: [Usage], validity: ClosedRange<Int64>
  ) {
    self.subject = subject
    self.dnsNames = dnsNames
    self.addresses = addresses
    self.usages = usages
    self.validity = validity
  }
}
