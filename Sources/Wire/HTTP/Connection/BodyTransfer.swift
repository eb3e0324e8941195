/// Moves bodies from one connection to another unchanged: gathered up to 64 KiB, written, and then
/// the loop is left to others, so that small requests do not wait behind bulk.
package enum BodyTransfer {
  /// The request's body, from client to upstream.
  ///
  /// An upstream may answer and close before it has read everything (RFC 9112 §9.3): then the rest
  /// is not sent, the answer is still to be read, and neither connection can be used again.
  ///
  /// - Throws: kind `.http` for a body that is malformed or does not come in time.
  package static func request(
    from client: ServerConnection, to upstream: ClientConnection
  ) async throws(WireError) {
    guard upstream.owesBody else { return try await upstream.flush() }
    guard !client.input.isAtEnd else {
      throw WireError(.closed, "the request's body was read already")
    }
    try await client.sendContinueIfOwed()
    do throws(WireError) {
      try await move(
        client.input, upstream.output, chunked: upstream.requestBody == .chunked,
        read: client.timeouts.body, write: upstream.timeouts.write)
      upstream.endBody()
    } catch {
      if error.kind == .timedOut, !upstream.transport.cannotWrite {
        throw WireError(.http(408), "the request's body did not come in time")
      }
      guard error.kind == .closed, upstream.transport.cannotWrite,
        !upstream.transport.registration.isCutOff
      else { throw error }
    }
  }

  /// The answer's body, from upstream to client, behind the head gathered there.
  package static func response(
    from upstream: ClientConnection, to client: ServerConnection
  ) async throws(WireError) {
    try await move(
      upstream.input, client.output, chunked: client.framingOfAnswer == .chunked,
      read: upstream.timeouts.stream, write: client.timeouts.write)
    client.endAnswer()
  }

  private static func move(
    _ input: MessageInput, _ output: MessageOutput, chunked: Bool, read: Interval, write: Interval
  ) async throws(WireError) {
    let loop = input.transport.loop
    while true {
      let progress = try output.appendPayload(chunked: chunked) { buffer throws(WireError) in
        try input.gather(into: buffer, upTo: MessageOutput.mark)
      }
      switch progress {
      case .ended:
        if chunked { output.appendEnd(trailers: input.trailers) }
        return try await output.flush(by: .after(write))
      case .blocked:
        // Whatever came is sent at once: a watch's events, and its head before any event.
        try await output.flush(by: .after(write))
        try await input.waitForBytes(by: .after(read))
      case .more:
        try await output.flush(by: .after(write))
        await loop.yield()
      }
    }
  }
}
