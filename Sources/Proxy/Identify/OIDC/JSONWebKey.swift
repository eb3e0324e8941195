internal import JSON
internal import Wire

/// A public key of an issuer (RFC 7517 §4).
struct JSONWebKey: Sendable {
  /// What the issuer calls it; nil where it does not say.
  let keyID: String?
  /// The only algorithm it is meant for; nil for all that fit it.
  let algorithm: SignatureAlgorithm?
  let key: VerifyingKey

  /// Reads a key; nil for one that is not there to verify signatures by an algorithm known here,
  /// which RFC 7517 §5 says to pass over.
  ///
  /// - Throws: for a key that is there for it and must not be used.
  init?(_ json: JSONValue) throws(KeyError) {
    if let use = json["use"], use != "sig" { return nil }
    if let operations = json["key_ops"]?.array, !operations.contains("verify") { return nil }
    switch json["alg"] {
    case nil, .null?: algorithm = nil
    case .string(let name)?:
      guard let known = SignatureAlgorithm(rawValue: name) else { return nil }
      algorithm = known
    default: return nil
    }
    guard let key = try Self.key(json) else { return nil }
    if let algorithm, algorithm.kind != key.kind { return nil }
    self.key = key
    keyID = json["kid"]?.string
  }

  /// Whether it signed a token, as the token says.
  func hasSigned(_ token: JSONWebToken, by algorithm: SignatureAlgorithm) -> Bool {
    (self.algorithm ?? algorithm) == algorithm
      && key.hasSigned(token.signed, token.signature, by: algorithm)
  }

  private static func key(_ json: JSONValue) throws(KeyError) -> VerifyingKey? {
    switch json["kty"]?.string {
    case "RSA"?:
      return try VerifyingKey(modulus: number("n", in: json), exponent: number("e", in: json))
    case "EC"?:
      guard let curve = json["crv"]?.string.flatMap(EllipticCurve.init(rawValue:)) else {
        return nil
      }
      return try VerifyingKey(curve: curve, x: number("x", in: json), y: number("y", in: json))
    case "OKP"? where json["crv"] == "Ed25519":
      return try VerifyingKey(ed25519: number("x", in: json))
    default: return nil
    }
  }

  private static func number(_ name: String, in json: JSONValue) throws(KeyError) -> [UInt8] {
    guard let bytes = json[name]?.string.flatMap({ Base64.decode($0, .url) }) else {
      throw .invalid
    }
    return bytes
  }
}
