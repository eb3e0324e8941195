internal import Wire

/// Requests with a body.
extension Exchange {
  /// Forwards a request with a body, and its answer as soon as it comes: before the body where the
  /// upstream wants none of it, and while it is sent.
  borrowing func passBody(as credential: UpstreamCredential) async throws(ExchangeError) {
    let server: ClientConnection
    do throws(WireError) {
      server = try await pool(for: credential).take()
    } catch {
      throw .upstream(error)
    }
    connection.interruptOnHangUp(server)
    record.stream?.attach(server.interrupter, connection.interrupter)
    defer { finish(server) }
    if connection.awaitsContinue {
      connection.request.fields.append("Expect", literal: "100-continue")
    }
    server.begin(connection.request)
    if connection.awaitsContinue {
      guard try await wantsBody(server) else {
        return try await showAnswer(of: server, to: credential)
      }
    }
    let body = RequestBody(from: connection, to: server)
    if await body.start() {
      try await answer(server, body, as: credential)
    } else {
      // Sent on beside the answer, and given up with it: the child ends where this scope does.
      async let _: Void = body.run()
      try await answer(server, body, as: credential)
    }
  }

  private borrowing func answer(
    _ server: ClientConnection, _ body: RequestBody, as credential: UpstreamCredential
  ) async throws(ExchangeError) {
    do throws(WireError) {
      guard body.failure == nil else { throw .closed }
      while true {
        do throws(WireError) {
          if try await hasAnswer(server, by: body.answerDeadline) { break }
        } catch {
          guard error.kind == .timedOut, .now < body.answerDeadline else { throw error }
        }
      }
    } catch {
      throw failure(error, of: server, body.failure)
    }
    try await showAnswer(of: server, to: credential)
  }

  private borrowing func showAnswer(
    of server: ClientConnection, to credential: UpstreamCredential
  ) async throws(ExchangeError) {
    if server.response.status == 401, case .impersonating = credential {
      tellRefused(connection.request)
    }
    try await show(server, to: credential)
  }

  /// Asks the upstream whether it wants the body, as the client did (RFC 9110 §10.1.1); false when it
  /// answered instead.
  ///
  /// One that says nothing may never have heard of the question: then the body is sent.
  private borrowing func wantsBody(_ server: ClientConnection) async throws(ExchangeError) -> Bool {
    do throws(WireError) {
      try await server.flush()
      let deadline = Deadline.after(server.timeouts.expect)
      while connection.awaitsContinue {
        do throws(WireError) {
          if try await hasAnswer(server, by: deadline) { return false }
        } catch {
          guard error.kind == .timedOut else { throw error }
          try await connection.sendContinueIfOwed()
        }
      }
      return true
    } catch {
      throw failure(error, of: server, nil)
    }
  }

  /// Reads the next head from the upstream; false for an interim one, which the client was given.
  borrowing func hasAnswer(
    _ server: ClientConnection, by deadline: Deadline
  ) async throws(WireError) -> Bool {
    guard try await !server.readHead(to: connection.request.methodKind, by: deadline) else {
      note(server)
      return true
    }
    try await connection.sendInterim(&server.response)
    return false
  }

  /// Why there is no answer.
  borrowing func failure(
    _ error: WireError, of server: ClientConnection,
    _ cause: (error: WireError, isOfClient: Bool)?
  ) -> ExchangeError {
    if let cause { return cause.isOfClient ? .client(cause.error) : .upstream(cause.error) }
    return connection.isGone || error.kind == .cancelled ? .client(.closed) : .upstream(error)
  }
}
