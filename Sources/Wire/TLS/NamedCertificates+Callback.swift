internal import CSystem

extension NamedCertificates {
  /// Makes connections of `context` show the certificate that belongs to the name they ask for.
  ///
  /// It is chosen at the client's first message, before a session is looked for: the callback for
  /// names of OpenSSL comes after that. The context stays the one they came from, with its tickets
  /// and its authorities; only what is shown differs.
  static func install(on context: OpaquePointer) {
    guard let state = unsafe TLSContextState.of(context), !state.named.all.isEmpty else { return }
    unsafe SSL_CTX_set_client_hello_cb(
      context,
      { ssl, alert, _ in
        guard
          let ssl = unsafe ssl, let name = unsafe NamedCertificates.requestedName(on: ssl),
          let state = unsafe TLSContextState.of(SSL_get_SSL_CTX(ssl)),
          let certificate = state.named.certificate(for: name)
        else { return SSL_CLIENT_HELLO_SUCCESS }
        guard unsafe certificate.show(on: ssl) else {
          unsafe alert?.pointee = SSL_AD_INTERNAL_ERROR
          return SSL_CLIENT_HELLO_ERROR
        }
        return SSL_CLIENT_HELLO_SUCCESS
      }, nil)
  }

  private static func requestedName(on ssl: OpaquePointer) -> String? {
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard
      unsafe SSL_client_hello_get0_ext(ssl, UInt32(TLSEXT_TYPE_server_name), &bytes, &count) == 1
    else { return nil }
    return unsafe requestedName(
      inExtension: [UInt8](UnsafeBufferPointer(start: bytes, count: count)))
  }

  /// The host name of a server_name extension (RFC 6066 §3); nil when it is not exactly one.
  static func requestedName(inExtension bytes: [UInt8]) -> String? {
    guard bytes.count >= 5, bytes[2] == 0 else { return nil }
    let list = Int(bytes[0]) << 8 | Int(bytes[1])
    let length = Int(bytes[3]) << 8 | Int(bytes[4])
    guard list == bytes.count - 2, length == bytes.count - 5, length > 0 else { return nil }
    return String(validating: bytes[5...], as: UTF8.self)
  }
}
