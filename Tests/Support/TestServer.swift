package import Wire
import Synchronization

/// An HTTP server for tests, on a port of its own, that keeps what it was asked.
package final class TestServer: Sendable {
  /// A request as it arrived.
  package struct Received: Sendable {
    package let head: RequestHead
    package let body: [UInt8]
    /// The client certificate's common names; empty without a certificate.
    package let commonNames: [String]
    /// Which connection it came on, counted from 0.
    package let connection: Int
    /// Whether that connection resumed an earlier one's TLS session.
    package let isResumed: Bool
    package var target: String { head.target }
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The values of the fields with this name, in any case.
    package func values(_ name: String) -> [String] {
      head.fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
  }

  /// What deals with a connection in the server's place, to its end.
  package typealias TakeOver = @Sendable (ServerConnection) async throws(WireError) -> Void

  /// What it answers.
  package struct Answer: Sendable {
    package var status = 200
    package var fields: [(String, String)] = [("Content-Type", "application/json")]
    package var body: [UInt8] = []
    /// Sent as chunks, one write each, instead of a body of known length.
    package var chunks: [[UInt8]]?
    /// Sent as chunks as they come, instead of everything else, until the stream ends.
    package var stream: AsyncStream<[UInt8]>?
    /// Closes the connection instead of ending the body.
    package var breaksOff = false
    /// Waits so long before answering.
    package var delay: Duration = .zero
    /// Sent as it is instead of everything above but the delay; then the connection closes.
    package var raw: [UInt8]?
    /// Waits so long before it closes behind `raw`.
    package var lingering: Duration = .zero
    /// Does everything else instead, on a connection whose request was read; then it closes.
    package var takeOver: TakeOver?

    package init(status: Int = 200, _ text: String = "") {
      self.status = status
      body = Array(text.utf8)
    }
  }

  package let port: UInt16
  private let requests = Mutex<[Received]>([])
  private let connections = Atomic<Int>(0)

  private init(port: UInt16) { self.port = port }

  package var received: [Received] { requests.withLock { $0 } }

  /// Runs `body` with a server that lives as long.
  ///
  /// `early` takes connections over before their request's body was read, and without its being kept.
  package static func run<Value: Sendable>(
    loops: EventLoops, tls: TLSContext? = nil, timeouts: HTTPTimeouts = HTTPTimeouts(),
    early: @escaping @Sendable (RequestHead) -> TakeOver? = { _ in nil },
    answer: @escaping @Sendable (Received) -> Answer,
    _ body: @escaping @Sendable (TestServer) async throws -> Value
  ) async throws -> Value {
    let result: Result<Value, any Error> = await loops.run {
      do {
        let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
        let server = TestServer(port: listener.address.port)
        return await withTaskGroup(of: Result<Value, any Error>?.self) { group in
          let http = HTTPServer(loops: loops, timeouts: timeouts) { tls }
          group.addTask(executorPreference: loops.first) {
            await http.run(listener, refused: { _, _ in }) { connection in
              await server.serve(connection, early, answer)
            }
            return nil
          }
          group.addTask(executorPreference: loops.first) {
            do { return .success(try await body(server)) } catch { return .failure(error) }
          }
          var outcome: Result<Value, any Error>?
          while let next = await group.next() {
            guard let next else { continue }
            outcome = next
            group.cancelAll()
          }
          return outcome ?? .failure(CancellationError())
        }
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func serve(
    _ connection: ServerConnection, _ early: @Sendable (RequestHead) -> TakeOver?,
    _ answer: @Sendable (Received) -> Answer
  ) async {
    let number = connections.add(1, ordering: .relaxed).oldValue
    do throws(WireError) {
      while try await connection.nextRequest() {
        if let takeOver = early(connection.request) {
          connection.closeAfterAnswer()
          return try await takeOver(connection)
        }
        let body = try await connection.readBody(maximum: 64 << 20)
        let received = Received(
          head: connection.request, body: body,
          commonNames: connection.peerCertificate?.commonNames ?? [], connection: number,
          isResumed: connection.transport.session?.isResumed ?? false)
        requests.withLock { $0.append(received) }
        try await write(answer(received), to: connection)
        guard connection.canContinue else { return }
      }
    } catch {
      if case .http(let status) = error.kind, !connection.hasAnswered {
        try? await connection.answer(ResponseHead(status: status), body: [])
      }
    }
  }

  private func write(_ answer: Answer, to connection: ServerConnection) async throws(WireError) {
    if answer.delay > .zero {
      try await connection.transport.loop.sleep(until: .after(answer.delay))
    }
    if let takeOver = answer.takeOver {
      connection.closeAfterAnswer()
      return try await takeOver(connection)
    }
    if let raw = answer.raw {
      try await connection.send(unframed: raw)
      if answer.lingering > .zero {
        try await connection.transport.loop.sleep(until: .after(answer.lingering))
      }
      return
    }
    var head = ResponseHead(status: answer.status)
    for (name, value) in answer.fields {
      do throws(HTTPError) { try head.fields.append(name: name, value: value) } catch {
        throw WireError(.http(500), "a bad field in a test's answer")
      }
    }
    if let stream = answer.stream {
      connection.begin(&head, body: .chunked)
      try await connection.flush()
      for await chunk in stream {
        try connection.append(chunk)
        try await connection.flush()
      }
    } else if let chunks = answer.chunks {
      connection.begin(&head, body: .chunked)
      for chunk in chunks {
        try connection.append(chunk)
        try await connection.flush()
      }
    } else if answer.breaksOff {
      connection.begin(&head, body: .fixed(UInt64(answer.body.count) + 1))
      try connection.append(answer.body)
    } else {
      return try await connection.answer(head, body: answer.body)
    }
    if answer.breaksOff {
      connection.closeAfterAnswer()
      return try await connection.flush()
    }
    try await connection.end()
  }
}
