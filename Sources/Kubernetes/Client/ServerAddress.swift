/// Where an API server listens, from the `server` of a kubeconfig.
package struct ServerAddress: Sendable, Equatable, CustomStringConvertible {
  /// A host name, or an address without brackets.
  package let host: String

  /// The TCP port.
  package let port: UInt16

  /// What stands before `/api`; empty, or begins with a slash and does not end with one.
  package let basePath: String

  /// An address of its parts.
  package init(host: String, port: UInt16, basePath: String = "") {
    self.host = host
    self.port = port
    self.basePath = basePath
  }

  /// The host as it stands in a URL or a Host field: an IPv6 address in brackets.
  package var authority: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == 443 ? name : "\(name):\(port)"
  }

  /// The https URL.
  package var description: String { "https://\(authority)\(basePath)" }

  /// Reads an https URL of host, port and path (RFC 3986, section 3).
  ///
  /// User names, queries and fragments have no meaning here and are errors, and so is plain http:
  /// credentials would travel in clear.
  package init(url: String) throws(AccessError) {
    let bytes = Array(url.utf8)
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw AccessError("it holds a byte that is not visible ASCII")
    }
    let scheme = Array("https://".utf8)
    guard bytes.prefix(scheme.count).elementsEqual(scheme, by: { $0 | 0x20 == $1 | 0x20 }) else {
      throw AccessError("it does not begin with https://")
    }
    let rest = bytes.dropFirst(scheme.count)
    if rest.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
      throw AccessError("it has a query or a fragment")
    }
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    let authority = rest[..<slash]
    if authority.contains(UInt8(ascii: "@")) { throw AccessError("it holds a user name") }
    (host, port) = try Self.split(authority)
    var path = rest[slash...]
    while path.last == UInt8(ascii: "/") { path.removeLast() }
    basePath = String(decoding: path, as: UTF8.self)
  }

  private static func split(
    _ authority: ArraySlice<UInt8>
  ) throws(AccessError) -> (host: String, port: UInt16) {
    var host = authority
    var port: ArraySlice<UInt8>?
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else {
        throw AccessError("its bracket is not closed")
      }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let after = authority[(end + 1)...]
      if !after.isEmpty {
        guard after.first == UInt8(ascii: ":") else {
          throw AccessError("its port is not a number between 1 and 65535")
        }
        port = after.dropFirst()
      }
    } else if let colon = authority.firstIndex(of: UInt8(ascii: ":")) {
      host = authority[..<colon]
      port = authority[(colon + 1)...]
    }
    if host.isEmpty { throw AccessError("it names no host") }
    let name = String(decoding: host, as: UTF8.self)
    guard let port, !port.isEmpty else { return (name, 443) }
    guard port.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = UInt16(String(decoding: port, as: UTF8.self)), number > 0
    else { throw AccessError("its port is not a number between 1 and 65535") }
    return (name, number)
  }
}
