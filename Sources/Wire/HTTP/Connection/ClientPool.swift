/// Connections to one upstream with one credential, on one loop.
///
/// Pools with different credentials share nothing: neither connections nor a `TLSContext`. Where the
/// context changes, because a certificate or an authority did, connections under way go on to the end
/// of their answers, and no other request uses them.
///
/// `@unchecked Sendable`: touched by its loop's thread only.
package final class ClientPool: @unchecked Sendable {
  package let endpoint: Endpoint
  private let tls: @Sendable () -> TLSContext?
  private let loop: EventLoop
  private let timeouts: HTTPTimeouts
  private var idle: [ClientConnection] = [] {
    didSet { figures.setIdle(idle.count) }
  }
  private var isClosed = false
  /// How its connections fare.
  package let figures = PoolFigures()

  var idleCount: Int { idle.count }

  /// Idle connections kept.
  private static let maximumIdle = 256
  /// An idle connection older than this is not used: servers close theirs after about 90 s.
  private static let maximumIdleTime = Interval.seconds(60)

  package convenience init(
    endpoint: Endpoint, tls: TLSContext?, loop: EventLoop, timeouts: HTTPTimeouts = HTTPTimeouts()
  ) {
    self.init(endpoint: endpoint, loop: loop, timeouts: timeouts) { tls }
  }

  /// - Parameter tls: What the next connection goes by; nil is plain HTTP.
  package init(
    endpoint: Endpoint, loop: EventLoop, timeouts: HTTPTimeouts = HTTPTimeouts(),
    tls: @escaping @Sendable () -> TLSContext?
  ) {
    self.endpoint = endpoint
    self.tls = tls
    self.loop = loop
    self.timeouts = timeouts
  }

  /// An idle connection that still seems alive, or a new one.
  package func take(fresh: Bool = false) async throws(WireError) -> ClientConnection {
    assert(loop.isCurrent)
    let tls = tls()
    while !fresh, let connection = idle.popLast() {
      connection.transport.registration.onHangUp = nil
      if connection.tls !== tls || connection.idleSince + Self.maximumIdleTime < .now
        || connection.transport.isDisturbed()
      {
        connection.close()
        continue
      }
      connection.isReused = true
      figures.reuse()
      return connection
    }
    figures.begin()
    do throws(WireError) {
      let connection = try await ClientConnection.connect(
        to: endpoint, tls: tls, loop: loop, timeouts: timeouts)
      connection.pool = self
      connection.tls = tls
      connection.figures = figures
      figures.end(isMade: true)
      return connection
    } catch {
      figures.end(isMade: false)
      throw error
    }
  }

  /// Takes a connection back after an answer; closes it when it cannot be used again.
  package func give(_ connection: ClientConnection) {
    guard connection.isReusable, connection.tls === tls(), idle.count < Self.maximumIdle, !isClosed
    else { return connection.close() }
    connection.input.release()
    connection.idleSince = .now
    connection.transport.registration.onHangUp = { [weak self, weak connection] in
      guard let self, let connection else { return }
      idle.removeAll { $0 === connection }
      connection.close()
    }
    idle.append(connection)
  }

  /// Closes what is idle, and keeps nothing from now on.
  package func close() {
    isClosed = true
    for connection in idle { connection.close() }
    idle.removeAll()
  }
}
