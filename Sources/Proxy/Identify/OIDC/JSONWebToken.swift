internal import JSON
internal import Wire

/// A signed JSON Web Token in compact form (RFC 7515 §7.1), taken apart and not believed yet.
struct JSONWebToken {
  /// `alg`: what the token says it is signed by.
  let algorithm: String
  /// `kid`: what the issuer calls the key; nil where the token does not say.
  let keyID: String?
  let claims: JSONValue
  /// What is signed: the first two parts with the dot between.
  let signed: [UInt8]
  let signature: [UInt8]

  /// Longer than any token that clients could send everywhere: many servers take 8 KiB of fields.
  static let maximumCount = 16 * 1024

  /// Takes a token apart.
  ///
  /// Extensions that must be understood are not (RFC 7515 §4.1.11).
  init(_ token: String) throws(TokenFault) {
    guard token.utf8.count <= Self.maximumCount else { throw .tooLong }
    let parts = Self.parts(of: token)
    guard parts.count == 3 else { throw .notThreeParts }
    guard let header = Self.object(parts[0]) else { throw .unreadableHeader }
    guard header["crit"] == nil else { throw .criticalHeader }
    guard let algorithm = header["alg"]?.string else { throw .unreadableHeader }
    self.algorithm = algorithm
    switch header["kid"] {
    case nil: keyID = nil
    case .string(let name)?: keyID = name
    default: throw .unreadableHeader
    }
    guard let claims = Self.object(parts[1]) else { throw .unreadableClaims }
    self.claims = claims
    guard let signature = Base64.decode(parts[2], .url) else { throw .unreadableSignature }
    self.signature = signature
    signed = Array(token.utf8.prefix(parts[0].count + 1 + parts[1].count))
  }

  /// What stands between the dots.
  static func parts(of token: String) -> [ArraySlice<UInt8>] {
    Array(token.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  }

  /// The JSON object that a part is the base64url of (RFC 7515 §2); nil for anything else.
  ///
  /// A name that occurs twice makes it something else: two readers could read two things.
  static func object(_ part: ArraySlice<UInt8>) -> JSONValue? {
    guard let bytes = Base64.decode(part, .url) else { return nil }
    do throws(JSONError) {
      let value = try JSONValue(parsing: bytes, limits: JSONLimits(depth: 20, bytes: bytes.count))
      guard value.object != nil else { return nil }
      return value
    } catch {
      return nil
    }
  }
}
