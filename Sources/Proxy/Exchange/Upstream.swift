package import Kubernetes
internal import Metrics
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
  /// The program's bearer token.
  package let token: TokenProvider
  private let pools: [(loop: EventLoop, pools: Pools)]

  /// Makes the pools of every loop, whose next connections go by the access as it is then.
  package init(access: FollowedAccess, loops: EventLoops, timeouts: HTTPTimeouts) {
    let (contexts, endpoint) = (access.contexts, access.access.endpoint)
    self.endpoint = endpoint
    token = access.token
    basePath = access.access.server.basePath
    pools = loops.loops.map { loop in
      let pools = Pools(
        bare: ClientPool(endpoint: endpoint, loop: loop, timeouts: timeouts) { contexts.bare },
        own: ClientPool(endpoint: endpoint, loop: loop, timeouts: timeouts) { contexts.own })
      return (loop, pools)
    }
  }

  /// The fields that say where a client's requests go and where they come from.
  ///
  /// - Throws: 400 for a host that cannot stand in a field.
  func hop(for client: SocketAddress) throws(HTTPError) -> Fields {
    var fields = Fields()
    try fields.append("Host", value: endpoint.authority)
    // What is no address would be dropped by the API server's audit, and is not said to others.
    if !client.isUnix { try fields.append("X-Forwarded-For", value: client.host) }
    return fields
  }

  /// Tells how the connections of all loops fare.
  func collect(into samples: inout MetricSamples) {
    for (label, pool) in [("bare", \Pools.bare), ("own", \Pools.own)] {
      let figures = pools.map { $0.pools[keyPath: pool].figures }
      func add(_ family: MetricFamily, _ figure: (PoolFigures) -> Double) {
        samples.add(family, [label], figures.reduce(0) { $0 + figure($1) })
      }
      add(.upstreamOpen) { Double($0.open) }
      add(.upstreamIdle) { Double($0.idle) }
      add(.upstreamConnecting) { Double($0.pending) }
      add(.upstreamCreated) { Double($0.created) }
      add(.upstreamReused) { Double($0.reused) }
      add(.upstreamFailed) { Double($0.failed) }
    }
  }

  /// The pools of a loop.
  package func pools(of loop: EventLoop) -> Pools {
    guard let found = pools.first(where: { $0.loop === loop }) else {
      preconditionFailure("every loop has its pools")
    }
    return found.pools
  }
}
