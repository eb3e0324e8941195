internal import CSystem

/// Why a TLS context could not be made or a handshake failed, as one sentence.
///
/// The sentence says what to do about it and never holds key material. The name of a file is added
/// by whoever read it.
package struct TLSError: Error, Equatable, Sendable, CustomStringConvertible {
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }

  package var description: String { reason }
}

extension TLSError {
  /// The failure that OpenSSL's error queue of this thread describes; the queue is empty
  /// afterwards.
  package static func openSSL(_ doing: String) -> TLSError {
    let code = ERR_peek_last_error()
    defer { ERR_clear_error() }
    guard code != 0, let text = unsafe ERR_reason_error_string(code) else {
      return TLSError("\(doing): unknown failure in the TLS library.")
    }
    return unsafe TLSError("\(doing): \(String(cString: text)).")
  }

  /// Why the handshake of a session failed, with the verdict on the peer's certificate where that
  /// was the reason.
  ///
  /// The error queue of this thread is empty afterwards.
  package static func handshake(_ ssl: OpaquePointer) -> TLSError {
    let code = ERR_peek_last_error()
    let verdict = unsafe SSL_get_verify_result(ssl)
    guard
      ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED, verdict != Int(X509_V_OK),
      let text = unsafe X509_verify_cert_error_string(verdict)
    else { return openSSL("The TLS handshake failed") }
    ERR_clear_error()
    return unsafe TLSError("The peer's certificate is not trusted: \(String(cString: text)).")
  }
}
