package import Kubernetes
package import Wire

/// The API server as the proxy reaches it: two pools on each loop that share nothing.
///
/// On a real API server a certificate on the connection beats the token in the request, and a
/// resumed TLS session still carries it: with one pool every tenant would be the program.
package struct Upstream: Sendable {
  /// The pools of one loop.
  package struct Pools: Sendable {
    /// Connections without a certificate, for requests with the caller's token.
    package let bare: ClientPool
    /// Connections that carry the program's credential.
    package let own: ClientPool
  }

  package let endpoint: Endpoint
  /// What stands before `/api` on that server.
  package let basePath: String
  /// The program's bearer token, when it has one.
  package let token: TokenProvider?
  private let pools: [(loop: EventLoop, pools: Pools)]

  /// Makes the pools of every loop.
  ///
  /// - Throws: `AccessError` for a certificate, key or authority that cannot be used.
  package init(
    access: ClusterAccess, token: TokenProvider?, loops: EventLoops, timeouts: HTTPTimeouts
  ) throws(AccessError) {
    let bare = try access.tlsContext(presentsCertificate: false)
    let own = try access.tlsContext(presentsCertificate: true)
    let endpoint = access.endpoint
    self.endpoint = endpoint
    self.token = token
    basePath = access.server.basePath
    pools = loops.loops.map { loop in
      let pools = Pools(
        bare: ClientPool(endpoint: endpoint, tls: bare, loop: loop, timeouts: timeouts),
        own: ClientPool(endpoint: endpoint, tls: own, loop: loop, timeouts: timeouts))
      return (loop, pools)
    }
  }

  /// The fields that say where a client's requests go and where they come from.
  ///
  /// - Throws: 400 for a host that cannot stand in a field.
  func hop(for client: SocketAddress) throws(HTTPError) -> Fields {
    var fields = Fields()
    try fields.append("Host", value: endpoint.authority)
    try fields.append("X-Forwarded-For", value: client.host)
    return fields
  }

  /// The pools of a loop.
  package func pools(of loop: EventLoop) -> Pools {
    guard let found = pools.first(where: { $0.loop === loop }) else {
      preconditionFailure("every loop has its pools")
    }
    return found.pools
  }
}
