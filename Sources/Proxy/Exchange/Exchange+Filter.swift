internal import Decide
internal import JSON
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

  /// Bytes gathered before an answer begins: a shorter one gets a length, a longer one is chunked.
  static let wholeAnswer = 64 * 1024
  /// Bytes of an answer that is judged before it begins.
  private static let maximumJudged = 8 << 20

  /// Forwards the request as the caller widened by one group and shows the caller's part of the
  /// answer.
  ///
  /// The connection's request stays as it came, for a pass instead.
  borrowing func filter(
    _ filtering: Filtering, as caller: Caller, programToken: String?
  ) async throws(ExchangeError) -> Filtered {
    let head = try widened(filtering, caller, programToken)
    let server = try await send(head, on: pools.own)
    defer { finish(server) }
    let status = server.response.status
    guard status == 200 else {
      return try await refusal(server, filtering, caller)
    }
    guard server.response.fields.isPlainJSON else {
      throw .unfilterable("its content type or coding is another than was asked for")
    }
    guard filtering.form == .list else { return try await judgeOne(server, filtering) }
    return try await stream(server, filtering)
  }

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
      try head.fields.append("Accept", value: filtering.accept)
      head.fields.append("Accept-Encoding", literal: "identity")
    } catch {
      throw .client(WireError(.http(error.status), error.reason))
    }
    return head
  }

  private borrowing func stream(
    _ server: ClientConnection, _ filtering: Filtering
  ) async throws(ExchangeError) -> Filtered {
    var answer = FilteredAnswer(filtering)
    while let payload = try await next(server) {
      try payload.withBytes { (bytes) throws(ExchangeError) in try answer.push(bytes) }
      guard connection.hasAnswered || answer.output.count > Self.wholeAnswer else { continue }
      if !connection.hasAnswered { begin(server, body: .chunked) }
      try await write(answer.takeOutput())
    }
    try answer.finish()
    let rest = answer.takeOutput()
    if !connection.hasAnswered { begin(server, body: .fixed(UInt64(rest.count))) }
    try await end(rest)
    return .answered(hidden: answer.hiddenItems)
  }

  private borrowing func judgeOne(
    _ server: ClientConnection, _ filtering: Filtering
  ) async throws(ExchangeError) -> Filtered {
    let bytes = try await whole(server)
    var answer = FilteredAnswer(filtering)
    let judged: FilteredAnswer.Whole
    if case .object = filtering.form {
      judged = try answer.judge(object: bytes)
    } else {
      try answer.push(bytes)
      judged = try answer.finishOne()
    }
    guard case .shown(let shown) = judged else { return .passedInstead }
    begin(server, body: .fixed(UInt64(shown.count)))
    try await end(shown)
    return .answered(hidden: 0)
  }

  /// Deals with an answer that is no 200: a Status is shown unless it speaks of the program.
  borrowing func refusal(
    _ server: ClientConnection, _ filtering: Filtering, _ caller: Caller
  ) async throws(ExchangeError) -> Filtered {
    let code = server.response.status
    if code == 404, filtering.emptyMeansPass { return .passedInstead }
    guard code >= 400, server.response.fields.isPlainJSON else {
      // Priority and fairness says no in plain text (apiserver/pkg/server/filters).
      if code == 429 || code == 503 {
        let seconds = server.response.fields[.retryAfter].flatMap { UInt16($0) } ?? 1
        throw .busy(code: code, retryAfterSeconds: Int(seconds))
      }
      throw .unfilterable("status \(code) without a Status in JSON")
    }
    let bytes = try await whole(server)
    let status: Status?
    do throws(JSONError) { status = Status(try JSONValue(parsing: bytes)) } catch { status = nil }
    guard let status else { throw .unfilterable("status \(code) without a Status in JSON") }
    if code == 401 || code == 403, !status.isAbout(caller.identity.user.username) {
      return .alarm(status.message)
    }
    // A token for more pages names the last object seen, whosever it was.
    guard status.continueToken.isEmpty else {
      throw .unfilterable("status \(code) with a continue token")
    }
    begin(server, body: .fixed(UInt64(bytes.count)))
    try await end(bytes)
    return .answered(hidden: 0)
  }

  borrowing func next(_ server: ClientConnection) async throws(ExchangeError) -> ByteBuffer? {
    do throws(WireError) {
      return try await server.nextPayload(by: .after(server.timeouts.body))
    } catch {
      if connection.isGone { throw .client(error) }
      throw connection.hasAnswered ? .cut(error) : .upstream(error)
    }
  }

  borrowing func whole(_ server: ClientConnection) async throws(ExchangeError) -> [UInt8] {
    do throws(WireError) {
      return try await server.readBody(maximum: Self.maximumJudged)
    } catch {
      if connection.isGone { throw .client(error) }
      throw .upstream(error)
    }
  }

  /// Begins the answer with the fields of the upstream's that tell nothing of what is hidden.
  borrowing func begin(_ server: ClientConnection, body: BodyLength) {
    begin(server.response, body: body)
  }

  /// Begins the answer with those of the fields of a head that was kept.
  borrowing func begin(_ response: ResponseHead, body: BodyLength) {
    var head = ResponseHead(status: response.status)
    for field in [KnownField.auditID, .cacheControl, .contentType, .date, .retryAfter, .vary] {
      head.fields.append(field, from: response.fields)
    }
    connection.begin(&head, body: body)
  }

  borrowing func write(_ bytes: [UInt8]) async throws(ExchangeError) {
    guard !bytes.isEmpty else { return }
    do throws(WireError) {
      try connection.append(bytes)
      try await connection.flush()
    } catch {
      throw .client(error)
    }
  }

  borrowing func end(_ bytes: [UInt8]) async throws(ExchangeError) {
    do throws(WireError) {
      try connection.append(bytes)
      try await connection.end()
    } catch {
      throw .client(error)
    }
  }
}

extension Status {
  /// Whether a refusal is of what this user may do, and not of the program's own rights: the
  /// original of the latter would show the names of the program's account and groups.
  func isAbout(_ user: String) -> Bool {
    message.contains("User \"\(user)\" cannot ")
  }
}

extension Fields {
  /// Whether the body is JSON in identity coding.
  fileprivate var isPlainJSON: Bool {
    let types = values(of: .contentType)
    guard types.count == 1, !contains(.contentEncoding) else { return false }
    let type = types[0].split(separator: ";", omittingEmptySubsequences: false)[0]
    return type.lowercased() == "application/json"
  }
}
