internal import Wire

/// What the ways of showing a filtered answer share.
extension Exchange {
  /// Bytes of an answer that is judged before it begins.
  static let maximumJudged = 8 << 20

  /// Waits for more of an answer's body.
  borrowing func next(
    _ body: inout AnswerBody, within interval: Interval, isInterruptible: Bool = false
  ) async throws(ExchangeError) -> ClientConnection.Arrival {
    do throws(WireError) {
      return try await body.next(by: .after(interval), isInterruptible: isInterruptible)
    } catch {
      if connection.isGone { throw .client(error) }
      throw connection.hasAnswered ? .cut(error) : .upstream(error)
    }
  }

  /// Reads the whole body of an answer that is judged before it begins.
  borrowing func whole(
    _ server: ClientConnection, atMost limit: Int = maximumJudged
  ) async throws(ExchangeError) -> [UInt8] {
    var body = try AnswerBody(of: server)
    var bytes: [UInt8] = []
    while try await next(&body, within: server.timeouts.body) == .payload {
      let before = bytes.count
      body.append(to: &bytes)
      guard lease.hold(bytes.count - before) else { throw .crowded }
      guard bytes.count <= limit else {
        throw .upstream(WireError(.http(502), "the upstream's answer is too large"))
      }
    }
    return bytes
  }

  /// A head with the fields of the upstream's that tell nothing of what is hidden.
  borrowing func answerHead(of server: ClientConnection) -> ResponseHead {
    var head = ResponseHead(status: server.response.status)
    for field in [KnownField.auditID, .cacheControl, .contentType, .date, .retryAfter] {
      head.fields.append(field, from: server.response.fields)
    }
    return head
  }
}
