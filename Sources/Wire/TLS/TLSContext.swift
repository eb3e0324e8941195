internal import CSystem

/// What all TLS sessions of one side share: certificates, trust and rules.
///
/// Immutable after init and shared by all loops; a reload makes a new one and lets the old one go
/// with its last session. Each has ticket keys and a session cache of its own, so no session is
/// ever resumed under another credential or another set of authorities. Sendable because OpenSSL
/// counts a context's references atomically and locks what it changes in it, and nothing here
/// changes it after init.
@safe
package final class TLSContext: @unchecked Sendable {
  /// How a client judges the server's certificate.
  package enum Verification: Sendable {
    /// The chain must end at an authority and the certificate must hold the server's name.
    case full
    /// Anything goes. For configurations that say so in as many words only.
    case insecure
  }

  let pointer: OpaquePointer
  let verification: Verification
  /// Who vouches for clients; nil when no certificate is asked for.
  package let clientAuthorities: TrustStore?
  /// Who vouches for front proxies, and for nobody else; nil where none is trusted.
  package let frontProxyAuthorities: TrustStore?

  /// TLS 1.2: forward secrecy and authenticated encryption only (RFC 9325 §4.2).
  private static let suites = [
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
  ].joined(separator: ":")
  /// TLS 1.3: AES-128 first, as Go and RFC 8446 §9.1 have it; it costs a quarter less than AES-256.
  private static let suites13 =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"

  /// A context with the rules that hold on both sides.
  init(
    method: OpaquePointer?, verification: Verification, clientAuthorities: TrustStore?,
    frontProxyAuthorities: TrustStore? = nil, named: NamedCertificates = NamedCertificates()
  ) throws(TLSError) {
    ERR_clear_error()
    guard let context = unsafe SSL_CTX_new(method) else {
      throw TLSError.openSSL("Cannot make a TLS context")
    }
    unsafe pointer = context
    self.verification = verification
    self.clientAuthorities = clientAuthorities
    self.frontProxyAuthorities = frontProxyAuthorities
    try unsafe TLSContextState.install(named, on: context)
    unsafe SSL_CTX_set_security_level(context, 2)
    guard
      unsafe cs_ssl_ctx_set_min_version(context, TLS1_2_VERSION) == 1,
      unsafe SSL_CTX_set_cipher_list(context, Self.suites) == 1,
      unsafe SSL_CTX_set_ciphersuites(context, Self.suites13) == 1
    else { throw TLSError.openSSL("Cannot restrict a TLS context") }
    unsafe cs_ssl_ctx_set_common_options(context)
    // Writes go on from another address after would-block; idle sessions hold no buffers; what is
    // configured is sent and no chain is searched for in each handshake.
    unsafe cs_ssl_ctx_set_mode(
      context,
      Int(
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
          | SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY | SSL_MODE_NO_AUTO_CHAIN))
    unsafe cs_ssl_ctx_set_read_ahead(context, 1)
    unsafe TrustStore.limit(SSL_CTX_get0_param(context))
  }

  deinit {
    unsafe SSL_CTX_free(pointer)
  }

  /// Whether the authorities for clients vouch for a certificate at a Unix second; false without
  /// authorities.
  ///
  /// The handshake proves only that the peer holds the certificate's key. Ask for every request, of
  /// the context that is in use now: certificates expire and authorities change while connections
  /// and sessions go on.
  package func verify(_ certificate: PeerCertificate, at seconds: Int64) -> Bool {
    clientAuthorities?.verify(certificate, at: seconds) ?? false
  }

  /// Whether the authorities for front proxies vouch for a certificate at a Unix second; false
  /// without any.
  ///
  /// Ask for every request, as for a client's.
  package func verifyFrontProxy(_ certificate: PeerCertificate, at seconds: Int64) -> Bool {
    frontProxyAuthorities?.verify(certificate, at: seconds) ?? false
  }

  /// Presents a certificate and its chain, and proves it by its key.
  func present(_ certificate: KeyedCertificate) throws(TLSError) {
    guard
      unsafe SSL_CTX_use_certificate(pointer, certificate.leaf.pointer) == 1,
      unsafe SSL_CTX_use_PrivateKey(pointer, certificate.key.pointer) == 1
    else { throw TLSError.openSSL("The certificate cannot be used") }
    for issuer in certificate.issuers {
      guard unsafe cs_ssl_ctx_add_chain_certificate(pointer, issuer.pointer) == 1 else {
        throw TLSError.openSSL("A certificate of the chain cannot be used")
      }
    }
  }

  func makeSSL() throws(TLSError) -> OpaquePointer {
    ERR_clear_error()
    guard let ssl = unsafe SSL_new(pointer) else {
      throw TLSError.openSSL("Cannot make a TLS session")
    }
    return unsafe ssl
  }
}
