internal import CSystem

/// The certificates and the key of a PEM file (RFC 7468).
enum PEMReader {
  /// Every certificate, in the file's order; at least one.
  ///
  /// Text and blocks of other types between them are skipped, a block that does not decode is an
  /// error.
  static func certificates(in bytes: [UInt8]) throws(TLSError) -> [X509Handle] {
    let source = try MemoryBIO(bytes)
    var found: [X509Handle] = []
    ERR_clear_error()
    while let certificate = unsafe PEM_read_bio_X509(source.pointer, nil, nil, nil) {
      unsafe found.append(X509Handle(owning: certificate))
    }
    guard ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE else {
      throw TLSError.openSSL("Certificate \(found.count + 1) of the PEM file cannot be read")
    }
    ERR_clear_error()
    guard !found.isEmpty else {
      throw TLSError(
        "There is no certificate here: expected PEM with \"-----BEGIN CERTIFICATE-----\".")
    }
    return found
  }

  /// The first private key.
  ///
  /// An encrypted one is an error: the program runs unattended and nobody could type its
  /// passphrase.
  static func privateKey(in bytes: [UInt8]) throws(TLSError) -> PrivateKeyHandle {
    let source = try MemoryBIO(bytes)
    var isEncrypted = false
    ERR_clear_error()
    // Without a callback OpenSSL would ask on the terminal.
    let key = unsafe withUnsafeMutablePointer(to: &isEncrypted) { asked in
      unsafe PEM_read_bio_PrivateKey(
        source.pointer, nil,
        { _, _, _, asked in
          unsafe asked?.assumingMemoryBound(to: Bool.self).pointee = true
          return -1
        }, asked)
    }
    if let key = unsafe key {
      ERR_clear_error()
      return unsafe PrivateKeyHandle(owning: key)
    }
    guard !isEncrypted else {
      ERR_clear_error()
      throw TLSError(
        "The private key is encrypted: decrypt it first, e.g. with \"openssl pkey -in … -out …\".")
    }
    guard String(decoding: bytes, as: UTF8.self).contains("PRIVATE KEY-----") else {
      ERR_clear_error()
      throw TLSError(
        "There is no private key here: expected PEM with \"-----BEGIN PRIVATE KEY-----\".")
    }
    throw TLSError.openSSL("The private key cannot be read")
  }
}
