internal import Decide
internal import KubernetesAPI
internal import Ownership
internal import Wire

extension Exchange {
  /// Shows the events of a watch that are the caller's at the moment each arrives.
  ///
  /// When the caller begins or ceases to own something of the resource, the watch ends with 410
  /// Expired: what the client has may be wrong, and it lists again. When the caller's proof is good no
  /// more, it ends properly, and the client's next request is told 401.
  borrowing func watch(
    _ filtering: Filtering, as caller: Caller, programToken: String?, by view: PublishedView,
    goesOnFromBefore: Bool
  ) async throws(ExchangeError) -> Filtered {
    let handshake = try handshake()
    var ownership = FollowedOwnership(
      of: filtering.resource, by: caller.identity.user, since: filtering.standing, in: view)
    let verdicts: LabelVerdicts
    switch try await start(
      of: filtering, as: caller, programToken: programToken, selecting: ownership.selection)
    {
    case .known(let known): verdicts = known
    case .ended(let outcome): return outcome
    }
    let server = try await send(try widened(filtering, caller, programToken), on: pools.own)
    defer {
      connection.interruptOnInput(nil)
      finish(server)
    }
    guard server.response.status == 200 else {
      return try await refusal(server, filtering, caller)
    }
    let shape = try shape(of: server, for: filtering)
    var body = try AnswerBody(of: server)
    var events = FilteredWatch(
      filtering, in: shape, readsLabels: ownership.selection?.readsLabels ?? false,
      after: verdicts, lease: lease)
    defer { record.hiddenItems = events.hiddenItems }
    let number = KnownResources.number(of: filtering.resource)
    ownership.interrupt(server)
    let outlet = try await outlet(handshake, server, shape)
    while !goesOnFromBefore {
      guard ownership.isAsBefore() else { break }
      if record.stream?.isOver == true {
        try await outlet.end()
        return .answered(hidden: events.hiddenItems)
      }
      let arrival = try await next(
        &body, within: server.timeouts.stream, isInterruptible: true)
      switch arrival {
      case .interrupted:
        guard try await outlet.isWanted() else { return .answered(hidden: events.hiddenItems) }
        continue
      case .end:
        try events.finish()
        try await outlet.end()
        return .answered(hidden: events.hiddenItems)
      case .payload: break
      }
      guard ownership.isAsBefore() else { break }
      let before = (events.keptItems, events.hiddenItems)
      try body.withBytes { (bytes) throws(ExchangeError) in
        try events.push(bytes, selecting: ownership.selection)
      }
      record.shard.count(
        events: events.keptItems - before.0, hidden: events.hiddenItems - before.1, of: number)
      try await outlet.send(events.output)
      events.output = []
      if events.hasTurned { break }
    }
    record.note("ended with 410: what the caller owns changed")
    record.ending = .ownership
    try await outlet.send(shape.errorEvent(.expired(Self.tooOld)))
    try await outlet.end()
    return .answered(hidden: events.hiddenItems)
  }

  /// The API server's words for a watch that cannot go on (apiserver/pkg/storage/etcd3/errors.go).
  private static let tooOld = "The resourceVersion for the provided watch is too old."

  /// The client's handshake, if it wants the events over a WebSocket.
  private borrowing func handshake() throws(ExchangeError) -> WebSocketHandshake? {
    guard WebSocketHandshake.isWanted(by: connection.request) else { return nil }
    do throws(HTTPError) {
      return try WebSocketHandshake(connection.request) { name in
        name.hasPrefix(WebSocketToken.prefix)
      }
    } catch {
      throw .refused(.badRequest(error.reason))
    }
  }

  /// Begins the answer at once: a client waits for its head before there is any event.
  private borrowing func outlet(
    _ handshake: WebSocketHandshake?, _ server: ClientConnection, _ shape: AnswerShape
  ) async throws(ExchangeError) -> WatchOutlet {
    guard let handshake else {
      var head = answerHead(of: server)
      connection.begin(&head, body: .chunked)
      let outlet = WatchOutlet(connection: connection, socket: nil, encoding: shape.encoding)
      try await outlet.flush()
      return outlet
    }
    let socket: WebSocket
    do throws(HTTPError) { socket = try WebSocket(handshake, on: connection) } catch {
      throw .refused(.badRequest(error.reason))
    }
    connection.interruptOnInput(server)
    let outlet = WatchOutlet(connection: connection, socket: socket, encoding: shape.encoding)
    try await outlet.flush()
    // What came with the request is not announced again.
    _ = try await outlet.isWanted()
    return outlet
  }
}
