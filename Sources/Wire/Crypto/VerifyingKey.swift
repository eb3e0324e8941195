internal import CSystem

/// A public key that verifies the signatures of JSON Web Tokens.
///
/// It is made of the numbers of a JSON Web Key (RFC 7518 §6, RFC 8037 §2) and checked while it is
/// made: verifying finds a weak key or a point off its curve no more.
package struct VerifyingKey: Sendable {
  /// What the key is a key of; it decides which algorithms it may verify.
  package enum Kind: Sendable, Hashable {
    case rsa
    case elliptic(EllipticCurve)
    case ed25519
  }

  /// RFC 7518 §3.3 wants 2048 bits and more; a very long modulus only costs time.
  static let modulusBits = 2048...16384
  /// Exponents in use have three bytes, and OpenSSL itself stops at 64 bits.
  private static let maximumExponentCount = 8

  package let kind: Kind
  /// SHA-256 of the key's SubjectPublicKeyInfo: the same for the same key, whatever it is called.
  package let digest: Digest
  private let key: PrivateKeyHandle

  /// An RSA key of two numbers, big-endian; leading zeros do not count.
  package init(modulus: [UInt8], exponent: [UInt8]) throws(KeyError) {
    let modulus = Array(modulus.drop { $0 == 0 })
    let exponent = Array(exponent.drop { $0 == 0 })
    let bits = 8 * modulus.count - (modulus.first?.leadingZeroBitCount ?? 0)
    guard Self.modulusBits.contains(bits) else { throw .modulus(bits: bits) }
    guard let last = exponent.last, !last.isMultiple(of: 2), exponent != [1],
      exponent.count <= Self.maximumExponentCount
    else { throw .exponent }
    ERR_clear_error()
    try unsafe self.init(
      .rsa,
      cs_rsa_public_key(
        modulus, Int32(modulus.count), exponent, Int32(exponent.count)))
  }

  /// A point of a curve by its coordinates, big-endian and of the curve's full length (RFC 7518
  /// §6.2.1.2).
  package init(curve: EllipticCurve, x: [UInt8], y: [UInt8]) throws(KeyError) {
    guard x.count == curve.byteCount, y.count == curve.byteCount else { throw .coordinate }
    // Not compressed (SEC 1, section 2.3.3).
    let point = [4] + x + y
    ERR_clear_error()
    try unsafe self.init(
      .elliptic(curve), cs_ec_public_key(curve.rawValue, point, point.count))
  }

  /// An Ed25519 key by its 32 bytes (RFC 8032 §5.1.5).
  package init(ed25519 bytes: [UInt8]) throws(KeyError) {
    guard bytes.count == 32 else { throw .coordinate }
    ERR_clear_error()
    try unsafe self.init(
      .ed25519, EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count))
  }

  /// Takes the reference to a key over.
  private init(_ kind: Kind, _ pointer: OpaquePointer?) throws(KeyError) {
    defer { ERR_clear_error() }
    guard let pointer = unsafe pointer else { throw .invalid }
    key = unsafe PrivateKeyHandle(owning: pointer)
    self.kind = kind
    var encoded: UnsafeMutablePointer<UInt8>?
    let count = unsafe i2d_PUBKEY(pointer, &encoded)
    guard count > 0, let start = unsafe encoded else { throw .invalid }
    defer { unsafe cs_openssl_free(start) }
    digest = unsafe Digest(of: Array(UnsafeBufferPointer(start: start, count: Int(count))))
  }

  /// Whether these bytes are this key's signature of the message, by this algorithm and no other.
  ///
  /// - Parameters:
  ///   - message: what was signed; of a JSON Web Token the first two parts and the dot between.
  ///   - signature: as RFC 7518 §3 has it: of an elliptic curve, both numbers in full length.
  ///   - algorithm: false for one that is not of this kind of key.
  package func hasSigned(
    _ message: [UInt8], _ signature: [UInt8], by algorithm: SignatureAlgorithm
  ) -> Bool {
    guard algorithm.kind == kind, let signature = encoded(signature) else { return false }
    ERR_clear_error()
    let context = unsafe EVP_MD_CTX_new()
    defer {
      unsafe EVP_MD_CTX_free(context)
      ERR_clear_error()
    }
    var options: OpaquePointer?
    return unsafe EVP_DigestVerifyInit(context, &options, algorithm.digest, nil, key.pointer) == 1
      && (!algorithm.isPSS || cs_use_pss(options) == 1)
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  /// The signature as OpenSSL reads it.
  private func encoded(_ signature: [UInt8]) -> [UInt8]? {
    guard case .elliptic(let curve) = kind else { return signature }
    guard signature.count == 2 * curve.byteCount else { return nil }
    var der: UnsafeMutablePointer<UInt8>?
    let count = unsafe cs_ecdsa_der(signature, Int32(curve.byteCount), &der)
    guard count > 0, let start = unsafe der else { return nil }
    defer { unsafe cs_openssl_free(start) }
    return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }
}
