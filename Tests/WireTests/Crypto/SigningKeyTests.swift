import Testing
import Wire

@Suite struct `A signing key` {
  /// Made once: primes take their time.
  private static let key = Result { () throws(TLSError) in try SigningKey() }

  @Test func `signs what it then knows again`() throws {
    let key = try Self.key.get()
    let signature = try key.signature(of: Array("message".utf8))
    #expect(signature.count == 256)
    #expect(key.hasSigned(Array("message".utf8), signature))
    #expect(try key.signature(of: Array("message".utf8)) == signature)
  }

  @Test func `knows no other message, signature or key`() throws {
    let key = try Self.key.get()
    var signature = try key.signature(of: Array("message".utf8))
    #expect(!key.hasSigned(Array("massage".utf8), signature))
    #expect(try !SigningKey().hasSigned(Array("message".utf8), signature))
    #expect(!key.hasSigned(Array("message".utf8), []))
    #expect(!key.hasSigned(Array("message".utf8), signature + [0]))
    signature[255] ^= 1
    #expect(!key.hasSigned(Array("message".utf8), signature))
  }

  @Test func `shows its public half`() throws {
    let key = try Self.key.get()
    #expect(key.modulus.count == 256)
    #expect(key.modulus[0] >= 0x80)
    #expect(key.exponent == [1, 0, 1])
    // SubjectPublicKeyInfo of rsaEncryption, the modulus before the exponent.
    #expect(key.publicKeyInfo.count == 294)
    #expect(key.publicKeyInfo.starts(with: [0x30, 0x82, 0x01, 0x22, 0x30, 0x0D, 0x06, 0x09]))
    #expect(Array(key.publicKeyInfo[33..<289]) == key.modulus)
    #expect(Array(key.publicKeyInfo.suffix(5)) == [0x02, 0x03, 1, 0, 1])
  }

  @Test func `takes no key of another kind`() throws {
    let authority = try CertificateAuthority(commonName: "a", validity: 0...1)
    let elliptic = try authority.privateKeyPEM
    #expect(throws: TLSError("The key is not an RSA key of 2048 bits.")) {
      try SigningKey(privateKey: elliptic)
    }
  }
}
