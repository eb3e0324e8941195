import KubernetesAPI
import Wire

/// One request on its way to one answer.
///
/// Every way out consumes it, so that nothing is answered twice.
struct Exchange: ~Copyable {
  let connection: ServerConnection
  let upstream: Upstream
  let pools: Upstream.Pools
  /// The fields of every request of this connection: Host and X-Forwarded-For.
  let hop: Fields
  /// What is known of the request.
  let record: RequestRecord

  /// Answers with a Status of our own; nothing was or will be forwarded.
  consuming func refuse(_ status: Status) async throws(WireError) {
    try await connection.refuse(status)
  }

  /// Forwards the request and its answer unchanged.
  consuming func pass(_ credential: UpstreamCredential) async throws(ExchangeError) {
    let target = upstream.basePath.isEmpty ? nil : upstream.basePath + connection.request.target
    do throws(HTTPError) {
      try connection.request.prepare(
        for: credential, target: target, hop: hop)
    } catch {
      throw .client(WireError(.http(error.status), error.reason))
    }
    let server = try await send(connection.request, on: pool(for: credential))
    do throws(ExchangeError) {
      guard case .impersonating = credential, try await answerRefusal(of: server) else {
        try await copyAnswer(from: server)
        return finish(server)
      }
    } catch {
      finish(server)
      throw error
    }
    finish(server)
  }

  borrowing func pool(for credential: borrowing UpstreamCredential) -> ClientPool {
    switch credential {
    case .none, .callersToken: pools.bare
    case .impersonating: pools.own
    }
  }

  /// Sends a head and reads the head of the answer; between them goes `body`, or else the client's
  /// body if the head announces one.
  ///
  /// It is tried again on a new connection only when a kept one failed before a byte was answered,
  /// and when the request can be repeated (RFC 9110 §9.2.2).
  borrowing func send(
    _ head: RequestHead, _ body: [UInt8]? = nil, on pool: ClientPool
  ) async throws(ExchangeError) -> ClientConnection {
    let isRepeatable = head.body == .none && Self.repeatable.contains(head.method)
    var isFirst = true
    while true {
      let server: ClientConnection
      do throws(WireError) {
        server = try await pool.take(fresh: !isFirst)
      } catch {
        throw .upstream(error)
      }
      connection.interruptOnHangUp(server)
      do throws(WireError) {
        server.begin(head)
        if let body { server.append(body) }
        if head.body == .none || body != nil {
          try await server.flush()
        } else {
          try await BodyTransfer.request(from: connection, to: server)
        }
        try await server.readResponse(
          to: head.methodKind, by: .after(server.timeouts.answer))
        record.upstreamStatus = server.response.status
        return server
      } catch {
        let isStale = server.isReused && !server.sawAnswer && error.kind != .timedOut
        finish(server)
        if connection.isGone || error.kind == .cancelled { throw .client(.closed) }
        // Before a byte of the answer, only the client's body can be malformed.
        if case .http = error.kind, !server.sawAnswer { throw .client(error) }
        if isStale, isRepeatable, isFirst {
          isFirst = false
          continue
        }
        throw .upstream(error)
      }
    }
  }

  private static let repeatable: Set<String> = ["GET", "HEAD", "OPTIONS"]

  /// Lets go of an upstream connection: back into its pool when the answer was read to its end.
  borrowing func finish(_ server: ClientConnection) {
    connection.interruptOnHangUp(nil)
    server.release()
  }

  /// Answers with the upstream's refusal of a request that went in the program's name for the caller,
  /// unless it refuses the program: such words show its account and its groups.
  ///
  /// False for any other answer, of which nothing was read. A Status always tells its length.
  private borrowing func answerRefusal(
    of server: ClientConnection
  ) async throws(ExchangeError) -> Bool {
    let code = server.response.status
    guard code == 401 || code == 403, case .fixed(let length) = server.response.body,
      length <= Self.longestRefusal, let shape = AnswerShape(server.response.fields)
    else { return false }
    let bytes = try await whole(server)
    if let status = Status(bytes, in: shape.encoding), status.speaksOfProgram {
      throw .alarm(status.message)
    }
    server.response.fields.removeHopByHop()
    connection.begin(&server.response, body: .fixed(length))
    do throws(WireError) {
      try connection.append(bytes)
      try await connection.end()
    } catch {
      throw .client(error)
    }
    return true
  }

  /// Bytes of a Status that are read before they are shown.
  private static let longestRefusal: UInt64 = 64 * 1024

  private borrowing func copyAnswer(from server: ClientConnection) async throws(ExchangeError) {
    let body = server.response.body
    server.response.fields.removeHopByHop()
    connection.begin(&server.response, body: body == .untilClose ? .chunked : body)
    do throws(WireError) {
      try await BodyTransfer.response(from: server, to: connection)
    } catch {
      if connection.isGone { throw .client(error) }
      await sendGathered()
      throw .cut(error)
    }
  }

  /// Sends the part of an answer that came before it broke off.
  private borrowing func sendGathered() async {
    do throws(WireError) { try await connection.flush() } catch {}
  }
}

extension Status {
  /// Whether the API server refuses the credential of the request, or that its holder acts as somebody
  /// else (apiserver/pkg/endpoints/filters/impersonation.go).
  fileprivate var speaksOfProgram: Bool {
    code == 401 || message.contains(" cannot impersonate")
  }
}
