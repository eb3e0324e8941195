internal import CSystem

/// A private RSA key of 2048 bits that signs by RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518
/// §3.3).
///
/// It is kept in memory and written nowhere.
package struct SigningKey: Sendable {
  private let key: PrivateKeyHandle
  /// The public key's modulus, big-endian without leading zeros.
  package let modulus: [UInt8]
  /// The public key's exponent, big-endian without leading zeros.
  package let exponent: [UInt8]
  /// The public key as SubjectPublicKeyInfo in DER (RFC 5280 §4.1).
  package let publicKeyInfo: [UInt8]

  /// A new key; finding the primes takes tenths of a second.
  package init() throws(TLSError) {
    ERR_clear_error()
    guard let key = unsafe cs_generate_rsa_key(2048) else {
      throw TLSError.openSSL("Cannot make a key")
    }
    try self.init(unsafe PrivateKeyHandle(owning: key))
  }

  /// The key of a PEM file.
  package init(privateKey: [UInt8]) throws(TLSError) {
    try self.init(PEMReader.privateKey(in: privateKey))
  }

  private init(_ key: PrivateKeyHandle) throws(TLSError) {
    self.key = key
    modulus = Self.number("n", of: key)
    exponent = Self.number("e", of: key)
    guard modulus.count == 256, !exponent.isEmpty else {
      throw TLSError("The key is not an RSA key of 2048 bits.")
    }
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = unsafe i2d_PUBKEY(key.pointer, &bytes)
    guard count > 0, let start = unsafe bytes else {
      throw TLSError.openSSL("Cannot write a SubjectPublicKeyInfo")
    }
    publicKeyInfo = unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
    unsafe cs_openssl_free(start)
  }

  private static func number(_ name: String, of key: PrivateKeyHandle) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = unsafe cs_key_number(key.pointer, name, &bytes, Int32(bytes.count))
    return Array(bytes.prefix(Int(count)))
  }

  /// The signature of a message: 256 bytes.
  package func signature(of message: [UInt8]) throws(TLSError) -> [UInt8] {
    ERR_clear_error()
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: modulus.count)
    var count = signature.count
    guard
      unsafe EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key.pointer) == 1,
      unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    else { throw TLSError.openSSL("Cannot sign") }
    signature.removeLast(signature.count - count)
    return signature
  }

  /// Whether these bytes are this key's signature of the message.
  package func hasSigned(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
    let context = unsafe EVP_MD_CTX_new()
    defer {
      unsafe EVP_MD_CTX_free(context)
      ERR_clear_error()
    }
    return unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key.pointer) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
