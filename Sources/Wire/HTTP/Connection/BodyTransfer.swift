/// Moves the bodies of answers from one connection to another unchanged: gathered up to 64 KiB,
/// written, and then the loop is left to others, so that small requests do not wait behind bulk.
package enum BodyTransfer {
  /// The answer's body, from upstream to client, behind the head gathered there.
  ///
  /// - Parameters:
  ///   - frames: how the answer's messages are told apart: it is ended behind a whole one.
  ///   - isOver: asked after each interruption of the upstream's wait, and after each part: true ends
  ///     an answer in chunks where it is, as if it had come to its end, and breaks off any other. Nil
  ///     lets it go on whatever happens.
  package static func response(
    from upstream: ClientConnection, to client: ServerConnection, frames: StreamFrames? = nil,
    until isOver: (() -> Bool)? = nil
  ) async throws(WireError) {
    try await move(
      upstream.input, client.output, chunked: client.framingOfAnswer == .chunked,
      read: upstream.timeouts.stream, write: client.timeouts.write, frames: frames, until: isOver)
    client.endAnswer()
  }

  private static func move(
    _ input: MessageInput, _ output: MessageOutput, chunked: Bool, read: Interval, write: Interval,
    frames: StreamFrames?, until isOver: (() -> Bool)?
  ) async throws(WireError) {
    let loop = input.transport.loop
    var frames = frames
    while true {
      let progress = try output.appendPayload(chunked: chunked) { buffer throws(WireError) in
        let start = buffer.count
        let progress = try input.gather(into: buffer, upTo: MessageOutput.mark)
        unsafe frames?.pass(Span(_unsafeBytes: buffer.readable[start...]))
        return progress
      }
      switch progress {
      case .ended:
        if chunked { output.appendEnd(trailers: input.trailers) }
        return try await output.flush(by: .after(write))
      case .blocked:
        // Whatever came is sent at once: a watch's events, and its head before any event.
        try await output.flush(by: .after(write))
        // What was interrupted within a message has come to its end now.
        if isOver?() == true, frames?.isWhole ?? true { break }
        try await wait(input, by: .after(read), isInterruptible: isOver != nil)
      case .more:
        try await output.flush(by: .after(write))
        await loop.yield()
        // Where bytes always come and always go, no wait tells of an end from outside.
        guard !input.transport.registration.isCutOff else { throw .closed }
      }
      guard let isOver, isOver(), frames?.isWhole ?? true else { continue }
      guard chunked else { throw WireError(.closed, "the answer was ended") }
      output.appendEnd(trailers: Fields())
      return try await output.flush(by: .after(write))
    }
  }

  private static func wait(
    _ input: MessageInput, by deadline: Deadline, isInterruptible: Bool
  ) async throws(WireError) {
    do throws(WireError) {
      try await input.waitForBytes(by: deadline, isInterruptible: isInterruptible)
    } catch .interrupted {
      // Whoever interrupted is asked why.
    } catch {
      throw error
    }
  }
}
