internal import CSystem

extension TLSContext {
  /// A context for accepting connections.
  ///
  /// With authorities every client is asked for a certificate and none is refused: one that is
  /// missing, or that nobody vouches for, is no identity, and other proofs are tried
  /// (kube-apiserver's `RequestClientCert`). Without an overlap with what a client offers by ALPN
  /// the handshake ends with `no_application_protocol` (RFC 7301 §3.2).
  ///
  /// - Parameters:
  ///   - certificateChain: PEM, the server's own certificate first.
  ///   - privateKey: PEM, not encrypted.
  ///   - clientCertificateAuthorities: PEM; nil when clients are not asked for a certificate.
  package static func server(
    certificateChain: [UInt8], privateKey: [UInt8], clientCertificateAuthorities: [UInt8]? = nil
  ) throws(TLSError) -> TLSContext {
    var authorities: TrustStore?
    if let pem = clientCertificateAuthorities { authorities = try TrustStore(authorities: pem) }
    let context = try unsafe TLSContext(
      method: TLS_server_method(), verification: .full, clientAuthorities: authorities)
    try context.present(certificateChain: certificateChain, privateKey: privateKey)
    try context.prepareServer()
    return context
  }

  /// A new session that accepts a handshake; the receiver frees it.
  package func makeServerSSL() throws(TLSError) -> OpaquePointer {
    let ssl = try unsafe makeSSL()
    unsafe SSL_set_accept_state(ssl)
    return unsafe ssl
  }

  private func prepareServer() throws(TLSError) {
    unsafe cs_ssl_ctx_set_server_options(pointer)
    // Sessions live in tickets alone, so that any loop resumes them and none of them takes memory
    // here.
    unsafe cs_ssl_ctx_set_session_cache_mode(pointer, Int(SSL_SESS_CACHE_OFF))
    unsafe SSL_CTX_set_num_tickets(pointer, 1)
    unsafe SessionTicketKeys.install(on: pointer)
    unsafe SessionTicketChain.install(on: pointer)
    let identifier = Array("bailiwick".utf8)
    guard
      unsafe SSL_CTX_set_session_id_context(pointer, identifier, UInt32(identifier.count)) == 1
    else { throw TLSError.openSSL("Cannot prepare session resumption") }
    unsafe SSL_CTX_set_alpn_select_cb(
      pointer,
      { _, selected, selectedCount, offered, offeredCount, _ in
        let list = unsafe [UInt8](UnsafeBufferPointer(start: offered, count: Int(offeredCount)))
        guard let position = ApplicationProtocol.position(in: list) else {
          return SSL_TLSEXT_ERR_ALERT_FATAL
        }
        // The name must outlive this call, so it is the one in the client's list.
        unsafe selected?.pointee = offered.map { unsafe $0 + position }
        unsafe selectedCount?.pointee = list[position - 1]
        return SSL_TLSEXT_ERR_OK
      }, nil)
    try requestClientCertificates()
  }

  private func requestClientCertificates() throws(TLSError) {
    guard let clientAuthorities else { return }
    unsafe cs_ssl_ctx_set_trust_store(pointer, clientAuthorities.pointer)
    for authority in clientAuthorities.authorities {
      guard unsafe SSL_CTX_add_client_CA(pointer, authority.pointer) == 1 else {
        throw TLSError.openSSL("Cannot name a certificate authority to clients")
      }
    }
    unsafe SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
    unsafe SSL_CTX_set_cert_verify_callback(
      pointer,
      { verification, _ in
        // The verdict stays readable as the session's verify result, and the handshake goes on.
        if unsafe X509_verify_cert(verification) != 1,
          unsafe X509_STORE_CTX_get_error(verification) == X509_V_OK
        {
          unsafe X509_STORE_CTX_set_error(verification, X509_V_ERR_UNSPECIFIED)
        }
        ERR_clear_error()
        return 1
      }, nil)
  }
}
