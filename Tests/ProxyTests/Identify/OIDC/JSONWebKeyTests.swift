import JSON
import TestSupport
import Testing
import Wire

@testable import Proxy

@Suite struct `A JSON Web Key` {
  private static let curve = Result { try TokenIssuer(.elliptic(.p256), "curve", .es256) }
  private static let edwards = Result { try TokenIssuer(.ed25519, "edwards", .edDSA) }

  private static func json(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  private static func key(
    _ issuer: TokenIssuer, _ change: (inout JSONValue) -> Void
  ) throws -> JSONWebKey? {
    var value = try json(issuer.jwk)
    change(&value)
    return try JSONWebKey(value)
  }

  @Test func `is read, whatever its kind`() throws {
    for issuer in [try TokenIssuer.first.get(), try Self.curve.get(), try Self.edwards.get()] {
      let key = try #require(try JSONWebKey(Self.json(issuer.jwk)))
      #expect(key.keyID == issuer.keyID)
      #expect(key.algorithm == issuer.algorithm)
      #expect(key.key.digest == (try issuer.signer.verifyingKey.digest))
      #expect(key.hasSigned(try JSONWebToken(issuer.token()), by: issuer.algorithm))
    }
  }

  @Test func `verifies by its own algorithm only, where it has one`() throws {
    let issuer = try TokenIssuer.first.get()
    let token = try JSONWebToken(issuer.token())
    let any = try #require(try Self.key(issuer) { $0["alg"] = Optional.none })
    #expect(any.algorithm == nil)
    #expect(any.hasSigned(token, by: .rs256))
    #expect(!any.hasSigned(token, by: .rs384) && !any.hasSigned(token, by: .ps256))
    let other = try #require(try Self.key(issuer) { $0["alg"] = "PS256" })
    #expect(!other.hasSigned(token, by: .rs256))
  }

  /// What makes a key one to pass over.
  static let others: [(name: String, value: JSONValue?)] = [
    ("use", "enc"), ("use", .null), ("key_ops", ["sign"]), ("key_ops", []), ("kty", "oct"),
    ("kty", .null), ("kty", nil), ("alg", "HS256"), ("alg", "none"), ("alg", "RSA-OAEP"),
    ("alg", 7), ("alg", "RS256"), ("crv", "P-256K"), ("crv", nil), ("crv", "Ed25519"),
  ]

  @Test(arguments: others)
  func `for something else is passed over`(_ row: (name: String, value: JSONValue?)) throws {
    #expect(try Self.key(Self.curve.get()) { $0[row.name] = row.value } == nil)
  }

  @Test func `may say that it verifies`() throws {
    #expect(try Self.key(Self.curve.get()) { $0["key_ops"] = ["verify"] } != nil)
    #expect(
      try Self.key(Self.curve.get()) { key in
        for name in ["use", "alg", "kid"] { key[name] = Optional.none }
      } != nil)
  }

  /// What makes a key one that must not be used.
  static let faults: [(name: String, value: JSONValue?, fault: KeyError)] = [
    ("x", nil, .invalid), ("x", "!", .invalid), ("x", "", .coordinate), ("y", nil, .invalid),
    ("y", "AQAB", .coordinate), ("crv", "P-384", .coordinate), ("crv", "P-521", .coordinate),
  ]

  @Test(arguments: faults)
  func `that is none is an error`(
    _ row: (name: String, value: JSONValue?, fault: KeyError)
  ) throws {
    let issuer = try Self.curve.get()
    #expect(throws: row.fault) {
      try Self.key(issuer) {
        $0["alg"] = Optional.none
        $0[row.name] = row.value
      }
    }
  }

  @Test func `of RSA is long, and its numbers are strict base64url`() throws {
    let issuer = try TokenIssuer.first.get()
    let short = Base64.encode([UInt8](repeating: 0xFF, count: 128), .url)
    #expect(throws: KeyError.modulus(bits: 1024)) {
      try Self.key(issuer) { $0["n"] = .string(short) }
    }
    #expect(throws: KeyError.exponent) { try Self.key(issuer) { $0["e"] = "AQ" } }
    #expect(throws: KeyError.invalid) { try Self.key(issuer) { $0["e"] = "AQAB=" } }
    #expect(throws: KeyError.invalid) { try Self.key(issuer) { $0["e"] = Optional.none } }
  }

  @Test func `set has those that may be used, and says why of the others`() throws {
    let (first, curve) = (try TokenIssuer.first.get(), try Self.curve.get())
    let weak =
      #"{"kty":"RSA","kid":"weak","n":"\#(String(repeating: "_", count: 172))","e":"AQAB"}"#
    let text = #"{"keys":[{"kty":"oct","k":"AQAB"},\#(weak),\#(first.jwk),\#(curve.jwk)],"more":1}"#
    let set = try JSONWebKeySet(Self.json(text))
    #expect(set.keys.map(\.keyID) == ["first", "curve"])
    #expect(set.faults.count == 1)
    #expect(set.faults[0].hasPrefix("key 2 of 4: an RSA key of 1032 bits"))
    #expect(set.contains("first") && set.contains("curve") && !set.contains("weak"))
    let token = try JSONWebToken(first.token())
    #expect(set.signer(of: token, by: .rs256)?.digest == (try first.signer.verifyingKey.digest))
    #expect(set.signer(of: token, by: .rs384) == nil)
  }

  @Test func `that a token does not name may be any`() throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let set = try TokenIssuer.set(first, second)
    let token = try JSONWebToken(second.token(header: ["alg": "RS256"]))
    #expect(set.signer(of: token, by: .rs256)?.digest == (try second.signer.verifyingKey.digest))
    // One that it names is that one.
    let other = try JSONWebToken(second.token(header: ["alg": "RS256", "kid": "first"]))
    #expect(set.signer(of: other, by: .rs256) == nil)
  }

  @Test(arguments: ["[]", "{}", #"{"keys":{}}"#, #"{"keys":null}"#])
  func `set is an object with a list`(_ text: String) {
    #expect(throws: IssuerFailure.self) { try JSONWebKeySet(Self.json(text)) }
  }

  @Test func `set is not endless`() throws {
    func set(_ count: Int) throws -> JSONWebKeySet {
      try JSONWebKeySet(["keys": .array([JSONValue](repeating: ["kty": "oct"], count: count))])
    }
    #expect(try set(100).keys.isEmpty)
    #expect(throws: IssuerFailure.self) { try set(101) }
  }

  /// What a real API server publishes.
  @Test func `set is read as it was recorded`() throws {
    let set = try JSONWebKeySet(Fixture.json("oidc.jwks.json"))
    #expect(set.keys.map(\.keyID) == ["zkcwGgjEv_6mth9Le8NQ-z7BFU4h5kWrFv0fnboWx90"])
    let location = try IssuerClient.keysLocation(
      in: Fixture.json("oidc.wellknown.json"),
      of: "https://kubernetes.default.svc.cluster.local")
    #expect(location.endpoint == Endpoint(host: "127.0.0.1", port: 16443))
    #expect(location.target == "/openid/v1/jwks")
  }
}
