internal import KubernetesAPI

/// Which streams are open, what each stands on, and when that is to be asked again.
///
/// A value without a clock and without I/O: whoever has both calls it. Times are of one monotonic
/// clock.
struct StreamBook {
  /// A stream and what it stands on.
  struct Entry {
    let stream: OpenStream
    /// Whom the stream's token proved when it was opened.
    let user: UserInfo
    let questions: [StreamQuestion]
    /// The Unix second in which the caller's proof is good no more.
    let expires: Int64?
  }

  /// What was touched by a change.
  enum Touched: Hashable, Sendable {
    /// Roles, role bindings or the ownership of one namespace.
    case namespace(String)
    /// What may concern every access.
    case everything
  }

  private struct Standing {
    var streams: Set<Int>
    /// When it is asked next.
    var due: Duration
    /// When it was last known to hold.
    var confirmed: Duration
    var asked = Duration.zero
    var isUnderWay = false
    /// When it is asked once more after a change, in order: an API server decides by its own caches,
    /// which may hear of the change later than this program does.
    var echoes: [Duration] = []
  }

  /// How often each question is asked at least, where the API server answers.
  static let period = Duration.seconds(60)
  /// How long a stream goes on without an answer.
  static let patience = Duration.seconds(300)
  private static let retry = Duration.seconds(2)
  private static let echoes = [Duration.milliseconds(400), .seconds(2)]
  /// Between two questions about the same, however often it is touched.
  private static let spacing = Duration.milliseconds(200)

  private var entries: [Int: Entry] = [:]
  private var standings: [StreamQuestion: Standing] = [:]
  private var next = 0
  private var nextExpiry = Int64.max
  /// When each watch ends because the program does; empty while it goes on.
  private var farewells: [Int: Duration] = [:]
  /// Over how long they are spread; nil while the program goes on.
  private var spread: Duration?

  /// How long a watch goes on that begins while the others end: client-go takes one of less than a
  /// second for a fault (client-go/tools/cache/reflector.go, VeryShortWatchError).
  private static let shortest = Duration.seconds(2)

  /// How many streams are open.
  var count: Int { entries.count }
  /// How many different questions they stand on.
  var questionCount: Int { standings.count }

  /// Enters a stream at a moment when everything it stands on was just found to hold; gives its number.
  ///
  /// - Parameter random: 0..<1, so that what began together is not asked together for ever.
  mutating func open(_ entry: Entry, at now: Duration, random: Double) -> Int {
    next += 1
    entries[next] = entry
    nextExpiry = min(nextExpiry, entry.expires ?? .max)
    if spread != nil, entry.stream.manner == .cleanly { farewells[next] = now + Self.shortest }
    for question in entry.questions {
      let due = now + Self.pause(random)
      var standing =
        standings[question] ?? Standing(streams: [], due: due, confirmed: now)
      standing.streams.insert(next)
      standing.confirmed = now
      standings[question] = standing
    }
    return next
  }

  /// Forgets a stream.
  mutating func close(_ number: Int) {
    guard let entry = entries.removeValue(forKey: number) else { return }
    farewells[number] = nil
    for question in entry.questions {
      standings[question]?.streams.remove(number)
      if standings[question]?.streams.isEmpty == true { standings[question] = nil }
    }
  }

  /// Has asked again at once, and some times more, what a change may concern.
  mutating func touch(_ touched: Set<Touched>, at now: Duration) {
    guard !touched.isEmpty else { return }
    let isEverything = touched.contains(.everything)
    touch(at: now) { question in
      guard let namespace = question.namespace else { return false }
      return isEverything || touched.contains(.namespace(namespace))
    }
  }

  /// Has asked again at once about all certificates: others vouch for them now.
  mutating func touchCertificates(at now: Duration) {
    touch(at: now) { question in
      switch question {
      case .certificate, .frontProxy: true
      case .access, .token: false
      }
    }
  }

  private mutating func touch(at now: Duration, _ isTouched: (StreamQuestion) -> Bool) {
    for question in standings.keys.filter(isTouched) {
      guard var standing = standings[question] else { continue }
      standing.due = max(now, standing.asked + Self.spacing)
      standing.echoes = Self.echoes.map { now + $0 }
      standings[question] = standing
    }
  }

  /// What is to be asked now, at most so many; each is owed an answer.
  ///
  /// What a change touched comes first, but for a quarter of the room: who changes things all the time
  /// keeps nobody's other questions from being asked.
  mutating func due(at now: Duration, atMost room: Int, random: Double) -> [StreamQuestion] {
    guard room > 0 else { return [] }
    var due = standings.filter { $0.value.due <= now && !$0.value.isUnderWay }
      .map { (question: $0.key, isPeriodic: $0.value.echoes.isEmpty, due: $0.value.due) }
    if due.count > room {
      due.sort { $0.due < $1.due }
      let oldest = due.filter(\.isPeriodic).prefix(room / 4)
      let touched = due.filter { !$0.isPeriodic }.prefix(room - oldest.count)
      let rest = due.filter(\.isPeriodic).dropFirst(oldest.count)
      due = Array(oldest + touched + rest)
    }
    let asked = due.prefix(room).map(\.question)
    for question in asked {
      guard var standing = standings[question] else { continue }
      standing.isUnderWay = true
      standing.asked = now
      standing.due =
        standing.echoes.isEmpty ? now + Self.pause(random) : standing.echoes.removeFirst()
      standings[question] = standing
    }
    return asked
  }

  /// Takes the answer to a question that was asked at `asked`; gives the streams that end by it.
  mutating func take(
    _ answer: StreamAnswer, to question: StreamQuestion, askedAt asked: Duration, now: Duration
  ) -> [(stream: OpenStream, reason: String)] {
    guard var standing = standings[question] else { return [] }
    standing.isUnderWay = false
    switch answer {
    case .yes: standing.confirmed = max(standing.confirmed, asked)
    case .user(let user):
      standing.confirmed = max(standing.confirmed, asked)
      standings[question] = standing
      let others = standing.streams.filter {
        entries[$0].map { !$0.user.isSame(as: user) } ?? false
      }
      return end(others, "whom the token proves has changed")
    case .no:
      standings[question] = standing
      return end(standing.streams, question.ending)
    case .unknown:
      guard now - standing.confirmed < Self.patience else {
        standings[question] = standing
        return end(standing.streams, question.silence)
      }
      standing.due = min(standing.due, now + Self.retry)
    }
    standings[question] = standing
    return []
  }

  /// The streams whose caller's proof has expired at a Unix second.
  mutating func expired(at second: Int64) -> [(stream: OpenStream, reason: String)] {
    guard second >= nextExpiry else { return [] }
    let over = entries.filter { ($0.value.expires ?? .max) <= second }.keys
    let ended = end(Set(over), "the caller's proof has expired")
    nextExpiry = entries.values.reduce(.max) { min($0, $1.expires ?? .max) }
    return ended
  }

  /// Begins to end all watches, one after the other: their clients open them elsewhere, and not all at
  /// once.
  ///
  /// What has no proper end goes on for as long as it may.
  ///
  /// - Parameters:
  ///   - spread: how long that takes.
  ///   - random: gives numbers of 0..<1.
  mutating func endWatches(at now: Duration, over spread: Duration, random: () -> Double) {
    self.spread = spread
    for (number, entry) in entries where entry.stream.manner == .cleanly {
      farewells[number] = now + spread * random()
    }
  }

  /// The watches that end by now because the program does.
  mutating func leaving(at now: Duration) -> [(stream: OpenStream, reason: String)] {
    guard !farewells.isEmpty else { return [] }
    return end(Set(farewells.filter { $0.value <= now }.keys), "the program stops")
  }

  private mutating func end(
    _ numbers: Set<Int>, _ reason: String
  ) -> [(stream: OpenStream, reason: String)] {
    numbers.sorted().compactMap { number in
      guard let entry = entries[number] else { return nil }
      close(number)
      return (entry.stream, reason)
    }
  }

  /// A little less than the period, never more.
  private static func pause(_ random: Double) -> Duration { period * (1 - random / 4) }
}

extension UserInfo {
  /// Whether this is the same user in the same groups; what authenticators say beside it may differ
  /// from one review to the next.
  fileprivate func isSame(as other: UserInfo) -> Bool {
    UserInfo(username: username, uid: uid)
      == UserInfo(username: other.username, uid: other.uid)
      && Set(groups) == Set(other.groups)
  }
}
