import Kubernetes
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
  /// What of the memory for all requests this one holds.
  let lease: BufferLease

  /// Answers with a Status of our own; nothing was or will be forwarded.
  consuming func refuse(_ status: Status) async throws(WireError) {
    try await connection.refuse(status)
  }

  /// Forwards the request and its answer unchanged.
  consuming func pass(_ credential: UpstreamCredential) async throws(ExchangeError) {
    let protocols = connection.request.tunnelProtocols
    guard protocols.isEmpty else { return try await upgrade(to: protocols, as: credential) }
    try prepare(for: credential)
    guard connection.request.body.isEmpty else {
      return try await passBody(as: credential)
    }
    let server = try await send(
      connection.request, on: pool(for: credential), passingInterim: true)
    do throws(ExchangeError) {
      try await show(server, to: credential)
    } catch {
      finish(server)
      throw error
    }
    finish(server)
  }

  /// Makes the client's request the one that goes upstream.
  borrowing func prepare(for credential: UpstreamCredential) throws(ExchangeError) {
    let target = upstream.basePath.isEmpty ? nil : upstream.basePath + connection.request.target
    let takesTrailers =
      connection.request.fields.contains("trailers", in: .te) && !connection.request.asksForUpgrade
    do throws(HTTPError) {
      try connection.request.prepare(
        for: credential, target: target, hop: hop)
      // Trailers pass, and the wish for them is worded anew for each hop (RFC 9110 §10.1.4).
      if takesTrailers {
        connection.request.fields.append("TE", literal: "trailers")
        connection.request.fields.append("Connection", literal: "TE")
      }
    } catch {
      throw .client(WireError(.http(error.status), error.reason))
    }
  }

  /// Gives the client the upstream's answer, unless it refuses the program.
  borrowing func show(
    _ server: ClientConnection, to credential: UpstreamCredential
  ) async throws(ExchangeError) {
    guard case .impersonating = credential, try await answerRefusal(of: server) else {
      return try await copyAnswer(from: server)
    }
  }

  borrowing func pool(for credential: borrowing UpstreamCredential) -> ClientPool {
    switch credential {
    case .none, .callersToken: pools.bare
    case .impersonating: pools.own
    }
  }

  /// Sends a head, and `body` behind it, and reads the head of the answer.
  ///
  /// The client is given interim answers when `passingInterim`. The client's body is another's concern:
  /// ``passBody(as:)``.
  ///
  /// It is tried again on a new connection only when a kept one failed before a byte was answered,
  /// and when the request can be repeated (RFC 9110 §9.2.2).
  borrowing func send(
    _ head: RequestHead, _ body: [UInt8]? = nil, on pool: ClientPool, fresh: Bool = false,
    passingInterim: Bool = false
  ) async throws(ExchangeError) -> ClientConnection {
    let isRepeatable = head.body == .none && Self.repeatable.contains(head.method)
    var isFirst = true
    record.upstreamStatus = nil
    while true {
      let server: ClientConnection
      do throws(WireError) {
        server = try await pool.take(fresh: fresh || !isFirst)
      } catch {
        throw .upstream(error)
      }
      connection.interruptOnHangUp(server)
      record.stream?.attach(server.interrupter, connection.interrupter)
      do throws(WireError) {
        server.begin(head)
        if let body { server.append(body) }
        try await server.flush()
        let deadline = Deadline.after(server.timeouts.answer)
        if passingInterim {
          while try await !hasAnswer(server, by: deadline) {}
        } else {
          try await server.readResponse(to: head.methodKind, by: deadline)
          note(server)
        }
        if server.response.status == 401, pool === pools.own { tellRefused(head) }
        return server
      } catch {
        let isStale = server.isReused && !server.sawAnswer && error.kind != .timedOut
        finish(server)
        if connection.isGone || error.kind == .cancelled { throw .client(.closed) }
        if isStale, isRepeatable, isFirst {
          isFirst = false
          continue
        }
        throw .upstream(error)
      }
    }
  }

  /// Takes in that the upstream does not know the program: the next request proves it by something
  /// else, if there is something.
  borrowing func tellRefused(_ head: RequestHead) {
    upstream.token.refused(
      head.fields[.authorization].map { String($0.dropFirst("Bearer ".count)) })
  }

  private static let repeatable: Set<String> = ["GET", "HEAD", "OPTIONS"]

  /// Notes that the head of the upstream's answer has come.
  borrowing func note(_ server: ClientConnection) {
    record.upstreamStatus = server.response.status
  }

  /// Lets go of an upstream connection: back into its pool when the answer was read to its end.
  borrowing func finish(_ server: ClientConnection) {
    connection.interruptOnHangUp(nil)
    // What ends a stream may still be on its way to the connection: nobody else gets that one.
    guard record.stream?.detach() != true else { return server.close() }
    server.release()
  }

  /// Answers with the upstream's refusal of a request that went in the program's name for the caller,
  /// unless it refuses the program: such words show its account and its groups.
  ///
  /// False for any other answer, of which nothing was read. One that is longer than any Status cannot be
  /// judged and is not shown.
  private borrowing func answerRefusal(
    of server: ClientConnection
  ) async throws(ExchangeError) -> Bool {
    let code = server.response.status
    guard code == 401 || code == 403, server.response.body != .none,
      let shape = AnswerShape(server.response.fields)
    else { return false }
    // The API server knows gzip and nothing else: in another coding it is of somebody behind it.
    let codings = server.response.fields.values(of: .contentEncoding)
    guard codings.isEmpty || codings.map({ $0.lowercased() }) == ["gzip"] else { return false }
    // It comes out of its coding here, so its length and its coding are others from now on.
    let bytes = try await whole(server, atMost: Self.longestRefusal)
    if let status = Status(bytes, in: shape.encoding), status.speaksOfProgram {
      throw .alarm(status.message)
    }
    server.response.fields.removeHopByHop()
    server.response.fields.remove(.contentEncoding)
    connection.begin(&server.response, body: .fixed(UInt64(bytes.count)))
    do throws(WireError) {
      try connection.append(bytes)
      try await connection.end()
    } catch {
      throw .client(error)
    }
    return true
  }

  /// Bytes of a Status that are read before they are shown.
  private static let longestRefusal = 256 * 1024

  private borrowing func copyAnswer(from server: ClientConnection) async throws(ExchangeError) {
    let body = server.response.body
    server.response.fields.removeHopByHop()
    if !server.response.fields.contains(.auditID) {
      server.response.fields.append(.auditID, from: connection.request.fields)
    }
    connection.begin(&server.response, body: body == .untilClose ? .chunked : body)
    do throws(WireError) {
      try await BodyTransfer.response(
        from: server, to: connection, frames: record.stream?.frames(of: server.response.fields),
        until: record.stream.map { stream in { stream.isOver } })
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
