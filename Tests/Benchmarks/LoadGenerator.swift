import Harness
import Wire

/// Asks for the same thing over and over, on connections that stay open, with a client certificate.
///
/// One loop on one thread, and the same for everybody who is measured: it shares the machine with
/// them, so only ratios mean something.
struct LoadGenerator: Sendable {
  let loops: EventLoops
  let tls: TLSContext
  /// What proves the caller instead of a certificate; nil for none.
  var token: String?

  /// Loads a server.
  ///
  /// - Parameters:
  ///   - seconds: what counts; what is asked while the connections are made does not.
  ///   - processor: a clock of processor time, read at the beginning and the end of what counts.
  /// - Returns: what was seen, and how far the clock went.
  func run(
    _ server: Endpoint, path: String, connections: Int, seconds: Int,
    processor: @escaping @Sendable () -> Double
  ) async throws -> (Load, processorSeconds: Double) {
    let start = Deadline.after(.milliseconds(300 + 3 * connections))
    let end = start + .seconds(seconds)
    let clock = Task { () -> Double in
      try await Task.sleep(for: .nanoseconds(start.nanoseconds - Deadline.now.nanoseconds))
      let before = processor()
      try await Task.sleep(for: .nanoseconds(end.nanoseconds - Deadline.now.nanoseconds))
      return processor() - before
    }
    let outcome = await loops.run { () -> Result<Load, WireError> in
      await withTaskGroup(of: Result<Load, WireError>.self) { group in
        guard let loop = EventLoop.current else { return .success(Load()) }
        for _ in 0..<connections {
          group.addTask(executorPreference: loop) {
            await drive(server, path, loop, from: start, until: end)
          }
        }
        var total = Load()
        for await result in group {
          guard case .success(let load) = result else { return result }
          total = total + load
        }
        return .success(total)
      }
    }
    return (try outcome.get(), try await clock.value)
  }

  private func drive(
    _ server: Endpoint, _ path: String, _ loop: EventLoop, from start: Deadline,
    until end: Deadline
  ) async -> Result<Load, WireError> {
    do throws(WireError) {
      let connection = try await ClientConnection.connect(
        to: server, tls: tls, loop: loop, timeouts: HTTPTimeouts())
      defer { connection.close() }
      let request = try request(path, server)
      var load = Load()
      while true {
        let began = Deadline.now
        guard began < end else { return .success(load) }
        let bytes = try await Self.ask(request, on: connection)
        let done = Deadline.now
        guard began >= start, done <= end else { continue }
        load.requests += 1
        load.bytes += bytes
        load.latencies.append(done.nanoseconds - began.nanoseconds)
      }
    } catch {
      return .failure(error)
    }
  }

  private func request(
    _ path: String, _ server: Endpoint
  ) throws(WireError) -> RequestHead {
    do throws(HTTPError) {
      var head = try RequestHead(method: "GET", target: path)
      try head.fields.append("Host", value: server.authority)
      try head.fields.append("User-Agent", value: "kubectl/v1.37.1 (linux/amd64)")
      try head.fields.append("Accept", value: "application/json")
      if let token { try head.fields.append("Authorization", value: "Bearer \(token)") }
      return head
    } catch {
      throw WireError(.http(error.status), error.reason)
    }
  }

  /// Asks once; the bytes of the answer's body.
  private static func ask(
    _ request: RequestHead, on connection: ClientConnection
  ) async throws(WireError) -> Int {
    connection.begin(request)
    try await connection.flush()
    try await connection.readResponse(to: .other, by: .after(.seconds(20)))
    var bytes = 0
    while let payload = try await connection.nextPayload(by: .after(.seconds(20))) {
      bytes += payload.count
    }
    guard connection.response.status == 200, connection.isReusable else {
      throw WireError(.closed, "an answer \(connection.response.status), or one that closed")
    }
    return bytes
  }
}
