internal import Decide
internal import KubernetesAPI
internal import Wire

extension Exchange {
  /// What a widened request came to.
  enum Filtered {
    /// The client has its answer; so many items were kept from it.
    case answered(hidden: Int)
    /// Nothing was said to the client: the request is to be passed as the caller.
    case passedInstead
    /// The upstream refused the program's own credential.
    case alarm(String)
  }

  /// Forwards the request as the caller widened by one group and shows the caller's part of the
  /// answer.
  ///
  /// The connection's request stays as it came, for a pass instead. A watch is filtered by the view
  /// of each moment; one that goes on from before the caller's part changed ends at once.
  borrowing func filter(
    _ filtering: Filtering, as caller: Caller, programToken: String?, by view: PublishedView,
    goesOnFromBefore: Bool
  ) async throws(ExchangeError) -> Filtered {
    if filtering.form == .watch {
      return try await watch(
        filtering, as: caller, programToken: programToken, by: view,
        goesOnFromBefore: goesOnFromBefore)
    }
    let head = try widened(filtering, caller, programToken)
    let server = try await send(head, on: pools.own)
    defer { finish(server) }
    guard server.response.status == 200 else {
      return try await refusal(server, filtering, caller)
    }
    var answer = FilteredAnswer(
      filtering, in: try shape(of: server, for: filtering), lease: lease)
    guard filtering.form == .list else {
      return try await judge(consume answer, server, filtering)
    }
    var body = try AnswerBody(of: server)
    var writer = AnswerWriter(on: connection, head: answerHead(of: server))
    while try await next(&body, within: server.timeouts.body) == .payload {
      try body.withBytes { (bytes) throws(ExchangeError) in try answer.push(bytes) }
      try await writer.take(&answer.output)
    }
    try answer.finish()
    try await writer.end(&answer.output)
    return .answered(hidden: answer.hiddenItems)
  }

  /// The head of the client's request as it is sent in the name of the widened caller.
  borrowing func widened(
    _ filtering: Filtering, _ caller: Caller, _ programToken: String?
  ) throws(ExchangeError) -> RequestHead {
    var head = connection.request
    // The body of a GET means nothing to the API server. It can be sent once only, and that is for
    // the pass that may follow.
    head.setBody(.none)
    do throws(HTTPError) {
      try head.prepare(
        for: .impersonating(
          caller, wideningGroup: filtering.wideningGroup, programToken: programToken),
        target: upstream.basePath + filtering.target, hop: hop)
      // Afterwards, so that no Connection option can name them away.
      head.fields.remove(.accept)
      head.fields.remove(.acceptEncoding)
      // The handshake is the proxy's own, and a subprotocol can be a credential.
      for field in KnownField.webSocket { head.fields.remove(field) }
      try head.fields.append("Accept", value: filtering.accept)
      if filtering.form == .list, connection.acceptsGzip {
        head.fields.append("Accept-Encoding", literal: "gzip")
      } else {
        head.fields.append("Accept-Encoding", literal: "identity")
      }
    } catch {
      throw .client(WireError(.http(error.status), error.reason))
    }
    return head
  }

  /// What the bytes of the answer are; throws for what cannot be filtered as what was asked for.
  borrowing func shape(
    of server: ClientConnection, for filtering: Filtering
  ) throws(ExchangeError) -> AnswerShape {
    guard let shape = AnswerShape(server.response.fields), shape.fits(filtering.form) else {
      throw .unfilterable("its content type is another than was asked for")
    }
    return shape
  }

  /// Shows the one object that was asked for, or says that it is for the API server to answer.
  private borrowing func judge(
    _ answer: consuming FilteredAnswer, _ server: ClientConnection, _ filtering: Filtering
  ) async throws(ExchangeError) -> Filtered {
    let bytes = try await whole(server)
    let judged: FilteredAnswer.Whole
    if case .object = filtering.form {
      judged = try answer.judge(object: bytes)
    } else {
      judged = try answer.judge(list: bytes)
    }
    guard case .shown(var shown) = judged else { return .passedInstead }
    var writer = AnswerWriter(on: connection, head: answerHead(of: server))
    try await writer.end(&shown)
    return .answered(hidden: 0)
  }
}

extension KnownField {
  /// The fields of a WebSocket's handshake (RFC 6455 §11.3).
  fileprivate static let webSocket: [KnownField] = [
    .secWebSocketAccept, .secWebSocketExtensions, .secWebSocketKey, .secWebSocketProtocol,
    .secWebSocketVersion,
  ]
}
