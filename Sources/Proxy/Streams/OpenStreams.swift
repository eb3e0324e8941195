package import Kubernetes
internal import KubernetesAPI
package import Logging
internal import Synchronization
internal import Wire

/// The streams that stand open for a caller because of what the caller was allowed when they began.
///
/// An API server asks once, when a watch, a log or a tunnel begins. Here what they stand on is asked
/// again: at once when a role, a binding or the ownership of the namespace changes, and every minute.
/// A stream whose answer is no ends; one whose question has had no answer for five minutes ends too.
/// ``StreamBook`` has the times.
package final class OpenStreams: Sendable {
  private struct State {
    var book = StreamBook()
    var touched: Set<StreamBook.Touched> = []
    /// Streams that were ended, and when they are cut off if they are still there.
    var ending: [(stream: OpenStream, by: Duration)] = []
    var underWay = 0
    var authorities: TLSContext?
  }

  private let state = Mutex(State())
  private let pace: Pace
  private let logger: Logger?

  /// Between two looks at what is due.
  private static let tick = Duration.milliseconds(100)
  /// How long a stream that is to end properly may take for it: its client may not read.
  private static let grace = Duration.milliseconds(500)
  /// Questions begun at one look, and under way at once: two hundred a second.
  private static let startedAtOnce = 20
  private static let maximumUnderWay = 64

  /// - Parameters:
  ///   - pace: the clock and the dice.
  ///   - logger: is told of each stream that is ended.
  package init(pace: Pace = .continuous(), logger: Logger? = nil) {
    self.pace = pace
    self.logger = logger
  }

  /// How many streams are open.
  package var count: Int { state.withLock(\.book.count) }

  /// Enters a stream; ``leave(_:)`` is owed.
  func enter(_ entry: StreamBook.Entry) -> Int {
    state.withLock { $0.book.open(entry, at: pace.now(), random: pace.random()) }
  }

  /// A stream has come to its end, whoever ended it.
  func leave(_ number: Int) { state.withLock { $0.book.close(number) } }

  /// Begins to end all watches properly, spread over a time: the program stops.
  package func endWatches(over spread: Duration) {
    state.withLock { $0.book.endWatches(at: pace.now(), over: spread, random: pace.random) }
  }

  /// Says that roles, bindings or the ownership of a namespace changed.
  package func touch(namespace: String) {
    state.withLock { state in
      guard state.book.count > 0 else { return }
      state.touched.insert(.namespace(namespace))
    }
  }

  /// Says that something changed by which any access may be decided.
  package func touchEverything() {
    state.withLock { state in
      guard state.book.count > 0 else { return }
      state.touched.insert(.everything)
    }
  }

  /// Asks again and ends streams until the task is cancelled.
  package func run(_ reviews: StreamReviews) async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        for question in look(at: SystemClock.unixSeconds, authorities: reviews.authorities()) {
          let asked = pace.now()
          group.addTask { self.take(await reviews.answer(to: question), to: question, asked) }
        }
        do { try await pace.sleep(Self.tick) } catch { return }
      }
    }
  }

  /// Ends what has expired at a Unix second, cuts off what did not end, and gives what is to be asked.
  func look(at second: Int64, authorities: TLSContext?) -> [StreamQuestion] {
    let now = pace.now()
    let (ended, leaving, late, due) = state.withLock { state in
      if state.authorities !== authorities {
        state.authorities = authorities
        state.book.touchCertificates(at: now)
      }
      state.book.touch(state.touched, at: now)
      state.touched = []
      let late = state.ending.filter { $0.by <= now }.map(\.stream)
      state.ending.removeAll { $0.by <= now }
      let ended = state.book.expired(at: second)
      let leaving = state.book.leaving(at: now)
      let room = min(Self.startedAtOnce, Self.maximumUnderWay - state.underWay)
      let due = state.book.due(at: now, atMost: room, random: pace.random())
      state.underWay += due.count
      return (ended, leaving, late, due)
    }
    for stream in late { stream.cutOff() }
    end(ended, by: .expired)
    end(leaving, by: .leaving, .debug)
    return due
  }

  /// Takes the answer to a question that was asked at a moment.
  func take(_ answer: StreamAnswer, to question: StreamQuestion, _ asked: Duration) {
    let now = pace.now()
    let ended = state.withLock { state in
      state.underWay -= 1
      return state.book.take(answer, to: question, askedAt: asked, now: now)
    }
    var ending = question.metric
    if case .unknown(let reason) = answer {
      ending = .unanswered
      logger?.warning(
        "a stream cannot be reviewed; trying again", metadata: ["reason": "\(reason)"])
    }
    end(ended, by: ending)
  }

  private func end(
    _ ended: [(stream: OpenStream, reason: String)], by ending: StreamEnding,
    _ level: Logger.Level = .notice
  ) {
    guard !ended.isEmpty else { return }
    let limit = pace.now() + Self.grace
    state.withLock { $0.ending += ended.map { ($0.stream, limit) } }
    for (stream, reason) in ended {
      logger?.log(
        level: level, "stream ended", metadata: ["user": "\(stream.user)", "reason": "\(reason)"])
      stream.end(reason, by: ending)
    }
  }
}
