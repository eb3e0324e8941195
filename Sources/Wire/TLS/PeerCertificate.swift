/// What a peer's certificate says, whether or not it is to be believed.
///
/// A value: it outlives the session, so that it can be judged again for every request. Strings are
/// the exact UTF-8 of the certificate, embedded NUL and control characters included, for the rules
/// of identity to refuse; a certificate whose subject cannot be read the way Go's crypto/x509 reads
/// it is not made at all.
package struct PeerCertificate: Hashable, Sendable {
  /// All common names of the subject, in the certificate's order.
  package let commonNames: [String]
  /// All organizations of the subject, in the certificate's order.
  package let organizations: [String]
  /// All attributes 1.3.6.1.4.1.57683.2 of the subject: the user's UID (KEP-4633; kube-apiserver's
  /// x509 authenticator).
  package let userIdentifiers: [String]
  /// The first and the last Unix second in which it is valid.
  package let validity: ClosedRange<Int64>
  /// The serial number's magnitude, big-endian.
  package let serialNumber: [UInt8]
  /// The certificate as it was signed.
  package let der: [UInt8]
  /// SHA-256 of `der`.
  package let digest: Digest
  /// The other certificates the peer sent, its issuer's first as a rule, as they were signed.
  package let intermediates: [[UInt8]]

  package var notBefore: Int64 { validity.lowerBound }
  package var notAfter: Int64 { validity.upperBound }

  init(
    subject: Subject, validity: ClosedRange<Int64>, serialNumber: [UInt8], der: [UInt8],
    intermediates: [[UInt8]]
  ) {
    commonNames = subject.commonNames
    organizations = subject.organizations
    userIdentifiers = subject.userIdentifiers
    self.validity = validity
    self.serialNumber = serialNumber
    self.der = der
    digest = Digest(of: der)
    self.intermediates = intermediates
  }

  package static func == (left: PeerCertificate, right: PeerCertificate) -> Bool {
    left.digest == right.digest && left.intermediates == right.intermediates
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(digest)
  }

  /// The attributes of a subject that make an identity in Kubernetes.
  struct Subject: Hashable, Sendable {
    var commonNames: [String] = []
    var organizations: [String] = []
    var userIdentifiers: [String] = []
  }
}
