/// A request's body on its way from a client to an upstream, beside the answer, which may come at any
/// time: an upstream that has heard enough answers and reads no further (RFC 9112 §9.3), and one that
/// answers as it reads wants the rest.
///
/// `@unchecked Sendable`: touched by its loop's thread only.
package final class RequestBody: @unchecked Sendable {
  private let client: ServerConnection
  private let upstream: ClientConnection
  /// How long the client may still be waited for.
  private var pace: BodyPace
  /// When it had been sent to its end.
  private var end: Deadline?
  /// Why the exchange cannot come to an answer, and whether that is the client's doing.
  ///
  /// That the upstream reads no further is none: its answer is still to be heard.
  package private(set) var failure: (error: WireError, isOfClient: Bool)?

  /// The body that the head announces which was begun at `upstream`.
  package init(from client: ServerConnection, to upstream: ClientConnection) {
    self.client = client
    self.upstream = upstream
    pace = BodyPace(grace: client.timeouts.bodyGrace, rate: client.timeouts.bodyRate)
  }

  /// By when the answer has to come: its time begins when the body was sent.
  package var answerDeadline: Deadline { (end ?? .now) + upstream.timeouts.answer }

  /// Sends the head and what of the body is there.
  ///
  /// - Returns: whether that was the whole body, or all that can be sent of it.
  package func start() async -> Bool {
    guard !client.input.isAtEnd else {
      fail(WireError(.closed, "the request's body was read already"), isOfClient: true)
      return true
    }
    return await step { () async throws(WireError) in try await portion() != nil }
  }

  /// Sends the rest; a failure ends every wait for an answer that has not come.
  package func run() async {
    _ = await step { () async throws(WireError) in
      while let progress = try await portion() {
        if progress == .blocked {
          try await wait()
        } else {
          await client.transport.loop.yield()
          guard !Task.isCancelled else { throw .cancelled }
        }
      }
      return false
    }
    if failure != nil, upstream.owesAnswer { upstream.transport.registration.cutOff() }
  }

  /// Waits for more from the client, at its pace; for long where the answer is there, and goes on by
  /// itself.
  private func wait() async throws(WireError) {
    while true {
      let isAwaited = upstream.owesAnswer
      let timeouts = client.timeouts
      // A client that waits for a 100 is not the one who is slow.
      let isPaced = isAwaited && !client.awaitsContinue
      let start = Deadline.now
      do throws(WireError) {
        let wait = isAwaited ? timeouts.body : timeouts.stream
        try await client.input.waitForBytes(
          by: isPaced ? pace.deadline(from: start, wait: wait) : start + wait)
        if isPaced { pace.waited(from: start, to: .now) }
        return
      } catch {
        if isAwaited, !upstream.owesAnswer, error.kind == .timedOut { continue }
        throw failed(error)
      }
    }
  }

  /// Sends what is there, behind the head and what was gathered before; nil when it was the last.
  private func portion() async throws(WireError) -> MessageInput.Progress? {
    let (input, output) = (client.input, upstream.output)
    let isChunked = upstream.requestBody == .chunked
    let progress: MessageInput.Progress
    do throws(WireError) {
      progress = try output.appendPayload(chunked: isChunked) { buffer throws(WireError) in
        let start = buffer.count
        defer { pace.received(buffer.count - start) }
        return try input.gather(into: buffer, upTo: MessageOutput.mark)
      }
    } catch {
      throw failed(error)
    }
    if progress == .ended, isChunked { output.appendEnd(trailers: input.trailers) }
    try await output.flush(by: .after(upstream.timeouts.write))
    guard progress == .ended else { return progress }
    upstream.endBody()
    end = .now
    return nil
  }

  /// Notes a failure to read from the client.
  private func failed(_ error: WireError) -> WireError {
    switch error.kind {
    case .cancelled: break
    case .timedOut:
      fail(WireError(.http(408), "the request's body did not come in time"), isOfClient: true)
    default: fail(error, isOfClient: true)
    }
    return error
  }

  private func fail(_ error: WireError, isOfClient: Bool) { failure = (error, isOfClient) }

  /// Whether nothing is left to do, of which `body` says the contrary.
  private func step(_ body: () async throws(WireError) -> Bool) async -> Bool {
    do throws(WireError) {
      return try await !body()
    } catch {
      if failure == nil { noteRefusal(error) }
      return true
    }
  }

  /// The upstream took no more: what it says is heard all the same, unless it took nothing for too long.
  private func noteRefusal(_ error: WireError) {
    switch error.kind {
    case .closed, .system, .cancelled: end = end ?? .now
    default: fail(error, isOfClient: false)
    }
    upstream.output.discard()
  }
}
