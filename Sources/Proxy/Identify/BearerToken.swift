package import Wire

/// The token of an Authorization field (RFC 6750 §2.1).
package enum BearerToken {
  /// What the fields of a request say.
  package enum Reading: Equatable {
    case absent
    case token(String)
    /// There is an Authorization that is not exactly one well-formed bearer token.
    case malformed
  }

  /// Reads the Authorization of a request.
  package static func read(_ fields: Fields) -> Reading {
    let values = fields.values(of: .authorization)
    guard let value = values.first else { return .absent }
    guard values.count == 1 else { return .malformed }
    let scheme = "bearer "
    guard value.utf8.count > scheme.utf8.count,
      zip(value.utf8, scheme.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
    else { return .malformed }
    let token = value.utf8.dropFirst(scheme.utf8.count)
    guard isToken68(token) else { return .malformed }
    return .token(String(token) ?? "")
  }

  /// Whether it is 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=" (RFC 9110 §11.2).
  static func isToken68(_ token: some Collection<UInt8>) -> Bool {
    let body = token.prefix { $0 != UInt8(ascii: "=") }
    guard !body.isEmpty, token.dropFirst(body.count).allSatisfy({ $0 == UInt8(ascii: "=") }) else {
      return false
    }
    return body.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
        UInt8(ascii: "+"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
  }
}
