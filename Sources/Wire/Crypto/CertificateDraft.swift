internal import CSystem

/// A certificate that is being put together (RFC 5280 §4); nobody else holds it before it is
/// signed.
struct CertificateDraft {
  let certificate: X509Handle
  private let key: PrivateKeyHandle

  /// A version 3 certificate with a random serial number of 127 bits, for the public half of `key`.
  init(
    subject: CertificateSubject, validity: ClosedRange<Int64>, key: PrivateKeyHandle
  ) throws(TLSError) {
    ERR_clear_error()
    guard let x509 = unsafe X509_new() else { throw Self.failure }
    unsafe certificate = X509Handle(owning: x509)
    self.key = key
    var serial = RandomBytes.make(16)
    // Positive and without leading zeros (RFC 5280 §4.1.2.2).
    serial[0] = serial[0] & 0x7F | 0x40
    let number = unsafe BN_bin2bn(serial, Int32(serial.count), nil)
    defer { unsafe BN_free(number) }
    guard
      unsafe X509_set_version(x509, Int(X509_VERSION_3)) == 1,
      unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509)) != nil,
      unsafe ASN1_TIME_set(X509_getm_notBefore(x509), Int(validity.lowerBound)) != nil,
      unsafe ASN1_TIME_set(X509_getm_notAfter(x509), Int(validity.upperBound)) != nil,
      unsafe X509_set_pubkey(x509, key.pointer) == 1
    else { throw Self.failure }
    for attribute in subject.attributes { try add(attribute) }
  }

  func addAuthorityExtensions(issuer: X509Handle) throws(TLSError) {
    try add(NID_basic_constraints, "critical,CA:TRUE", issuer)
    try add(NID_key_usage, "critical,keyCertSign,cRLSign", issuer)
    try add(NID_subject_key_identifier, "hash", issuer)
    guard issuer !== certificate else { return }
    try add(NID_authority_key_identifier, "keyid:always", issuer)
  }

  func addLeafExtensions(
    _ template: CertificateTemplate, issuer: X509Handle
  ) throws(TLSError) {
    try add(NID_basic_constraints, "critical,CA:FALSE", issuer)
    try add(NID_key_usage, "critical,digitalSignature", issuer)
    let usages = template.usages.map { usage in
      switch usage {
      case .server: "serverAuth"
      case .client: "clientAuth"
      }
    }
    if !usages.isEmpty { try add(NID_ext_key_usage, usages.joined(separator: ","), issuer) }
    try add(NID_authority_key_identifier, "keyid", issuer)
    try addAlternativeNames(template)
  }

  func sign(as issuer: X509Handle, with key: PrivateKeyHandle) throws(TLSError) {
    guard
      unsafe X509_set_issuer_name(
        certificate.pointer, X509_get_subject_name(issuer.pointer)) == 1,
      unsafe X509_sign(certificate.pointer, key.pointer, EVP_sha256()) > 0
    else { throw Self.failure }
  }

  private static var failure: TLSError { TLSError.openSSL("Cannot make a certificate") }

  private func add(_ attribute: CertificateSubject.Attribute) throws(TLSError) {
    let (object, text) =
      switch attribute {
      case .commonName(let text): ("2.5.4.3", text)
      case .organization(let text): ("2.5.4.10", text)
      case .userIdentifier(let text): ("1.3.6.1.4.1.57683.2", text)
      }
    let name = unsafe X509_get_subject_name(certificate.pointer)
    let bytes = Array(text.utf8)
    // By its type, not by a character set: OpenSSL's limits of length are not Kubernetes'.
    guard
      unsafe X509_NAME_add_entry_by_txt(
        name, object, V_ASN1_UTF8STRING, bytes, Int32(clamping: bytes.count), -1, 0) == 1
    else { throw Self.failure }
  }

  private func add(_ kind: Int32, _ value: String, _ issuer: X509Handle) throws(TLSError) {
    var context = unsafe X509V3_CTX()
    unsafe X509V3_set_ctx(&context, issuer.pointer, certificate.pointer, nil, nil, 0)
    guard let made = unsafe X509V3_EXT_conf_nid(nil, &context, kind, value) else {
      throw Self.failure
    }
    defer { unsafe X509_EXTENSION_free(made) }
    guard unsafe X509_add_ext(certificate.pointer, made, -1) == 1 else { throw Self.failure }
  }

  private func addAlternativeNames(_ template: CertificateTemplate) throws(TLSError) {
    guard !template.dnsNames.isEmpty || !template.addresses.isEmpty else { return }
    guard let names = unsafe cs_general_names_new() else { throw Self.failure }
    defer { unsafe GENERAL_NAMES_free(names) }
    for name in template.dnsNames {
      let bytes = Array(name.utf8)
      guard !bytes.isEmpty, bytes.allSatisfy({ 0x21...0x7E ~= $0 }) else {
        throw TLSError("A certificate needs DNS names in ASCII.")
      }
      guard
        let value = unsafe ASN1_STRING_type_new(V_ASN1_IA5STRING),
        unsafe ASN1_STRING_set(value, bytes, Int32(clamping: bytes.count)) == 1,
        unsafe cs_general_names_push(names, GEN_DNS, value) == 1
      else { throw Self.failure }
    }
    for address in template.addresses {
      guard !address.utf8.contains(0), let octets = unsafe a2i_IPADDRESS(address) else {
        ERR_clear_error()
        throw TLSError("A certificate needs IP addresses in text, such as 127.0.0.1 or ::1.")
      }
      guard unsafe cs_general_names_push(names, GEN_IPADD, octets) == 1 else { throw Self.failure }
    }
    guard
      unsafe X509_add1_ext_i2d(
        certificate.pointer, NID_subject_alt_name, UnsafeMutableRawPointer(names), 0,
        UInt(X509V3_ADD_DEFAULT)) == 1
    else { throw Self.failure }
  }
}
