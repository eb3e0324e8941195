internal import CSystem

/// A SHA-256 digest (FIPS 180-4): 32 bytes that stand for secrets and certificates as keys of
/// tables.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest of `message`.
  package init(of message: [UInt8]) {
    var result = [UInt8](repeating: 0, count: 32)
    _ = unsafe SHA256(message, message.count, &result)
    words = (
      Self.word(in: result, at: 0), Self.word(in: result, at: 8),
      Self.word(in: result, at: 16), Self.word(in: result, at: 24)
    )
  }

  /// The digest of a string's UTF-8.
  package init(of message: String) {
    self.init(of: Array(message.utf8))
  }

  /// The 32 bytes, in the order that the standard prints them.
  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
  }

  /// 64 hexadecimal digits in lower case.
  package var description: String { Hex.encode(bytes) }

  package static func == (left: Digest, right: Digest) -> Bool {
    // Without a branch a word: how long it takes says nothing about a secret.
    (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1)
      | (left.words.2 ^ right.words.2) | (left.words.3 ^ right.words.3) == 0
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }

  private static func word(in bytes: [UInt8], at offset: Int) -> UInt64 {
    bytes[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
