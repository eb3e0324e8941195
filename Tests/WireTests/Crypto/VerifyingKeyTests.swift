import TestSupport
import Testing
import Wire

@Suite struct `A verifying key` {
  /// A token that a standard prints, and the numbers of its key.
  struct Vector: Sendable, CustomTestStringConvertible {
    let source: String
    let algorithm: SignatureAlgorithm
    /// Base64url: modulus and exponent, or both coordinates, or one.
    let numbers: [String]
    let token: String

    var testDescription: String { source }

    func key() throws -> VerifyingKey {
      let numbers = numbers.compactMap { Base64.decode($0, .url) }
      return switch algorithm.kind {
      case .rsa: try VerifyingKey(modulus: numbers[0], exponent: numbers[1])
      case .elliptic(let curve): try VerifyingKey(curve: curve, x: numbers[0], y: numbers[1])
      case .ed25519: try VerifyingKey(ed25519: numbers[0])
      }
    }

    func parts() throws -> (message: [UInt8], signature: [UInt8]) {
      let dot = try #require(token.utf8.lastIndex(of: UInt8(ascii: ".")))
      let signature = Base64.decode(String(token[token.index(after: dot)...]), .url)
      return (Array(token.utf8[..<dot]), try #require(signature))
    }
  }

  static let vectors = [
    Vector(
      source: "RFC 7515, A.2", algorithm: .rs256,
      numbers: [
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1"
          + "Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63k"
          + "paSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh"
          + "9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyu"
          + "XpoQ", "AQAB",
      ],
      token: "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9"
        + "leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9"
        + "PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAyn"
        + "RFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_d"
        + "O--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rq"
        + "Vt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"),
    Vector(
      source: "RFC 7515, A.3", algorithm: .es256,
      numbers: [
        "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
      ],
      token: "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9"
        + "leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfT"
        + "jDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"),
    Vector(
      source: "RFC 7515, A.4", algorithm: .es512,
      numbers: [
        "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQ"
          + "Gk",
        "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyM"
          + "j2",
      ],
      token: "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOY"
        + "aRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJ"
        + "jyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"),
    Vector(
      source: "RFC 7520, 4.2", algorithm: .ps384,
      numbers: [
        "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQH"
          + "z_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHq"
          + "FEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9"
          + "k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrN"
          + "P5zw", "AQAB",
      ],
      token: "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.SXTigJl"
        + "zIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb25"
        + "0byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3d"
        + "pbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4.cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDc"
        + "fT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSM"
        + "xbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0TTr"
        + "xUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAA"
        + "jVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw"),
    Vector(
      source: "RFC 8037, A.4", algorithm: .edDSA,
      numbers: ["11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"],
      token: "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1P"
        + "POt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"),
  ]

  @Test(arguments: vectors)
  func `knows the signatures that standards print`(_ vector: Vector) throws {
    let (key, (message, signature)) = (try vector.key(), try vector.parts())
    #expect(key.kind == vector.algorithm.kind)
    #expect(key.hasSigned(message, signature, by: vector.algorithm))
    for other in SignatureAlgorithm.allCases where other != vector.algorithm {
      #expect(!key.hasSigned(message, signature, by: other), "\(other)")
    }
    for index in [0, signature.count / 2, signature.count - 1] {
      var changed = signature
      changed[index] ^= 1
      #expect(!key.hasSigned(message, changed, by: vector.algorithm), "byte \(index)")
    }
    for wrong in [[], signature + [0], Array(signature.dropLast()), [0] + signature] {
      #expect(!key.hasSigned(message, wrong, by: vector.algorithm), "\(wrong.count) bytes")
    }
    #expect(!key.hasSigned(message + [0], signature, by: vector.algorithm))
    #expect(!key.hasSigned([], signature, by: vector.algorithm))
  }

  /// Made once: primes take their time.
  private static let signers = Result {
    try [
      TestSigner(.rsa(bits: 2048)), TestSigner(.rsa(bits: 3072)), TestSigner(.elliptic(.p256)),
      TestSigner(.elliptic(.p384)), TestSigner(.elliptic(.p521)), TestSigner(.ed25519),
    ]
  }

  @Test(arguments: SignatureAlgorithm.allCases)
  func `knows what OpenSSL signed, and only by its own kind of key`(
    _ algorithm: SignatureAlgorithm
  ) throws {
    let signers = try Self.signers.get()
    let message = Array("what \(algorithm.rawValue) signs".utf8)
    for signer in signers where try signer.verifyingKey.kind == algorithm.kind {
      // Numbers of a signature may begin with zeros.
      for _ in 0..<(algorithm.kind == .rsa ? 1 : 300) {
        let signature = try signer.signature(of: message, by: algorithm)
        for other in signers {
          let key = try other.verifyingKey
          #expect(key.hasSigned(message, signature, by: algorithm) == (other === signer))
        }
      }
    }
  }

  @Test func `is the same key by the same digest`() throws {
    let signers = try Self.signers.get()
    let digests = try signers.map { try $0.verifyingKey.digest }
    #expect(try signers.map { try $0.verifyingKey.digest } == digests)
    #expect(Set(digests).count == signers.count)
    let padded = try VerifyingKey(
      modulus: [0, 0] + signers[0].number("n"), exponent: [0] + signers[0].number("e"))
    #expect(padded.digest == digests[0])
  }

  @Test(arguments: [512, 1024, 2047])
  func `is never a short RSA key`(bits: Int) {
    var modulus = [UInt8](repeating: 0xFF, count: (bits + 7) / 8)
    if !bits.isMultiple(of: 8) { modulus[0] = 0x7F }
    #expect(throws: KeyError.modulus(bits: bits)) {
      try VerifyingKey(modulus: modulus, exponent: [1, 0, 1])
    }
    #expect(throws: KeyError.modulus(bits: bits)) {
      try VerifyingKey(modulus: [0, 0, 0] + modulus, exponent: [1, 0, 1])
    }
  }

  @Test func `is never an RSA key that takes ages, nor one of nothing`() {
    #expect(throws: KeyError.modulus(bits: 16392)) {
      try VerifyingKey(modulus: [UInt8](repeating: 0xFF, count: 2049), exponent: [1, 0, 1])
    }
    for modulus in [[], [0], [UInt8](repeating: 0, count: 256)] {
      #expect(throws: KeyError.modulus(bits: 0)) {
        try VerifyingKey(modulus: modulus, exponent: [1, 0, 1])
      }
    }
  }

  @Test(
    arguments: [[], [0], [1], [0, 1], [2], [1, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 1]] as [[UInt8]])
  func `has no exponent that signs nothing`(_ exponent: [UInt8]) throws {
    let modulus = try Self.signers.get()[0].number("n")
    #expect(throws: KeyError.exponent) { try VerifyingKey(modulus: modulus, exponent: exponent) }
  }

  @Test(arguments: EllipticCurve.allCases)
  func `is never a point beside its curve`(_ curve: EllipticCurve) throws {
    let signer = try TestSigner(.elliptic(curve))
    let (x, y) = (signer.number("qx"), signer.number("qy"))
    var beside = y
    beside[curve.byteCount - 1] ^= 1
    let nothing = [UInt8](repeating: 0, count: curve.byteCount)
    for (x, y) in [
      (x, beside), (y, x), (nothing, nothing), (x, [UInt8](repeating: 0xFF, count: y.count)),
    ] {
      #expect(throws: KeyError.invalid) { try VerifyingKey(curve: curve, x: x, y: y) }
    }
    for (x, y) in [(x, []), ([0] + x, y), (Array(x.dropLast()), y), (x, y + [0])] {
      #expect(throws: KeyError.coordinate) { try VerifyingKey(curve: curve, x: x, y: y) }
    }
    for other in EllipticCurve.allCases where other != curve {
      #expect(throws: KeyError.coordinate) { try VerifyingKey(curve: other, x: x, y: y) }
    }
  }

  @Test(arguments: [0, 31, 33, 57])
  func `is never an Edwards key of another length`(count: Int) {
    #expect(throws: KeyError.coordinate) {
      try VerifyingKey(ed25519: [UInt8](repeating: 9, count: count))
    }
  }

  @Test func `says what is wrong with a key`() {
    #expect(
      "\(KeyError.modulus(bits: 1024))" == "an RSA key of 1024 bits, and not of 2048 to 16384")
    for error in [KeyError.exponent, .coordinate, .invalid] { #expect(!"\(error)".isEmpty) }
  }
}
