internal import CSystem

/// What a finished handshake agreed on: for logs and tests.
package struct HandshakeFacts: Equatable, Sendable {
  /// As OpenSSL spells it: `TLSv1.2` or `TLSv1.3`.
  package let version: String
  /// The suite's name in IANA's registry.
  package let cipher: String
  /// The protocol agreed on by ALPN; nil when the client offered none.
  package let applicationProtocol: String?
  /// Whether a session was resumed: the certificates are then those of the handshake that began it.
  package let isResumed: Bool
  /// 0, or why nobody vouched for the peer's certificate when its session began (X509_V_ERR_*).
  ///
  /// 0 as well when the peer presented none.
  package let verifyResult: Int

  package init(of ssl: OpaquePointer) {
    version = unsafe SSL_get_version(ssl).map { unsafe String(cString: $0) } ?? ""
    let suite = unsafe SSL_get_current_cipher(ssl)
    cipher = unsafe SSL_CIPHER_standard_name(suite).map { unsafe String(cString: $0) } ?? ""
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    unsafe SSL_get0_alpn_selected(ssl, &name, &count)
    if let name = unsafe name, count > 0 {
      let bytes = unsafe UnsafeBufferPointer(start: name, count: Int(count))
      applicationProtocol = unsafe String(decoding: bytes, as: UTF8.self)
    } else {
      applicationProtocol = nil
    }
    isResumed = unsafe SSL_session_reused(ssl) == 1
    verifyResult = unsafe SSL_get_verify_result(ssl)
  }
}
