import Wire

/// Where the plain listener listens.
enum PlainAddress: Equatable, Sendable {
  case network(host: String, port: UInt16)
  case socket(path: String)

  private static let scheme = "unix:"

  /// Reads `host:port` or `unix:/path`; nil when it is neither.
  ///
  /// Without a host it would be every address, and is refused as any other that is not of the loopback.
  init?(_ text: String) {
    if text.hasPrefix(Self.scheme) {
      let path = text.dropFirst(Self.scheme.count)
      guard path.hasPrefix("/") else { return nil }
      self = .socket(path: String(path))
    } else {
      guard let (host, port) = SocketAddress.split(text), !host.isEmpty else { return nil }
      self = .network(host: host, port: port)
    }
  }
}
