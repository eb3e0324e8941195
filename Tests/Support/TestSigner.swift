internal import CSystem
package import Wire

/// A key pair of OpenSSL that signs as an issuer of tokens does.
///
/// Sendable because nothing changes the key once it is made.
@safe
package final class TestSigner: @unchecked Sendable {
  package enum Kind: Sendable, Hashable {
    case rsa(bits: Int)
    case elliptic(EllipticCurve)
    case ed25519
  }

  private let key: OpaquePointer
  private let kind: Kind

  package init(_ kind: Kind) throws(TLSError) {
    self.kind = kind
    let name =
      switch kind {
      case .rsa: "RSA"
      case .elliptic: "EC"
      case .ed25519: "ED25519"
      }
    let context = unsafe EVP_PKEY_CTX_new_from_name(nil, name, nil)
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var made: OpaquePointer?
    guard unsafe EVP_PKEY_keygen_init(context) == 1,
      unsafe Self.prepare(context, kind), unsafe EVP_PKEY_generate(context, &made) == 1,
      let made = unsafe made
    else { throw TLSError.openSSL("Cannot make a key") }
    unsafe key = made
  }

  deinit { unsafe EVP_PKEY_free(key) }

  private static func prepare(_ context: OpaquePointer?, _ kind: Kind) -> Bool {
    switch kind {
    case .rsa(let bits): unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) == 1
    case .elliptic(let curve): unsafe EVP_PKEY_CTX_set_group_name(context, curve.rawValue) == 1
    case .ed25519: true
    }
  }

  /// A number of the public key, big-endian: `n`, `e`, `qx`, `qy`.
  package func number(_ name: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 2048)
    let count = unsafe cs_key_number(key, name, &bytes, Int32(bytes.count))
    let number = Array(bytes.prefix(Int(count)))
    guard case .elliptic(let curve) = kind else { return number }
    return [UInt8](repeating: 0, count: max(0, curve.byteCount - number.count)) + number
  }

  /// The public key of an Ed25519 pair.
  package var rawPublicKey: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    _ = unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &count)
    return bytes
  }

  /// The public half as a verifier takes it.
  package var verifyingKey: VerifyingKey {
    get throws(KeyError) {
      switch kind {
      case .rsa: try VerifyingKey(modulus: number("n"), exponent: number("e"))
      case .elliptic(let curve):
        try VerifyingKey(curve: curve, x: number("qx"), y: number("qy"))
      case .ed25519: try VerifyingKey(ed25519: rawPublicKey)
      }
    }
  }

  /// The public half as a JSON Web Key (RFC 7517), with more members in front.
  package func jwk(_ members: [(String, String)] = []) -> String {
    let numbers: [(String, String)] =
      switch kind {
      case .rsa:
        [
          ("kty", "RSA"), ("n", Base64.encode(number("n"), .url)),
          ("e", Base64.encode(number("e"), .url)),
        ]
      case .elliptic(let curve):
        [
          ("kty", "EC"), ("crv", curve.rawValue), ("x", Base64.encode(number("qx"), .url)),
          ("y", Base64.encode(number("qy"), .url)),
        ]
      case .ed25519:
        [("kty", "OKP"), ("crv", "Ed25519"), ("x", Base64.encode(rawPublicKey, .url))]
      }
    return "{\((members + numbers).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ","))}"
  }

  /// The signature of a message as RFC 7518 §3 has it.
  package func signature(
    of message: [UInt8], by algorithm: SignatureAlgorithm
  ) throws(TLSError) -> [UInt8] {
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    var options: OpaquePointer?
    var signature = [UInt8](repeating: 0, count: 2048)
    var count = signature.count
    guard
      unsafe EVP_DigestSignInit(context, &options, Self.digest(algorithm), nil, key) == 1,
      unsafe !algorithm.rawValue.hasPrefix("PS") || cs_use_pss(options) == 1,
      unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    else { throw TLSError.openSSL("Cannot sign") }
    let bytes = Array(signature.prefix(count))
    guard case .elliptic(let curve) = kind else { return bytes }
    return try Self.numbers(of: bytes, curve)
  }

  private static func digest(_ algorithm: SignatureAlgorithm) -> OpaquePointer? {
    if algorithm == .edDSA { return nil }
    if algorithm.rawValue.hasSuffix("256") { return unsafe EVP_sha256() }
    return unsafe algorithm.rawValue.hasSuffix("384") ? EVP_sha384() : EVP_sha512()
  }

  /// Both numbers of a signature in DER, each in full length.
  private static func numbers(
    of der: [UInt8], _ curve: EllipticCurve
  ) throws(TLSError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 2 * curve.byteCount)
    let half = Int32(curve.byteCount)
    let isRead = unsafe der.withUnsafeBufferPointer { der in
      var cursor = der.baseAddress
      let signature = unsafe d2i_ECDSA_SIG(nil, &cursor, der.count)
      defer { unsafe ECDSA_SIG_free(signature) }
      return unsafe bytes.withUnsafeMutableBufferPointer { bytes in
        guard let start = bytes.baseAddress, unsafe signature != nil else { return false }
        return unsafe BN_bn2binpad(ECDSA_SIG_get0_r(signature), start, half) == half
          && BN_bn2binpad(ECDSA_SIG_get0_s(signature), start + Int(half), half) == half
      }
    }
    guard isRead else { throw TLSError.openSSL("Cannot read a signature") }
    return bytes
  }
}
