internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Ownership
internal import Wire

/// Answers a list that comes in pages, as ``PageWalk`` says.
extension Exchange {
  /// Shows the caller's part of one page, or as much of the rest as the client wants.
  ///
  /// At most one piece of one of the upstream's pages is in memory, beside what the filter holds.
  borrowing func answer(
    _ page: Filtering.Page, of filtering: Filtering, as caller: Caller, programToken: String?,
    sealing seal: PageSeal
  ) async throws(ExchangeError) -> Filtered {
    let (path, list) = filtering.parts
    let scope = PageScope(
      user: caller.identity.user, resource: filtering.resource.groupResource, path: path,
      query: ownQuery())
    var position: PageToken?
    if let text = page.token {
      guard let opened = await seal.open(text, for: scope) else {
        return try await say(.expired(Filtering.Page.expired))
      }
      position = opened
    }
    var walk = PageWalk(limit: page.limit, from: position)
    let asks = PageAsks(
      filtering: filtering, path: path, list: list, caller: caller, programToken: programToken)
    let first = try await ask(for: walk, asks)
    guard first.response.status == 200 else {
      defer { finish(first) }
      return try await refusal(first, position, scope, asks, seal)
    }
    let filter: any PagedFilter
    let shape: AnswerShape
    do throws(ExchangeError) { shape = try self.shape(of: first, for: filtering) } catch {
      finish(first)
      throw error
    }
    filter = shape.pagedFilter(for: filtering, lease: lease)
    var writer = AnswerWriter(on: connection, head: answerHead(of: first))
    var output: [UInt8] = []
    var server = first
    while true {
      let page: PageMetadata
      do throws(ExchangeError) {
        page = try await read(server, filter, &walk, filtering, &writer, &output)
      } catch {
        finish(server)
        throw error
      }
      finish(server)
      let rest: PageToken?
      switch walk.end(page) {
      case .end(let token): rest = token
      case .page:
        if let next = await another(for: walk, asks, shape) {
          server = next
          continue
        }
        // What was gathered is worth more than the refusal, which the client's next request gets.
        rest = walk.position
      }
      let token = try rest.map { (token) throws(ExchangeError) in try sealed(token, scope, seal) }
      try filtered { () throws(FilterError) in
        try filter.finish(continueToken: token ?? "", into: &output)
      }
      try await writer.end(&output)
      return .answered(hidden: filter.hiddenItems)
    }
  }

  // MARK: Asking

  private borrowing func ask(
    for walk: PageWalk, _ asks: PageAsks
  ) async throws(ExchangeError) -> ClientConnection {
    var filtering = asks.filtering
    let query = walk.query(asks.list).encoded()
    filtering.target = query.isEmpty ? asks.path : "\(asks.path)?\(query)"
    return try await send(try widened(filtering, asks.caller, asks.programToken), on: pools.own)
  }

  /// Asks for one more page; nil when it cannot be had in the shape of the first.
  private borrowing func another(
    for walk: PageWalk, _ asks: PageAsks, _ shape: AnswerShape
  ) async -> ClientConnection? {
    let server: ClientConnection
    do throws(ExchangeError) { server = try await ask(for: walk, asks) } catch { return nil }
    guard server.response.status == 200, AnswerShape(server.response.fields) == shape else {
      finish(server)
      return nil
    }
    return server
  }

  /// The client's own query, in which the selectors stand as it wrote them.
  private borrowing func ownQuery() -> Query {
    let target = connection.request.target
    guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return Query() }
    return Query(parsing: String(target[target.utf8.index(after: mark)...]))
  }

  // MARK: Showing

  /// Reads one page to its end and sends what of it is the client's.
  private borrowing func read(
    _ server: ClientConnection, _ filter: any PagedFilter, _ walk: inout PageWalk,
    _ filtering: Filtering, _ writer: inout AnswerWriter, _ output: inout [UInt8]
  ) async throws(ExchangeError) -> PageMetadata {
    let selection = filtering.selection
    var body = try AnswerBody(of: server)
    while try await next(&body, within: server.timeouts.body) == .payload {
      try body.withBytes { (bytes) throws(ExchangeError) in
        try filtered { () throws(FilterError) in
          try filter.push(bytes, into: &output) { item in
            walk.takes(item) { item in
              selection?.selects(name: item.name, uid: item.uid, labels: item.labels) ?? false
            }
          }
        }
      }
      try await writer.take(&output)
    }
    return try filtered { () throws(FilterError) in try filter.endPage() }
  }

  // MARK: Refusing

  /// Deals with an answer to the first request that is no 200.
  private borrowing func refusal(
    _ server: ClientConnection, _ position: PageToken?, _ scope: PageScope, _ asks: PageAsks,
    _ seal: PageSeal
  ) async throws(ExchangeError) -> Filtered {
    guard server.response.status == 410, let position else {
      return try await refusal(server, asks.filtering, asks.caller)
    }
    // The version of the list is gone. The API server's own words have a token that goes on with
    // what is there now; its place in the list is told by the names, so one for the beginning of
    // the list does as well, where theirs cannot be read.
    var token = PageToken(resourceVersion: "", upstreamToken: "", lastName: position.lastName)
    if let shape = AnswerShape(server.response.fields) {
      let body = try await whole(server)
      token.upstreamToken = Status(body, in: shape.encoding)?.continueToken ?? ""
    }
    return try await say(.inconsistentContinue(try sealed(token, scope, seal)))
  }

  /// Answers with a Status of our own.
  private borrowing func say(_ status: Status) async throws(ExchangeError) -> Filtered {
    do throws(WireError) { try await connection.refuse(status) } catch { throw .client(error) }
    return .answered(hidden: 0)
  }

  private borrowing func sealed(
    _ token: PageToken, _ scope: PageScope, _ seal: PageSeal
  ) throws(ExchangeError) -> String {
    do throws(TLSError) { return try seal.seal(token, for: scope) } catch {
      throw .unfilterable("its token cannot be sealed: \(error.reason)")
    }
  }

  private borrowing func filtered<Value>(
    _ body: () throws(FilterError) -> Value
  ) throws(ExchangeError) -> Value {
    do throws(FilterError) { return try body() } catch { throw ExchangeError(error) }
  }
}

/// What every request for a page of one answer is made of.
private struct PageAsks {
  let filtering: Filtering
  /// The path of the list.
  let path: String
  /// The query of the whole list.
  let list: Query
  let caller: Caller
  let programToken: String?
}

extension AnswerShape {
  /// The filter of one answer made of several pages.
  fileprivate func pagedFilter(
    for filtering: Filtering, lease: BufferLease
  ) -> any PagedFilter {
    let readsLabels = filtering.selection?.readsLabels ?? false
    return switch encoding {
    case .json:
      JSONPagedAnswer(
        readsLabels: readsLabels, stripsObjects: filtering.stripsObjects,
        maximumItem: FilteredAnswer.maximumItem)
    case .protobuf:
      ProtobufListAnswer(
        readsLabels: readsLabels, maximumHeld: Self.maximumHeld, lease: lease)
    }
  }
}

extension Filtering {
  /// The path and the query of the target.
  fileprivate var parts: (path: String, query: Query) {
    guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target, Query()) }
    return (
      String(target[..<mark]), Query(parsing: String(target[target.utf8.index(after: mark)...]))
    )
  }
}
