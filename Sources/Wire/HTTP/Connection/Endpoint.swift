/// Where a client connects, and whom it expects there.
package struct Endpoint: Sendable, Hashable {
  package let host: String
  package let port: UInt16
  /// The name the certificate must carry, and that is asked for by SNI unless it is an address.
  package let serverName: String
  /// The value of a Host field.
  package let authority: String

  package init(host: String, port: UInt16, serverName: String? = nil) {
    self.host = host
    self.port = port
    self.serverName = serverName ?? host
    authority = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

}
