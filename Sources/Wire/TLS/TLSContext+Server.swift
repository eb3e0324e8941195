internal import CSystem

extension TLSContext {
  /// Fast groups first; larger ones cost a server more than the client that asks for them.
  private static let groups = "X25519:P-256:P-384"

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
  ///   - clientCertificateAuthorities: PEM; who vouches for clients.
  ///   - frontProxyAuthorities: PEM; who vouches for front proxies. They share no certificate with
  ///     the others, which is an error. Without either, clients are not asked for a certificate.
  ///   - named: what is shown instead to clients that ask for one of their names.
  package static func server(
    certificateChain: [UInt8], privateKey: [UInt8], clientCertificateAuthorities: [UInt8]? = nil,
    frontProxyAuthorities: [UInt8]? = nil, named: [NamedCertificate] = []
  ) throws(TLSError) -> TLSContext {
    var (authorities, frontProxies): (TrustStore?, TrustStore?)
    if let pem = clientCertificateAuthorities { authorities = try TrustStore(authorities: pem) }
    if let pem = frontProxyAuthorities { frontProxies = try TrustStore(authorities: pem) }
    if let authorities, let frontProxies, authorities.sharesAuthority(with: frontProxies) {
      throw TLSError(
        "The same authority vouches for clients and for front proxies: a front proxy may say that "
          + "it is anybody, so give it an authority of its own.")
    }
    let named = try NamedCertificates(named)
    let context = try unsafe TLSContext(
      method: TLS_server_method(), verification: .full, clientAuthorities: authorities,
      frontProxyAuthorities: frontProxies, named: named)
    let certificate = try KeyedCertificate(
      certificateChain: certificateChain, privateKey: privateKey)
    try context.present(certificate)
    try context.prepareServer(certificate)
    // What cannot be shown, such as a key that is too weak, is told now and not in a handshake.
    for certificate in named.all { try context.checkThatShowable(certificate) }
    return context
  }

  /// A new session that accepts a handshake; the receiver frees it.
  package func makeServerSSL() throws(TLSError) -> OpaquePointer {
    let ssl = try unsafe makeSSL()
    unsafe SSL_set_accept_state(ssl)
    return unsafe ssl
  }

  private func checkThatShowable(_ certificate: KeyedCertificate) throws(TLSError) {
    let ssl = try unsafe makeSSL()
    defer { unsafe SSL_free(ssl) }
    guard unsafe certificate.show(on: ssl) else {
      throw TLSError.openSSL("The certificate for a name cannot be used")
    }
  }

  private func prepareServer(_ certificate: KeyedCertificate) throws(TLSError) {
    unsafe cs_ssl_ctx_set_server_options(pointer)
    guard unsafe cs_ssl_ctx_set_groups(pointer, Self.groups) == 1 else {
      throw TLSError.openSSL("Cannot choose groups")
    }
    // Sessions live in tickets alone, so that any loop resumes them and none of them takes memory
    // here.
    unsafe cs_ssl_ctx_set_session_cache_mode(pointer, Int(SSL_SESS_CACHE_OFF))
    unsafe SSL_CTX_set_num_tickets(pointer, 1)
    unsafe SessionTicketKeys.install(on: pointer)
    unsafe SessionTicketChain.install(on: pointer)
    // A session goes on under the certificate that it began with, and under no other.
    let identifier = certificate.identifier
    guard
      unsafe SSL_CTX_set_session_id_context(pointer, identifier, UInt32(identifier.count)) == 1
    else { throw TLSError.openSSL("Cannot prepare session resumption") }
    unsafe NamedCertificates.install(on: pointer)
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
    // Clients are told of the authorities of every purpose. By which of them a certificate counts
    // for what is asked for each request, of one store a purpose; the handshake's own verdict, by
    // the first, decides nothing.
    let stores = [clientAuthorities, frontProxyAuthorities].compactMap(\.self)
    guard let first = stores.first else { return }
    unsafe cs_ssl_ctx_set_trust_store(pointer, first.pointer)
    for authority in stores.flatMap(\.authorities) {
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
