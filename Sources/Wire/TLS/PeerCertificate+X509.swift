internal import CSystem

extension PeerCertificate {
  /// The certificate encoded in `der`, or nil when it or its subject cannot be read.
  package init?(der: [UInt8], intermediates: [[UInt8]] = []) {
    guard let handle = X509Handle(der: der) else { return nil }
    unsafe self.init(handle.pointer, intermediates: intermediates)
  }

  /// What the peer of a session presented, or nil when it presented nothing readable.
  ///
  /// On a resumed session it comes from the ticket, with the intermediate certificates that went
  /// into it.
  package static func presented(on ssl: OpaquePointer) -> PeerCertificate? {
    guard let certificate = unsafe SSL_get0_peer_certificate(ssl) else { return nil }
    let fresh = unsafe chain(presentedOn: ssl)
    let intermediates = unsafe fresh.isEmpty ? SessionTicketChain.stored(on: ssl) : fresh
    return unsafe PeerCertificate(certificate, intermediates: intermediates)
  }

  /// The certificates that came after the peer's own in the handshake; nothing on a resumed
  /// session.
  static func chain(presentedOn ssl: OpaquePointer) -> [[UInt8]] {
    let stack = unsafe SSL_get_peer_cert_chain(ssl)
    // A client's stack begins with the server's own certificate, a server's does not hold the
    // client's.
    let first: Int32 = unsafe SSL_is_server(ssl) == 1 ? 0 : 1
    let count = unsafe cs_x509_stack_count(stack)
    guard first < count else { return [] }
    return (first..<count).compactMap { index in
      unsafe cs_x509_stack_item(stack, index).map { unsafe X509Handle.der(of: $0) }
    }
  }

  private init?(_ certificate: OpaquePointer, intermediates: [[UInt8]]) {
    guard
      let subject = unsafe Subject(X509_get_subject_name(certificate)),
      let validity = unsafe X509Handle.validity(of: certificate),
      let serial = unsafe X509_get0_serialNumber(certificate)
    else { return nil }
    unsafe self.init(
      subject: subject, validity: validity, serialNumber: Subject.bytes(of: serial),
      der: X509Handle.der(of: certificate), intermediates: intermediates)
  }
}

extension PeerCertificate.Subject {
  private static let userIdentifier = Array("1.3.6.1.4.1.57683.2".utf8CString)

  /// The attributes of a name, or nil when one of them is not a string Go would read.
  init?(_ name: OpaquePointer?) {
    let userIdentifier = unsafe OBJ_txt2obj(Self.userIdentifier, 1)
    defer { unsafe ASN1_OBJECT_free(userIdentifier) }
    for index in unsafe 0..<max(0, X509_NAME_entry_count(name)) {
      guard
        let entry = unsafe X509_NAME_get_entry(name, index),
        let object = unsafe X509_NAME_ENTRY_get_object(entry),
        let data = unsafe X509_NAME_ENTRY_get_data(entry)
      else { return nil }
      let target: WritableKeyPath<Self, [String]>
      switch unsafe OBJ_obj2nid(object) {
      case NID_commonName: target = \.commonNames
      case NID_organizationName: target = \.organizations
      case _ where unsafe OBJ_cmp(object, userIdentifier) == 0: target = \.userIdentifiers
      default: continue
      }
      guard let text = unsafe Self.text(of: data) else { return nil }
      self[keyPath: target].append(text)
    }
  }

  /// The string types and alphabets of `parseASN1String` in Go's crypto/x509/parser.go.
  ///
  /// Where Go passes bytes on unchecked (T61String) only ASCII is taken, so that nothing is read in
  /// two ways.
  private static func text(of string: UnsafePointer<ASN1_STRING>) -> String? {
    let bytes = unsafe bytes(of: string)
    switch unsafe string.pointee.type {
    case V_ASN1_UTF8STRING:
      return String(validating: bytes, as: UTF8.self)
    case V_ASN1_PRINTABLESTRING:
      guard bytes.allSatisfy(isPrintable) else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    case V_ASN1_IA5STRING, V_ASN1_T61STRING:
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    case V_ASN1_NUMERICSTRING:
      guard bytes.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == 0x20 }) else {
        return nil
      }
      return String(decoding: bytes, as: UTF8.self)
    case V_ASN1_BMPSTRING:
      guard bytes.count.isMultiple(of: 2) else { return nil }
      let units = stride(from: 0, to: bytes.count, by: 2).map {
        UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
      }
      return String(validating: units, as: UTF16.self)
    default:
      return nil
    }
  }

  static func bytes(of string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
    guard let data = unsafe ASN1_STRING_get0_data(string) else { return [] }
    let count = unsafe Int(ASN1_STRING_length(string))
    return unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
  }

  private static func isPrintable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      // '*' and '&' are no part of PrintableString, but Go takes them and certificates have them.
      " '()+,-./:=?*&".utf8.contains(byte)
    }
  }
}
