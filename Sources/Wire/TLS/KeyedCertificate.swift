internal import CSystem

/// A certificate with its chain, and the key that proves it.
struct KeyedCertificate: Sendable {
  let leaf: X509Handle
  /// The certificates that follow, in the file's order.
  let issuers: [X509Handle]
  let key: PrivateKeyHandle
  /// SHA-256 of the leaf: what tells its sessions from those of other certificates.
  let identifier: [UInt8]

  /// - Parameters:
  ///   - certificateChain: PEM, the leaf first.
  ///   - privateKey: PEM, not encrypted.
  init(certificateChain: [UInt8], privateKey: [UInt8]) throws(TLSError) {
    let chain = try PEMReader.certificates(in: certificateChain)
    key = try PEMReader.privateKey(in: privateKey)
    leaf = chain[0]
    issuers = Array(chain.dropFirst())
    identifier = Digest(of: unsafe X509Handle.der(of: leaf.pointer)).bytes
    guard unsafe X509_check_private_key(leaf.pointer, key.pointer) == 1 else {
      ERR_clear_error()
      throw TLSError(
        "The private key does not belong to the first certificate: the file must begin with the "
          + "certificate of this key, its issuers after it.")
    }
  }

  /// Shows this certificate, and no other, on a connection whose handshake has not begun.
  ///
  /// Sessions that began under another certificate are not resumed on it. False when the library
  /// does not take it.
  func show(on ssl: OpaquePointer) -> Bool {
    guard let chain = unsafe cs_x509_stack_new() else { return false }
    defer { unsafe cs_x509_stack_free(chain) }
    return withExtendedLifetime(issuers) {
      for issuer in issuers {
        guard unsafe cs_x509_stack_push(chain, issuer.pointer) > 0 else { return false }
      }
      return unsafe cs_ssl_use_certificate(ssl, leaf.pointer, key.pointer, chain) == 1
        && SSL_set_session_id_context(ssl, identifier, UInt32(identifier.count)) == 1
    }
  }
}
