/// Connections to one upstream with one credential, on one loop.
///
/// Pools with different credentials share nothing: neither connections nor a `TLSContext`.
///
/// `@unchecked Sendable`: touched by its loop's thread only.
package final class ClientPool: @unchecked Sendable {
  package let endpoint: Endpoint
  private let tls: TLSContext?
  private let loop: EventLoop
  private let timeouts: HTTPTimeouts
  private var idle: [ClientConnection] = []
  private var isClosed = false

  var idleCount: Int { idle.count }

  /// Idle connections kept.
  private static let maximumIdle = 256
  /// An idle connection older than this is not used: servers close theirs after about 90 s.
  private static let maximumIdleTime = Interval.seconds(60)

  package init(
    endpoint: Endpoint, tls: TLSContext?, loop: EventLoop, timeouts: HTTPTimeouts = HTTPTimeouts()
  ) {
    self.endpoint = endpoint
    self.tls = tls
    self.loop = loop
    self.timeouts = timeouts
  }

  /// An idle connection that still seems alive, or a new one.
  package func take(fresh: Bool = false) async throws(WireError) -> ClientConnection {
    assert(loop.isCurrent)
    while !fresh, let connection = idle.popLast() {
      connection.transport.registration.onHangUp = nil
      if connection.transport.isDisturbed() || connection.idleSince + Self.maximumIdleTime < .now {
        connection.close()
        continue
      }
      connection.isReused = true
      return connection
    }
    let connection = try await ClientConnection.connect(
      to: endpoint, tls: tls, loop: loop, timeouts: timeouts)
    connection.pool = self
    return connection
  }

  /// Takes a connection back after an answer; closes it when it cannot be used again.
  package func give(_ connection: ClientConnection) {
    guard connection.isReusable, idle.count < Self.maximumIdle, !isClosed
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
