import JSON
import Wire

/// A JSON Web Token in compact form (RFC 7515 §7.1) that is taken apart, believed or not.
struct SignedToken: Sendable {
  let header: JSONValue
  let payload: JSONValue
  let signature: [UInt8]
  /// What is signed: the first two parts with the dot between.
  let signed: [UInt8]

  /// Takes a token apart; nil for what is none.
  init?(_ token: String) {
    let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.json(parts[0]), let payload = Self.json(parts[1]),
      let signature = String(parts[2]).flatMap({ Base64.decode($0, .url) })
    else { return nil }
    self.header = header
    self.payload = payload
    self.signature = signature
    signed = Array(token.utf8.prefix(parts[0].count + 1 + parts[1].count))
  }

  private static func json(_ part: Substring.UTF8View) -> JSONValue? {
    guard let text = String(part), let bytes = Base64.decode(text, .url) else { return nil }
    do throws(JSONError) {
      return try JSONValue(parsing: bytes)
    } catch {
      return nil
    }
  }

  /// The compact form of what a key signs.
  static func make(
    _ payload: JSONValue, keyID: String, by key: SigningKey
  ) throws(TLSError) -> String {
    let header: JSONValue = ["alg": "RS256", "kid": .string(keyID)]
    let signed = [header, payload].map { Base64.encode($0.encoded(), .url) }
      .joined(separator: ".")
    let signature = try key.signature(of: Array(signed.utf8))
    return "\(signed).\(Base64.encode(signature, .url))"
  }
}
