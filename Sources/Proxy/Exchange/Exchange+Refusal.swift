internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Wire

extension Exchange {
  /// Deals with an answer that is no 200: a Status is shown unless it speaks of the program.
  borrowing func refusal(
    _ server: ClientConnection, _ filtering: Filtering, _ caller: Caller
  ) async throws(ExchangeError) -> Filtered {
    let code = server.response.status
    if code == 404, filtering.emptyMeansPass { return .passedInstead }
    // A version that is not served is told of in plain text, and of nobody's objects.
    if code == 404, AnswerShape(server.response.fields) == nil { return .passedInstead }
    guard code >= 400, let shape = AnswerShape(server.response.fields), !shape.isStream else {
      // Priority and fairness says no in plain text (apiserver/pkg/server/filters).
      if code == 429 || code == 503 {
        let seconds = server.response.fields[.retryAfter].flatMap { UInt16($0) } ?? 1
        throw .busy(code: code, retryAfterSeconds: Int(seconds))
      }
      throw .unfilterable("status \(code) without a Status")
    }
    let bytes = try await whole(server)
    guard let status = Status(bytes, in: shape.encoding) else {
      throw .unfilterable("status \(code) without a Status")
    }
    if code == 401 || code == 403, !status.isAbout(caller.named.username) {
      return .alarm(status.message)
    }
    // In the caller's own name the API server says it in words that are theirs.
    if code == 403, caller.hasStandIn { return .passedInstead }
    try await show(status, bytes, shape.encoding, server)
    return .answered(hidden: 0)
  }

  /// Shows the upstream's Status, as it came where the client reads that and it gives nothing away.
  private borrowing func show(
    _ status: Status, _ bytes: [UInt8], _ encoding: AnswerShape.Encoding, _ server: ClientConnection
  ) async throws(ExchangeError) {
    var head = answerHead(of: server)
    var body = bytes
    let shown = shown(status)
    if shown != status || encoding != connection.errorEncoding {
      head.fields.remove(.contentType)
      head.fields.append("Content-Type", literal: connection.errorEncoding.contentType)
      body = shown.encoded(in: connection.errorEncoding)
    }
    var writer = AnswerWriter(on: connection, head: head)
    try await writer.end(&body)
  }

  /// The Status without a token for more pages, which names the last object seen, whosever it was.
  private borrowing func shown(_ status: Status) -> Status {
    var shown = status
    shown.continueToken = ""
    return shown
  }
}

extension Status {
  /// Reads a Status from an answer's bytes; nil when they are none.
  init?(_ bytes: [UInt8], in encoding: AnswerShape.Encoding) {
    switch encoding {
    case .json:
      guard let json = try? JSONValue(parsing: bytes), let status = Status(json) else { return nil }
      self = status
    case .protobuf:
      guard let status = try? Status(protobuf: bytes.span) else { return nil }
      self = status
    }
  }

  /// Whether a refusal is of what this user may do, and not of the program's own rights: the
  /// original of the latter would show the names of the program's account and groups.
  func isAbout(_ user: String) -> Bool {
    message.contains("User \(Status.quoted(user)) cannot ")
  }
}
