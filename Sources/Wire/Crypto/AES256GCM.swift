internal import CSystem

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D) with nonces of 96 bits and tags of 128.
///
/// A nonce must never be used twice with one key; who cannot count picks ``XAES256GCM``.
struct AES256GCM {
  static let keyCount = 32
  static let nonceCount = 12
  static let tagCount = 16

  private let key: [UInt8]

  /// The cipher of a key of 32 bytes.
  init(key: [UInt8]) throws(TLSError) {
    guard key.count == Self.keyCount else { throw TLSError("A sealing key has 32 bytes.") }
    self.key = key
  }

  /// The ciphertext of the message, and behind it the tag over it and `data`.
  func seal(
    _ message: [UInt8], nonce: [UInt8], authenticating data: [UInt8]
  ) throws(TLSError) -> [UInt8] {
    let context = try begin(nonce, data, encrypting: true)
    var sealed = [UInt8](repeating: 0, count: message.count)
    var tag = [UInt8](repeating: 0, count: Self.tagCount)
    var count: Int32 = 0
    guard
      unsafe message.isEmpty
        || EVP_CipherUpdate(
          context.pointer, &sealed, &count, message, Int32(message.count)) == 1,
      unsafe EVP_CipherFinal_ex(context.pointer, &tag, &count) == 1,
      unsafe EVP_CIPHER_CTX_ctrl(
        context.pointer, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagCount), &tag) == 1
    else { throw TLSError.openSSL("Cannot seal") }
    return sealed + tag
  }

  /// The message, or nil when the tag is not that of this key, nonce, ciphertext and data.
  ///
  /// OpenSSL compares tags in constant time.
  func open(
    _ sealed: [UInt8], nonce: [UInt8], authenticating data: [UInt8]
  ) throws(TLSError) -> [UInt8]? {
    guard sealed.count >= Self.tagCount else { return nil }
    let context = try begin(nonce, data, encrypting: false)
    let ciphertext = Array(sealed.dropLast(Self.tagCount))
    var tag = Array(sealed.suffix(Self.tagCount))
    var message = [UInt8](repeating: 0, count: ciphertext.count)
    var rest = [UInt8](repeating: 0, count: Self.tagCount)
    var count: Int32 = 0
    guard
      unsafe ciphertext.isEmpty
        || EVP_CipherUpdate(
          context.pointer, &message, &count, ciphertext, Int32(ciphertext.count)) == 1,
      unsafe EVP_CIPHER_CTX_ctrl(
        context.pointer, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagCount), &tag) == 1
    else { throw TLSError.openSSL("Cannot open what was sealed") }
    // What was decrypted is worth nothing before the tag was compared.
    return unsafe EVP_CipherFinal_ex(context.pointer, &rest, &count) == 1 ? message : nil
  }

  /// A context that has taken key, nonce and associated data.
  private func begin(
    _ nonce: [UInt8], _ data: [UInt8], encrypting: Bool
  ) throws(TLSError) -> CipherContext {
    guard nonce.count == Self.nonceCount else { throw TLSError("A nonce has 12 bytes.") }
    let context = try CipherContext()
    var count: Int32 = 0
    guard
      unsafe EVP_CipherInit_ex(
        context.pointer, EVP_aes_256_gcm(), nil, key, nonce, encrypting ? 1 : 0) == 1,
      unsafe data.isEmpty
        || EVP_CipherUpdate(context.pointer, nil, &count, data, Int32(data.count)) == 1
    else { throw TLSError.openSSL("Cannot seal") }
    return context
  }
}
