package import Kubernetes
package import Wire

/// An https URL of an issuer, or of what it publishes.
package struct IssuerURL: Sendable, Equatable {
  package let endpoint: Endpoint
  /// The value of a Host field: without the port where that is 443, as issuers may make their own
  /// name of it.
  package let authority: String
  /// Path and query.
  package let target: String

  /// Reads a URL; a query is allowed, a user name, a fragment and plain http are not.
  package init(_ text: String) throws(AccessError) {
    if text.utf8.contains(UInt8(ascii: "#")) { throw AccessError("it has a fragment") }
    let base = text.prefix { $0 != "?" }
    let address = try ServerAddress(url: String(base))
    let rest = text.utf8.dropFirst("https://".utf8.count)
    let path = String(rest.drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }) ?? ""
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw AccessError("it holds a byte that is not visible ASCII")
    }
    target = path.hasPrefix("/") ? path : "/" + path
    authority = address.authority
    endpoint = Endpoint(host: address.host, port: address.port)
  }

  /// Where an issuer describes itself (OpenID Connect Discovery 1.0, section 4).
  ///
  /// - Throws: for an issuer that has a query too.
  package init(discoveryOf issuer: String) throws(AccessError) {
    if issuer.utf8.contains(UInt8(ascii: "?")) { throw AccessError("it has a query") }
    let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
    try self.init(base + "/.well-known/openid-configuration")
  }
}
