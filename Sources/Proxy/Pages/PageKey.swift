internal import Wire

/// One key that tokens are sealed with.
struct PageKey: Sendable, Equatable {
  /// Bytes of the name by which a token says which key it needs.
  static let idCount = 8

  /// The key.
  let bytes: [UInt8]
  /// Its name: the beginning of its digest.
  let id: [UInt8]
  let cipher: XAES256GCM

  /// A key of 32 bytes; nil for any other number.
  init?(_ bytes: [UInt8]) {
    do throws(TLSError) { cipher = try XAES256GCM(key: bytes) } catch { return nil }
    self.bytes = bytes
    id = Array(Digest(of: bytes).bytes.prefix(Self.idCount))
  }

  /// A key that nobody can guess.
  static func random() -> PageKey? { PageKey(RandomBytes.make(XAES256GCM.keyCount)) }

  static func == (one: PageKey, other: PageKey) -> Bool {
    Digest(of: one.bytes) == Digest(of: other.bytes)
  }
}
