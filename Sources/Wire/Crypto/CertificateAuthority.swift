internal import CSystem

/// Issues certificates with ECDSA keys over P-256: for the program's own address and for the
/// sandbox's users.
///
/// It keeps its private key in memory and writes none of it anywhere.
package struct CertificateAuthority: Sendable {
  private let certificate: X509Handle
  private let key: PrivateKeyHandle
  /// PEM of what follows a certificate issued here: the authorities below the root.
  private let chain: [UInt8]

  /// A new self-signed root.
  package init(commonName: String, validity: ClosedRange<Int64>) throws(TLSError) {
    let key = try Self.makeKey()
    let draft = try CertificateDraft(
      subject: CertificateSubject(commonName: commonName), validity: validity, key: key)
    try draft.addAuthorityExtensions(issuer: draft.certificate)
    try draft.sign(as: draft.certificate, with: key)
    self.key = key
    certificate = draft.certificate
    chain = []
  }

  /// An authority whose certificate and key were made before, the certificate first in its file.
  package init(certificate: [UInt8], privateKey: [UInt8]) throws(TLSError) {
    self.certificate = try PEMReader.certificates(in: certificate)[0]
    key = try PEMReader.privateKey(in: privateKey)
    chain = []
    guard unsafe X509_check_private_key(self.certificate.pointer, key.pointer) == 1 else {
      ERR_clear_error()
      throw TLSError("The private key does not belong to the authority's certificate.")
    }
  }

  private init(certificate: X509Handle, key: PrivateKeyHandle, chain: [UInt8]) {
    self.certificate = certificate
    self.key = key
    self.chain = chain
  }

  /// The authority's own certificate as PEM, for those who are to trust it.
  package var certificatePEM: [UInt8] {
    get throws(TLSError) { try Self.pem(of: certificate) }
  }

  /// The authority's private key as PEM, so that a later process can go on issuing.
  package var privateKeyPEM: [UInt8] {
    get throws(TLSError) { try Self.pem(of: key) }
  }

  /// A certificate for a server or a client, with a new key.
  package func issue(_ template: CertificateTemplate) throws(TLSError) -> IssuedCertificate {
    let leafKey = try Self.makeKey()
    let draft = try CertificateDraft(
      subject: template.subject, validity: template.validity, key: leafKey)
    try draft.addLeafExtensions(template, issuer: certificate)
    try draft.sign(as: certificate, with: key)
    return IssuedCertificate(
      certificateChain: try Self.pem(of: draft.certificate) + chain,
      privateKey: try Self.pem(of: leafKey))
  }

  /// An authority below this one, whose certificates come with its own.
  package func issueAuthority(
    commonName: String, validity: ClosedRange<Int64>
  ) throws(TLSError) -> CertificateAuthority {
    let authorityKey = try Self.makeKey()
    let draft = try CertificateDraft(
      subject: CertificateSubject(commonName: commonName), validity: validity, key: authorityKey)
    try draft.addAuthorityExtensions(issuer: certificate)
    try draft.sign(as: certificate, with: key)
    return CertificateAuthority(
      certificate: draft.certificate, key: authorityKey,
      chain: try Self.pem(of: draft.certificate) + chain)
  }

  private static func makeKey() throws(TLSError) -> PrivateKeyHandle {
    ERR_clear_error()
    guard let key = unsafe cs_generate_p256_key() else {
      throw TLSError.openSSL("Cannot make a key")
    }
    return unsafe PrivateKeyHandle(owning: key)
  }

  private static func pem(of certificate: X509Handle) throws(TLSError) -> [UInt8] {
    let out = try MemoryBIO()
    guard unsafe PEM_write_bio_X509(out.pointer, certificate.pointer) == 1 else {
      throw TLSError.openSSL("Cannot write a certificate")
    }
    return out.bytes
  }

  private static func pem(of key: PrivateKeyHandle) throws(TLSError) -> [UInt8] {
    let out = try MemoryBIO()
    guard
      unsafe PEM_write_bio_PrivateKey(out.pointer, key.pointer, nil, nil, 0, nil, nil) == 1
    else { throw TLSError.openSSL("Cannot write a key") }
    return out.bytes
  }
}
