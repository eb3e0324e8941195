import JSON
import TestSupport
import Wire

@testable import Proxy

/// An issuer of tokens, as tests need one: with a key, and a word about itself.
struct TokenIssuer: Sendable {
  static let url = "https://issuer.test/realm"
  static let client = "kubernetes"
  /// The Unix second at which tests look at tokens.
  static let now: Int64 = 1_800_000_000

  let signer: TestSigner
  let keyID: String
  let algorithm: SignatureAlgorithm
  /// What its tokens claim.
  var claims = Self.claims

  /// The same issuer with a claim more.
  func claiming(_ name: String, _ value: JSONValue) -> TokenIssuer {
    var other = self
    other.claims[name] = value
    return other
  }

  /// RSA keys, made once: primes take their time.
  static let first = Result { try TokenIssuer(.rsa(bits: 2048), "first", .rs256) }
  static let second = Result { try TokenIssuer(.rsa(bits: 2048), "second", .rs256) }

  init(_ kind: TestSigner.Kind, _ keyID: String, _ algorithm: SignatureAlgorithm) throws {
    signer = try TestSigner(kind)
    self.keyID = keyID
    self.algorithm = algorithm
  }

  /// The same key by another name.
  init(_ other: TokenIssuer, named keyID: String) {
    signer = other.signer
    self.keyID = keyID
    algorithm = other.algorithm
  }

  /// What a good token of alice claims.
  static let claims: JSONValue = [
    "iss": .string(url), "aud": .string(client), "sub": "alice", "exp": .int(now + 600),
    "iat": .int(now - 5), "email": "alice@example.test", "email_verified": true,
    "groups": ["oil", "gas"],
  ]

  static var settings: OIDCSettings { OIDCSettings(issuer: url, clientID: client) }

  /// Its key as it publishes it.
  var jwk: String {
    signer.jwk([("kid", keyID), ("alg", algorithm.rawValue), ("use", "sig")])
  }

  /// The set of keys that issuers publish together.
  static func set(_ issuers: TokenIssuer...) throws -> JSONWebKeySet {
    try JSONWebKeySet(JSONValue(parsing: Array(text(issuers).utf8)))
  }

  static func text(_ issuers: [TokenIssuer]) -> String {
    #"{"keys":[\#(issuers.map(\.jwk).joined(separator: ","))]}"#
  }

  /// A token that differs from a good one of alice as `change` has it.
  func token(
    header: JSONValue? = nil, _ change: (inout JSONValue) -> Void = { _ in }
  ) throws -> String {
    var claims = claims
    change(&claims)
    let header =
      header ?? ["alg": .string(algorithm.rawValue), "kid": .string(keyID), "typ": "JWT"]
    return try sign(Self.part(header) + "." + Self.part(claims))
  }

  /// A part of a token.
  static func part(_ value: JSONValue) -> String { Base64.encode(value.encoded(), .url) }

  func sign(_ text: String) throws -> String {
    let signature = try signer.signature(of: Array(text.utf8), by: algorithm)
    return "\(text).\(Base64.encode(signature, .url))"
  }
}
