internal import CSystem

/// XAES-256-GCM (C2SP): AES-256-GCM with a nonce of 192 bits, of which half picks a key of its own.
///
/// So long a nonce may be drawn at random for as many messages as anybody seals, by any number of
/// programs that share the key. The derived key is NIST SP 800-108r1's counter mode over CMAC.
package struct XAES256GCM: Sendable {
  /// Bytes of a key.
  package static let keyCount = AES256GCM.keyCount
  /// Bytes of a nonce.
  package static let nonceCount = 24
  /// Bytes by which what is sealed is longer than the message.
  package static let tagCount = AES256GCM.tagCount

  private let key: [UInt8]
  /// The first subkey of CMAC (NIST SP 800-38B §6.1).
  private let subkey: [UInt8]

  /// The cipher of a key of 32 bytes.
  package init(key: [UInt8]) throws(TLSError) {
    guard key.count == Self.keyCount else { throw TLSError("A sealing key has 32 bytes.") }
    self.key = key
    let block = try Self.encrypt([UInt8](repeating: 0, count: 16), with: key)
    var doubled = [UInt8](repeating: 0, count: 16)
    for index in block.indices {
      let carry = index + 1 < block.count ? block[index + 1] >> 7 : 0
      doubled[index] = block[index] << 1 | carry
    }
    // Without a branch on a bit of a secret.
    doubled[15] ^= 0x87 & (0 &- block[0] >> 7)
    subkey = doubled
  }

  /// The ciphertext of the message with the tag over it and `data`; nobody may choose the nonce.
  package func seal(
    _ message: [UInt8], nonce: [UInt8], authenticating data: [UInt8] = []
  ) throws(TLSError) -> [UInt8] {
    try cipher(for: nonce).seal(
      message, nonce: Array(nonce.dropFirst(12)), authenticating: data)
  }

  /// The message; nil unless exactly this was sealed with this key, nonce and data.
  package func open(
    _ sealed: [UInt8], nonce: [UInt8], authenticating data: [UInt8] = []
  ) throws(TLSError) -> [UInt8]? {
    try cipher(for: nonce).open(
      sealed, nonce: Array(nonce.dropFirst(12)), authenticating: data)
  }

  private func cipher(for nonce: [UInt8]) throws(TLSError) -> AES256GCM {
    guard nonce.count == Self.nonceCount else { throw TLSError("A nonce has 24 bytes.") }
    var derived: [UInt8] = []
    for counter: UInt8 in 1...2 {
      let input = [0, counter, UInt8(ascii: "X"), 0] + nonce.prefix(12)
      derived += try Self.encrypt(zip(input, subkey).map { $0 ^ $1 }, with: key)
    }
    return try AES256GCM(key: derived)
  }

  /// One block through AES-256.
  private static func encrypt(_ block: [UInt8], with key: [UInt8]) throws(TLSError) -> [UInt8] {
    let context = try CipherContext()
    // Room for the block that a padded mode would add; there is none without padding.
    var encrypted = [UInt8](repeating: 0, count: 2 * block.count)
    var count: Int32 = 0
    guard
      unsafe EVP_EncryptInit_ex(context.pointer, EVP_aes_256_ecb(), nil, key, nil) == 1,
      unsafe EVP_CIPHER_CTX_set_padding(context.pointer, 0) == 1,
      unsafe EVP_EncryptUpdate(
        context.pointer, &encrypted, &count, block, Int32(block.count)) == 1,
      count == block.count
    else { throw TLSError.openSSL("Cannot derive a key") }
    return Array(encrypted.prefix(block.count))
  }
}
