internal import Wire

extension Exchange {
  /// Bytes of an answer that is read whole.
  private static let maximumAnswer = 8 << 20

  /// Puts a request of our own wording to the upstream in the caller's name, and reads the answer.
  ///
  /// The client's own request stays as it came, and nothing is said to the client.
  borrowing func ask(
    _ request: OwnRequest, by credential: UpstreamCredential
  ) async throws(ExchangeError) -> OwnAnswer {
    let server = try await send(
      try head(of: request, by: credential), request.body?.bytes, on: pool(for: credential))
    defer { finish(server) }
    let body = try await wholeAnswer(server)
    do throws(WireError) {
      let types = server.response.fields.values(of: .contentType)
      let type = types.count == 1 ? types[0].prefix { $0 != ";" && $0 != " " } : ""
      // Asked for in identity coding; whatever came in another one is not understood.
      guard !server.response.fields.contains(.contentEncoding) else {
        throw WireError(.http(502), "the upstream's answer is coded")
      }
      var fields = server.response.fields
      fields.removeHopByHop()
      return OwnAnswer(
        status: server.response.status, type: type.lowercased(), fields: fields, body: body)
    } catch {
      throw connection.isGone ? .client(error) : .upstream(error)
    }
  }

  private borrowing func wholeAnswer(
    _ server: ClientConnection
  ) async throws(ExchangeError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let part: ByteBuffer?
      do throws(WireError) {
        part = try await server.nextPayload(by: .after(server.timeouts.body))
      } catch {
        throw connection.isGone ? .client(error) : .upstream(error)
      }
      guard let part else { return bytes }
      guard bytes.count + part.count <= Self.maximumAnswer else {
        throw .upstream(WireError(.http(502), "the upstream's answer is too large"))
      }
      guard lease.hold(part.count) else { throw .crowded }
      part.append(to: &bytes)
    }
  }

  /// Reads the client's whole body, of at most so many bytes.
  ///
  /// - Throws: `crowded` before a byte of it was read; kind `.http(413)` for a longer one.
  borrowing func readBody(maximum: Int) async throws(ExchangeError) -> [UInt8] {
    var expected = maximum
    if case .fixed(let count) = connection.request.body {
      expected = Int(min(count, UInt64(maximum)))
    }
    guard lease.hold(expected) else { throw .crowded }
    do throws(WireError) { return try await connection.readBody(maximum: maximum) } catch {
      throw .client(error)
    }
  }

  private borrowing func head(
    of request: OwnRequest, by credential: UpstreamCredential
  ) throws(ExchangeError) -> RequestHead {
    do throws(HTTPError) {
      var head = try RequestHead(method: request.method, target: upstream.basePath + request.target)
      let theirs = connection.request.fields
      for field in [KnownField.userAgent, .auditID, .traceparent, .tracestate] {
        head.fields.append(field, from: theirs)
      }
      if case .callersToken = credential {
        head.fields.append(.authorization, from: theirs)
        head.fields.append(.impersonate, from: theirs)
      }
      if let body = request.body { head.setBody(.fixed(UInt64(body.bytes.count))) }
      try head.prepare(for: credential, target: nil, hop: hop)
      try head.fields.append("Accept", value: request.accept)
      head.fields.append("Accept-Encoding", literal: "identity")
      if let body = request.body { try head.fields.append("Content-Type", value: body.type) }
      return head
    } catch {
      throw .client(WireError(.http(error.status), error.reason))
    }
  }
}
