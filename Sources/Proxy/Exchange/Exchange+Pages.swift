internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Ownership
internal import Wire

/// Answers a list that comes in pages, as ``PageWalk`` says.
extension Exchange {
  /// Bytes of items in protobuf that are held for one answer, because lengths come first.
  private static let maximumHeld = 64 << 20

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
    let response = first.response
    let kind = PageKind(first.response.fields)
    let filter: any PagedFilter
    do throws(ExchangeError) { filter = try Self.pagedFilter(kind, filtering) } catch {
      finish(first)
      throw error
    }
    var output: [UInt8] = []
    var server = first
    while true {
      let page: PageMetadata
      do throws(ExchangeError) {
        page = try await read(server, filter, &walk, filtering, response, &output)
      } catch {
        finish(server)
        throw error
      }
      finish(server)
      let rest: PageToken?
      switch walk.end(page) {
      case .end(let token): rest = token
      case .page:
        if let next = await another(for: walk, asks, kind) {
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
      if !connection.hasAnswered { begin(response, body: .fixed(UInt64(output.count))) }
      try await end(output)
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
    for walk: PageWalk, _ asks: PageAsks, _ kind: PageKind?
  ) async -> ClientConnection? {
    let server: ClientConnection
    do throws(ExchangeError) { server = try await ask(for: walk, asks) } catch { return nil }
    guard server.response.status == 200, PageKind(server.response.fields) == kind else {
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
    _ filtering: Filtering, _ response: ResponseHead, _ output: inout [UInt8]
  ) async throws(ExchangeError) -> PageMetadata {
    let selection = filtering.selection
    while let payload = try await next(server) {
      try payload.withBytes { (bytes) throws(ExchangeError) in
        try filtered { () throws(FilterError) in
          try filter.push(bytes, into: &output) { item in
            walk.takes(item) { item in
              selection?.selects(name: item.name, uid: item.uid, labels: item.labels) ?? false
            }
          }
        }
      }
      guard connection.hasAnswered || output.count > Self.wholeAnswer else { continue }
      if !connection.hasAnswered { begin(response, body: .chunked) }
      try await write(output)
      output.removeAll(keepingCapacity: true)
    }
    return try filtered { () throws(FilterError) in try filter.endPage() }
  }

  private static func pagedFilter(
    _ kind: PageKind?, _ filtering: Filtering
  ) throws(ExchangeError) -> any PagedFilter {
    let readsLabels = filtering.selection?.readsLabels ?? false
    switch kind {
    case .json:
      return JSONPagedAnswer(
        readsLabels: readsLabels, stripsObjects: filtering.stripsObjects,
        maximumItem: FilteredAnswer.maximumItem)
    case .protobuf:
      return ProtobufPagedAnswer(readsLabels: readsLabels, maximumHeld: Self.maximumHeld)
    case nil:
      throw .unfilterable("its content type or coding is another than was asked for")
    }
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
    if PageKind(server.response.fields) == .json {
      let body = try await whole(server)
      do throws(JSONError) {
        token.upstreamToken = Status(try JSONValue(parsing: body))?.continueToken ?? ""
      } catch {
        throw .unfilterable("status 410 without a Status")
      }
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
    do throws(FilterError) { return try body() } catch { throw .unfilterable(error.description) }
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

/// The encodings in which lists come in pages.
private enum PageKind {
  case json
  case protobuf

  /// What the fields of an answer say; nil for anything else, and for a body that is coded.
  init?(_ fields: Fields) {
    let types = fields.values(of: .contentType)
    guard types.count == 1, !fields.contains(.contentEncoding) else { return nil }
    switch types[0].split(separator: ";", omittingEmptySubsequences: false)[0].lowercased() {
    case "application/json": self = .json
    case "application/vnd.kubernetes.protobuf": self = .protobuf
    default: return nil
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
