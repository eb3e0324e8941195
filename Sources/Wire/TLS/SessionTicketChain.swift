internal import CSystem

/// The client's intermediate certificates inside the session ticket.
///
/// OpenSSL puts the client's own certificate into a ticket and leaves its chain out; without the
/// chain a resumed session's certificate could not be verified again. It travels as the ticket's
/// application data: one DER after the other.
enum SessionTicketChain {
  /// More bytes of certificates than this a client may not send; a ticket holds less than 64 KiB.
  static let maximumBytes = 32 * 1024

  /// Makes every ticket of `context` carry the chain that was presented.
  static func install(on context: OpaquePointer) {
    unsafe cs_ssl_ctx_set_max_cert_list(context, maximumBytes)
    unsafe SSL_CTX_set_session_ticket_cb(
      context,
      { ssl, _ in
        guard let ssl = unsafe ssl, let session = unsafe SSL_get_session(ssl) else { return 1 }
        // A resumed session brought its chain along; it must not be overwritten with nothing.
        let chain = unsafe PeerCertificate.chain(presentedOn: ssl).flatMap { $0 }
        guard !chain.isEmpty else { return 1 }
        return unsafe SSL_SESSION_set1_ticket_appdata(session, chain, chain.count)
      }, nil, nil)
  }

  /// The chain that the ticket of a resumed session held.
  static func stored(on ssl: OpaquePointer) -> [[UInt8]] {
    var data: UnsafeMutableRawPointer?
    var count = 0
    guard
      let session = unsafe SSL_get_session(ssl),
      unsafe SSL_SESSION_get0_ticket_appdata(session, &data, &count) == 1,
      let data = unsafe data, count > 0
    else { return [] }
    let end = unsafe UnsafePointer(data.assumingMemoryBound(to: UInt8.self)) + count
    var cursor: UnsafePointer<UInt8>? = unsafe end - count
    var chain: [[UInt8]] = []
    while let position = unsafe cursor, unsafe position < end {
      guard let certificate = unsafe d2i_X509(nil, &cursor, end - position) else {
        ERR_clear_error()
        return []
      }
      unsafe chain.append(X509Handle.der(of: certificate))
      unsafe X509_free(certificate)
    }
    return chain
  }
}
