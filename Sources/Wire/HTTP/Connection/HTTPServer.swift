/// Accepts connections and gives each a task of its own on the loop with the fewest.
package struct HTTPServer: Sendable {
  private let loops: EventLoops
  private let timeouts: HTTPTimeouts
  private let limits: HTTPLimits
  private let count: ConnectionCount
  /// The TLS context for the next connection; `nil` serves plain HTTP.
  private var tls: @Sendable () -> TLSContext?
  /// Whether connections are also counted for the client's address.
  private var countsAddresses = true

  package init(
    loops: EventLoops, timeouts: HTTPTimeouts = HTTPTimeouts(), limits: HTTPLimits = .standard,
    connections: ConnectionLimits = .none, tls: @escaping @Sendable () -> TLSContext?
  ) {
    self.loops = loops
    self.timeouts = timeouts
    self.limits = limits
    count = ConnectionCount(connections)
    self.tls = tls
  }

  /// The same server for clients on this machine, in plain HTTP: its connections count among all, and
  /// not for an address, which they share or have none of.
  package var plain: HTTPServer {
    var plain = self
    plain.tls = { nil }
    plain.countsAddresses = false
    return plain
  }

  /// Connections that are served now.
  package var openConnections: Int { count.open }

  /// What became of its connections until now.
  package var figures: ConnectionFigures { count.figures }

  /// Has other limits count for the next connections.
  package func limit(_ connections: ConnectionLimits) { count.set(connections) }

  /// Serves until the task is cancelled or the loops drain; returns when every connection ended.
  ///
  /// - Parameters:
  ///   - listener: where connections come from; it is closed at the end.
  ///   - refused: told of connections that ended before a request, by a failed handshake as a rule.
  ///   - turnAway: answers one request of a connection beyond the limits, which has little time and
  ///     is closed behind it.
  ///   - serve: answers the requests of one connection, which is closed behind it.
  package func run(
    _ listener: Listener, refused: @escaping @Sendable (SocketAddress, WireError) -> Void,
    turnAway: @escaping @Sendable (ServerConnection, Crowd) async -> Void = { _, _ in },
    serve: @escaping @Sendable (ServerConnection) async -> Void
  ) async {
    await withDiscardingTaskGroup { group in
      while let socket = await next(listener, refused) {
        let network = countsAddresses ? socket.peer.network : nil
        let admission = count.admit(network)
        guard admission != .closed else {
          socket.reset()
          continue
        }
        let loop = loops.leastLoaded
        loop.addLoad(1)
        group.addTask(executorPreference: loop) {
          switch admission {
          case .turnedAway(let crowd):
            await serveConnection(socket, on: loop, timeouts.brief, refused) {
              await turnAway($0, crowd)
            }
          default: await serveConnection(socket, on: loop, timeouts, refused, serve)
          }
          count.leave(network, admission)
          loop.addLoad(-1)
        }
      }
      listener.close()
    }
  }

  private func next(
    _ listener: Listener, _ refused: @Sendable (SocketAddress, WireError) -> Void
  ) async -> AcceptedSocket? {
    while !Task.isCancelled {
      do throws(WireError) {
        return try await listener.accept()
      } catch {
        switch error.kind {
        case .cancelled, .draining, .closed: return nil
        default: refused(listener.address, error)
        }
      }
    }
    return nil
  }

  private func serveConnection(
    _ socket: AcceptedSocket, on loop: EventLoop, _ timeouts: HTTPTimeouts,
    _ refused: @Sendable (SocketAddress, WireError) -> Void,
    _ serve: @Sendable (ServerConnection) async -> Void
  ) async {
    let connection: ServerConnection
    do throws(WireError) {
      connection = try ServerConnection(
        accepted: socket, session: { () throws(WireError) in try tls()?.serverSession() },
        loop: loop, timeouts: timeouts, limits: limits)
    } catch {
      return refused(socket.peer, error)
    }
    do throws(WireError) {
      try await connection.handshake()
      await serve(connection)
    } catch {
      refused(socket.peer, error)
    }
    await connection.close()
  }
}
