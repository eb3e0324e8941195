/// One direction of a tunnel.
final class TunnelDirection {
  private let input: MessageInput
  private let output: MessageOutput
  private let pace: TunnelPace
  /// How long the other direction may be silent once this one came to its end.
  private let limitBehindEnd: Interval
  /// Why it ended before the side it reads from did.
  private(set) var failure: WireError?

  init(
    from input: MessageInput, to output: MessageOutput, _ pace: TunnelPace, limitBehindEnd: Interval
  ) {
    self.input = input
    self.output = output
    self.pace = pace
    self.limitBehindEnd = limitBehindEnd
  }

  /// The side it reads from.
  private var source: Registration { input.transport.registration }
  /// The side it writes to.
  private var target: Registration { output.transport.registration }

  /// Moves bytes until its source has ended or its target takes no more.
  func run() async {
    do throws(WireError) {
      try await move()
    } catch {
      failure = error
      breakOff()
    }
  }

  private func move() async throws(WireError) {
    while true {
      // Where bytes always come and always go, no wait tells of an end from outside.
      guard !source.isCutOff, !target.isCutOff, !Task.isCancelled else { throw .closed }
      let progress = try input.gather(into: output.buffer, upTo: MessageOutput.mark)
      if !output.buffer.isEmpty { pace.move() }
      guard try await send(isLast: progress == .ended) else { return }
      switch progress {
      case .ended: return passedEnd()
      case .blocked: guard try await wait() else { return }
      case .more: await input.transport.loop.yield()
      }
    }
  }

  /// Sends what was gathered, and the end behind the last of it.
  ///
  /// - Returns: false when the target takes nothing more. What it sent before it closed is for the
  ///   other direction, which then finds the end there.
  private func send(isLast: Bool) async throws(WireError) -> Bool {
    do throws(WireError) {
      try await output.flush(by: .after(pace.limit))
      if isLast { try await output.transport.endWriting(by: .after(pace.limit)) }
      return true
    } catch {
      guard !target.isCutOff, !pace.isOver else { throw error }
      switch error.kind {
      case .closed, .system: break
      default: throw error
      }
      output.discard()
      return false
    }
  }

  /// Waits for the source; false when its bytes could go nowhere.
  private func wait() async throws(WireError) -> Bool {
    while true {
      do throws(WireError) {
        try await input.waitForBytes(by: pace.deadline, isInterruptible: true)
        return true
      } catch {
        switch error.kind {
        case .timedOut where Deadline.now < pace.deadline: continue  // The other direction moved.
        case .interrupted:
          guard !pace.isOver else { throw .closed }
          guard !(pace.hasEnded && target.isBroken) else { return false }
        default: throw error
        }
      }
    }
  }

  /// From now on nobody reads the source, so that the loop has to tell of its being reset.
  private func passedEnd() {
    guard !pace.hasEnded else { return }
    pace.end(limit: limitBehindEnd)
    let target = target
    source.onBroken = { target.interrupt() }
    // The other direction waits by the limit there was: it is to look at the new one.
    target.interrupt()
  }

  /// Ends the other direction, and leaves its source as it is: the last bytes that went there are to
  /// arrive.
  private func breakOff() {
    pace.isOver = true
    source.onCutOff = nil
    source.cutOff()
    target.interrupt()
  }
}
