internal import CSystem
internal import Synchronization

extension TLSContext {
  /// A context for connecting to servers.
  ///
  /// - Parameters:
  ///   - certificateAuthorities: PEM of who vouches for the server; nil for the system's authorities.
  ///   - certificateChain: PEM of the certificate to present, the leaf first; nil presents none.
  ///   - privateKey: PEM, not encrypted; needed with a chain.
  ///   - verification: `insecure` accepts any server.
  package static func client(
    certificateAuthorities: [UInt8]?, certificateChain: [UInt8]? = nil,
    privateKey: [UInt8]? = nil, verification: Verification = .full
  ) throws(TLSError) -> TLSContext {
    let context = try unsafe TLSContext(
      method: TLS_client_method(), verification: verification, clientAuthorities: nil)
    try context.trust(certificateAuthorities)
    switch (certificateChain, privateKey) {
    case (let chain?, let key?):
      try context.present(KeyedCertificate(certificateChain: chain, privateKey: key))
    case (nil, nil): break
    case (nil, _): throw TLSError("A private key needs its certificate as well.")
    case (_, nil): throw TLSError("A client certificate needs its private key as well.")
    }
    try context.prepareClient()
    return context
  }

  /// A new session that begins a handshake with a server of this name; the receiver frees it.
  ///
  /// The name is what the certificate must hold: a DNS name, or an IP address with or without
  /// brackets. Only a DNS name is sent along (RFC 6066 §3). The latest session with that name is
  /// offered for resumption.
  package func makeClientSSL(serverName: String) throws(TLSError) -> OpaquePointer {
    let name = try ServerName(serverName)
    let ssl = try unsafe makeSSL()
    unsafe SSL_set_connect_state(ssl)
    guard unsafe name.require(on: ssl) else {
      unsafe SSL_free(ssl)
      throw TLSError.openSSL("Cannot ask for the server \(name.text)")
    }
    if let required = unsafe ServerName.required(on: ssl) {
      let session = unsafe TLSContextState.of(pointer)?.sessions.withLock {
        $0.session(for: required, at: SystemClock.unixSeconds)
      }
      unsafe session?.offer(on: ssl)
    }
    return unsafe ssl
  }

  private func trust(_ authorities: [UInt8]?) throws(TLSError) {
    if let authorities {
      let store = try TrustStore(authorities: authorities)
      unsafe cs_ssl_ctx_set_trust_store(pointer, store.pointer)
    } else if unsafe SSL_CTX_set_default_verify_paths(pointer) != 1 {
      throw TLSError.openSSL("The system's certificate authorities cannot be read")
    }
    unsafe SSL_CTX_set_verify(
      pointer, verification == .full ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
  }

  private func prepareClient() throws(TLSError) {
    // OpenSSL's own store of sessions has no notion of a server's name.
    unsafe cs_ssl_ctx_set_session_cache_mode(
      pointer, Int(SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL))
    unsafe SSL_CTX_sess_set_new_cb(pointer) { ssl, session in
      guard
        let ssl = unsafe ssl, let session = unsafe session,
        unsafe SSL_SESSION_is_resumable(session) == 1,
        let name = unsafe ServerName.required(on: ssl),
        let copy = unsafe ClientSessionCache.Session(copying: session),
        let state = unsafe TLSContextState.of(SSL_get_SSL_CTX(ssl))
      else { return 0 }
      state.sessions.withLock { $0.store(copy, for: name) }
      return 0
    }
    // 0 is success here, unlike everywhere else.
    let list = ApplicationProtocol.list
    guard unsafe SSL_CTX_set_alpn_protos(pointer, list, UInt32(list.count)) == 0 else {
      throw TLSError.openSSL("Cannot offer http/1.1")
    }
  }
}
