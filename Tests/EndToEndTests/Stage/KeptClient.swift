import Harness
import Synchronization
import Wire

/// A client that keeps connections and uses the newest first, as Go's net/http does.
///
/// What it repeats is what net/http repeats (`persistConn.shouldRetryRequest`): a GET whose kept connection
/// ended before a byte of the answer, on another connection. Nothing else is asked twice.
final class KeptClient: Sendable {
  /// What came of a request.
  typealias Answer = (status: Int, body: [UInt8])

  private let pool: ClientPool
  private let token: String
  private let repeats = Atomic<Int>(0)

  /// - Parameter loop: where it is used.
  init(port: UInt16, authority: Authority, token: String, loop: EventLoop) throws {
    var timeouts = HTTPTimeouts()
    // The machine is not the client's alone.
    (timeouts.connect, timeouts.answer) = (.seconds(30), .seconds(60))
    pool = ClientPool(
      endpoint: Endpoint(host: "127.0.0.1", port: port),
      tls: try TLSContext.client(certificateAuthorities: authority.certificatePEM), loop: loop,
      timeouts: timeouts)
    self.token = token
  }

  /// Requests that were repeated.
  var repeated: Int { repeats.load(ordering: .relaxed) }

  /// Asks, and reads the whole answer.
  func ask(_ method: String, _ target: String, body: [UInt8] = []) async throws(WireError) -> Answer
  {
    let connection = try await send(method, target, body: body)
    do throws(WireError) {
      let answer = (
        status: connection.response.status, body: try await connection.readBody(maximum: 64 << 20)
      )
      connection.release()
      return answer
    } catch {
      connection.close()
      throw error
    }
  }

  /// Asks, and reads the head of the answer; the connection is to be released behind its body.
  func send(
    _ method: String, _ target: String, body: [UInt8] = []
  ) async throws(WireError) -> ClientConnection {
    let head: RequestHead
    do throws(HTTPError) { head = try self.head(method, target, body) } catch {
      throw WireError(.http(error.status), error.reason)
    }
    while true {
      let connection = try await pool.take()
      do throws(WireError) {
        connection.begin(head)
        connection.append(body)
        try await connection.flush()
        try await connection.readResponse(
          to: head.methodKind, by: .after(connection.timeouts.answer))
        return connection
      } catch {
        let mayRepeat =
          connection.isReused && !connection.sawAnswer && method == "GET"
          && error.kind != .timedOut && error.kind != .cancelled
        connection.close()
        guard mayRepeat else { throw error }
        repeats.add(1, ordering: .relaxed)
      }
    }
  }

  private func head(
    _ method: String, _ target: String, _ body: [UInt8]
  ) throws(HTTPError) -> RequestHead {
    var head = try RequestHead(method: method, target: target)
    try head.fields.append("Host", value: pool.endpoint.authority)
    try head.fields.append("Authorization", value: "Bearer \(token)")
    if !body.isEmpty {
      head.fields.append("Content-Type", literal: "application/json")
      head.setBody(.fixed(UInt64(body.count)))
    }
    return head
  }
}
