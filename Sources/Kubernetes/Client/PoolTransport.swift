package import Wire

/// Carries the program's own requests over a pool of connections, on the pool's loop.
///
/// The pool's connections carry the program's credential, so nobody else's request may use them.
package struct PoolTransport: APITransport, Sendable {
  private let pool: ClientPool

  /// A transport over a pool; it is used by tasks of the pool's loop only.
  package init(pool: ClientPool) {
    self.pool = pool
  }

  /// Sends a request and hands over each part of the answer as it arrives.
  ///
  /// A repeatable request is sent once more, on a new connection, when a connection that was idle
  /// in the pool closed before a byte of the answer.
  package func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let whole = request.deadline.map { Deadline.after($0) } ?? .never
    let head = try head(of: request)
    var connection = try await take(fresh: false)
    do throws(WireError) {
      try await ask(connection, head, request, by: whole)
    } catch {
      let isStale = connection.isReused && !connection.sawAnswer && error.isBrokenConnection
      connection.close()
      guard isStale, request.isRepeatable else { throw APIError(error) }
      connection = try await take(fresh: true)
      do throws(WireError) { try await ask(connection, head, request, by: whole) } catch {
        connection.close()
        throw APIError(error)
      }
    }
    do throws(APIError) {
      try await receive(.head(APIAnswerHead(connection.response)))
      while let piece = try await next(of: connection, request, by: whole) {
        try await receive(.body(piece))
        await connection.transport.loop.yield()
      }
    } catch {
      connection.close()
      throw error
    }
    pool.give(connection)
  }

  private func head(of request: APIRequest) throws(APIError) -> RequestHead {
    do throws(HTTPError) {
      var head = try RequestHead(method: request.method, target: request.target)
      try head.fields.append("Host", value: pool.endpoint.authority)
      for field in request.fields { try head.fields.append(name: field.name, value: field.value) }
      if let body = request.body { head.setBody(.fixed(UInt64(body.count))) }
      return head
    } catch {
      throw .unreachable("the request cannot be sent: \(error.reason)")
    }
  }

  private func take(fresh: Bool) async throws(APIError) -> ClientConnection {
    do throws(WireError) { return try await pool.take(fresh: fresh) } catch {
      throw APIError(error)
    }
  }

  private func ask(
    _ connection: ClientConnection, _ head: RequestHead, _ request: APIRequest,
    by whole: Deadline
  ) async throws(WireError) {
    connection.begin(head)
    if let body = request.body { connection.append(body) }
    try await connection.flush()
    try await connection.readResponse(to: .other, by: min(whole, .after(request.silence)))
  }

  private func next(
    of connection: ClientConnection, _ request: APIRequest, by whole: Deadline
  ) async throws(APIError) -> [UInt8]? {
    do throws(WireError) {
      return try await connection.nextPayload(by: min(whole, .after(request.silence)))?.bytes
    } catch {
      throw APIError(error)
    }
  }
}

extension APIError {
  /// What a failure of the wire means for a request.
  fileprivate init(_ error: WireError) {
    switch error.kind {
    case .timedOut: self = .timedOut
    case .cancelled: self = .cancelled
    case .closed, .draining, .interrupted, .tls, .system, .http, .name:
      self = .unreachable(error.reason)
    }
  }
}

extension WireError {
  /// Whether the connection broke, as one does that the server closed while it was idle.
  fileprivate var isBrokenConnection: Bool {
    switch kind {
    case .closed, .tls, .system: true
    case .timedOut, .cancelled, .draining, .interrupted, .http, .name: false
    }
  }
}

extension APIAnswerHead {
  fileprivate init(_ head: ResponseHead) {
    self.init(
      status: head.status, contentType: head.fields[.contentType] ?? "",
      retryAfter: head.fields[.retryAfter])
  }
}
