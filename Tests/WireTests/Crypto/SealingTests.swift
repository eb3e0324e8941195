import Testing

@testable import Wire

/// One published example of a cipher, in hexadecimal digits.
struct SealingVector: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let key: String
  let nonce: String
  var message = ""
  var data = ""
  /// Ciphertext and tag.
  let sealed: String

  var bytes: (key: [UInt8], nonce: [UInt8], message: [UInt8], data: [UInt8], sealed: [UInt8])? {
    guard let key = Hex.decode(key), let nonce = Hex.decode(nonce),
      let message = Hex.decode(message), let data = Hex.decode(data),
      let sealed = Hex.decode(sealed)
    else { return nil }
    return (key, nonce, message, data, sealed)
  }

  private static let plain = """
    d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
    1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
    """

  /// The test cases for keys of 256 bits and nonces of 96 of the proposal to NIST (McGrew and
  /// Viega, The Galois/Counter Mode of Operation, appendix B).
  static let galois = [
    SealingVector(
      testDescription: "test case 13", key: String(repeating: "00", count: 32),
      nonce: String(repeating: "00", count: 12), sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
    SealingVector(
      testDescription: "test case 14", key: String(repeating: "00", count: 32),
      nonce: String(repeating: "00", count: 12), message: String(repeating: "00", count: 16),
      sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    SealingVector(
      testDescription: "test case 16",
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      nonce: "cafebabefacedbaddecaf888", message: plain,
      data: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      sealed: """
        522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
        8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece\
        0f4e1768cddf8853bb2d551b
        """),
  ]

  /// The examples of the specification (c2sp.org/XAES-256-GCM): one for each bit of the doubling.
  static let extended = [
    SealingVector(
      testDescription: "the subkey without a carry", key: String(repeating: "01", count: 32),
      nonce: Hex.encode("ABCDEFGHIJKLMNOPQRSTUVWX".utf8), message: Hex.encode("XAES-256-GCM".utf8),
      sealed: "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271"),
    SealingVector(
      testDescription: "the subkey with a carry", key: String(repeating: "03", count: 32),
      nonce: Hex.encode("ABCDEFGHIJKLMNOPQRSTUVWX".utf8), message: Hex.encode("XAES-256-GCM".utf8),
      data: Hex.encode("c2sp.org/XAES-256-GCM".utf8),
      sealed: "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"),
  ]
}

@Suite struct `A sealed message` {
  @Test(arguments: SealingVector.galois)
  func `is that of AES-256-GCM`(_ vector: SealingVector) throws {
    let bytes = try #require(vector.bytes)
    let cipher = try AES256GCM(key: bytes.key)
    let sealed = try cipher.seal(bytes.message, nonce: bytes.nonce, authenticating: bytes.data)
    #expect(Hex.encode(sealed) == vector.sealed)
    #expect(
      try cipher.open(sealed, nonce: bytes.nonce, authenticating: bytes.data) == bytes.message)
  }

  @Test(arguments: SealingVector.extended)
  func `is that of XAES-256-GCM`(_ vector: SealingVector) throws {
    let bytes = try #require(vector.bytes)
    let cipher = try XAES256GCM(key: bytes.key)
    let sealed = try cipher.seal(bytes.message, nonce: bytes.nonce, authenticating: bytes.data)
    #expect(Hex.encode(sealed) == vector.sealed)
    #expect(
      try cipher.open(sealed, nonce: bytes.nonce, authenticating: bytes.data) == bytes.message)
  }

  @Test func `opens to nothing when a bit, a byte, the data, the nonce or the key differs`() throws
  {
    let key = RandomBytes.make(XAES256GCM.keyCount)
    let nonce = RandomBytes.make(XAES256GCM.nonceCount)
    let data = Array("of whom".utf8)
    let cipher = try XAES256GCM(key: key)
    let sealed = try cipher.seal(Array("a name".utf8), nonce: nonce, authenticating: data)
    #expect(sealed.count == 6 + XAES256GCM.tagCount)
    for bit in 0..<8 * sealed.count {
      var flipped = sealed
      flipped[bit / 8] ^= 1 << (bit % 8)
      #expect(try cipher.open(flipped, nonce: nonce, authenticating: data) == nil)
    }
    for count in 0..<sealed.count {
      #expect(
        try cipher.open(Array(sealed.prefix(count)), nonce: nonce, authenticating: data) == nil)
    }
    for bit in 0..<8 * nonce.count {
      var flipped = nonce
      flipped[bit / 8] ^= 1 << (bit % 8)
      #expect(try cipher.open(sealed, nonce: flipped, authenticating: data) == nil)
    }
    #expect(try cipher.open(sealed + [0], nonce: nonce, authenticating: data) == nil)
    #expect(try cipher.open(sealed, nonce: nonce, authenticating: data + [0]) == nil)
    #expect(try cipher.open(sealed, nonce: nonce) == nil)
    let other = try XAES256GCM(key: RandomBytes.make(XAES256GCM.keyCount))
    #expect(try other.open(sealed, nonce: nonce, authenticating: data) == nil)
  }

  @Test(arguments: [0, 16, 31, 33])
  func `needs a key of 32 bytes`(_ count: Int) {
    #expect(throws: TLSError.self) {
      try XAES256GCM(key: [UInt8](repeating: 1, count: count))
    }
  }

  @Test(arguments: [0, 12, 23, 25])
  func `needs a nonce of 24 bytes`(_ count: Int) throws {
    let cipher = try XAES256GCM(key: [UInt8](repeating: 1, count: 32))
    #expect(throws: TLSError.self) {
      try cipher.seal([], nonce: [UInt8](repeating: 1, count: count))
    }
  }
}
