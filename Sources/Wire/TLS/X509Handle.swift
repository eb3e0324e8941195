internal import CSystem

/// One reference to an X.509 certificate of OpenSSL.
///
/// Sendable because OpenSSL counts the references atomically and nothing here changes a certificate
/// once it is parsed or signed.
@safe
final class X509Handle: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes the reference over.
  init(owning pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  /// The certificate that is encoded in `der`, which must hold nothing else.
  init?(der: [UInt8]) {
    ERR_clear_error()
    let parsed: OpaquePointer? = unsafe der.withUnsafeBufferPointer { bytes in
      var cursor = bytes.baseAddress
      guard let certificate = unsafe d2i_X509(nil, &cursor, bytes.count) else { return nil }
      guard unsafe cursor == bytes.baseAddress.map({ unsafe $0 + bytes.count }) else {
        unsafe X509_free(certificate)
        return nil
      }
      return unsafe certificate
    }
    guard let parsed = unsafe parsed else {
      ERR_clear_error()
      return nil
    }
    unsafe pointer = parsed
  }

  deinit {
    unsafe X509_free(pointer)
  }

  /// The certificate as it was signed.
  static func der(of certificate: OpaquePointer) -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    let count = unsafe i2d_X509(certificate, &encoded)
    guard let bytes = unsafe encoded, count > 0 else { return [] }
    defer { unsafe cs_openssl_free(bytes) }
    return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
  }

  /// The Unix seconds in which a certificate is valid, both ends included (RFC 5280 §4.1.2.5).
  static func validity(of certificate: OpaquePointer) -> ClosedRange<Int64>? {
    var notBefore: Int64 = 0
    var notAfter: Int64 = 0
    guard
      unsafe cs_asn1_time_seconds(X509_get0_notBefore(certificate), &notBefore) == 1,
      unsafe cs_asn1_time_seconds(X509_get0_notAfter(certificate), &notAfter) == 1,
      notBefore <= notAfter
    else { return nil }
    return notBefore...notAfter
  }
}
