import Kubernetes
import KubernetesAPI
import Testing

@testable import Proxy

/// When what streams stand on is asked again, and which streams end.
struct StreamBookTests {
  private static let alice = UserInfo(username: "alice", groups: ["oil"])
  private static let token = StreamQuestion.token(StreamQuestion.Token(text: "alice.token"))

  private static func access(
    _ namespace: String, _ user: UserInfo = alice, verb: String = "watch"
  ) -> StreamQuestion {
    .access(
      SubjectAccessReview(
        user: user,
        attributes: .resource(
          verb: verb, group: "", version: "v1", resource: "pods", namespace: namespace)))
  }

  private static func entry(
    _ questions: [StreamQuestion], expires: Int64? = nil, user: UserInfo = alice
  ) -> StreamBook.Entry {
    StreamBook.Entry(
      stream: OpenStream(user: user.username, manner: .cleanly), user: user, questions: questions,
      expires: expires)
  }

  private var book = StreamBook()

  /// Asks what is due and answers it; gives what was asked.
  private mutating func asked(
    at now: Duration, _ answer: StreamAnswer = .yes, room: Int = .max
  ) -> [StreamQuestion] {
    let due = book.due(at: now, atMost: room, random: 0)
    for question in due { _ = book.take(answer, to: question, askedAt: now, now: now) }
    return due
  }

  @Test mutating func `streams of one user and one access are one question`() {
    for _ in 0..<100 { _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: 0) }
    _ = book.open(Self.entry([Self.access("a", verb: "get")]), at: .zero, random: 0)
    #expect(book.count == 101 && book.questionCount == 2)
    #expect(asked(at: .seconds(59)).isEmpty)
    #expect(Set(asked(at: .seconds(60))) == [Self.access("a"), Self.access("a", verb: "get")])
    #expect(asked(at: .seconds(61)).isEmpty)
    #expect(asked(at: .seconds(120)).count == 2)
  }

  @Test(arguments: [0, 0.25, 0.5, 0.999])
  mutating func `each is asked within a minute, and not all at once`(_ random: Double) {
    _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: random)
    let due = Duration.seconds(60) * (1 - random / 4)
    #expect(book.due(at: due - .milliseconds(1), atMost: 1, random: 0).isEmpty)
    #expect(book.due(at: due, atMost: 1, random: 0).count == 1)
    #expect(due >= .seconds(45) && due <= .seconds(60))
  }

  @Test mutating func `a change of a namespace has its streams reviewed at once and twice more`() {
    let now = Duration.seconds(1)
    for namespace in ["a", "b", ""] {
      _ = book.open(Self.entry([Self.access(namespace), Self.token]), at: .zero, random: 0)
    }
    book.touch([.namespace("a")], at: now)
    #expect(asked(at: now) == [Self.access("a")])
    #expect(asked(at: now + .milliseconds(399)).isEmpty)
    #expect(asked(at: now + .milliseconds(400)) == [Self.access("a")])
    #expect(asked(at: now + .seconds(2)) == [Self.access("a")])
    #expect(asked(at: now + .seconds(58)).isEmpty)
    #expect(asked(at: now + .seconds(62)).contains(Self.access("a")))
  }

  @Test mutating func `who changes things all the time keeps no other question from being asked`() {
    _ = book.open(Self.entry([Self.token]), at: .zero, random: 0)
    for number in 0..<100 {
      _ = book.open(Self.entry([Self.access("a", verb: "\(number)")]), at: .zero, random: 0)
    }
    book.touch([.namespace("a")], at: .seconds(61))
    #expect(asked(at: .seconds(61), room: 8).contains(Self.token))
  }

  @Test mutating func `a change that may concern everything concerns no token`() {
    for namespace in ["a", "b", ""] {
      _ = book.open(Self.entry([Self.access(namespace), Self.token]), at: .zero, random: 0)
    }
    book.touch([.everything], at: .seconds(1))
    #expect(
      Set(asked(at: .seconds(1))) == [Self.access("a"), Self.access("b"), Self.access("")])
  }

  @Test mutating func `what changes while it is asked is asked again`() {
    _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: 0)
    book.touch([.namespace("a")], at: .seconds(1))
    #expect(book.due(at: .seconds(1), atMost: 1, random: 0).count == 1)
    book.touch([.namespace("a")], at: .seconds(1))
    #expect(book.due(at: .seconds(2), atMost: 1, random: 0).isEmpty)
    _ = book.take(.yes, to: Self.access("a"), askedAt: .seconds(1), now: .seconds(2))
    #expect(book.due(at: .seconds(2), atMost: 1, random: 0).count == 1)
  }

  @Test mutating func `what changes often is asked five times a second at most`() {
    _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: 0)
    var count = 0
    for tick in 0..<100 {
      let now = Duration.seconds(1) + .milliseconds(10) * tick
      book.touch([.namespace("a")], at: now)
      count += asked(at: now).count
    }
    #expect(count == 5)
  }

  @Test mutating func `what was touched is asked before what is merely due`() {
    for number in 0..<10 {
      _ = book.open(Self.entry([Self.access("old \(number)")]), at: .zero, random: 0)
    }
    _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: 0)
    book.touch([.namespace("a")], at: .seconds(90))
    #expect(asked(at: .seconds(90), room: 1) == [Self.access("a")])
    #expect(asked(at: .seconds(90), room: 4).count == 4)
    #expect(asked(at: .seconds(90)).count == 6)
  }

  // MARK: Ending

  @Test mutating func `watches end one after the other when the program does, and logs do not`() {
    let watches = (0..<10).map { _ in Self.entry([Self.token]) }
    for watch in watches { _ = book.open(watch, at: .zero, random: 0) }
    let log = StreamBook.Entry(
      stream: OpenStream(user: "alice", manner: .atOnce), user: Self.alice, questions: [],
      expires: nil)
    _ = book.open(log, at: .zero, random: 0)
    #expect(book.leaving(at: .seconds(1000)).isEmpty)
    var number = 0
    book.endWatches(at: .seconds(1), over: .seconds(10)) {
      defer { number += 1 }
      return Double(number) / 10
    }
    let ended = (0..<10).map { second in book.leaving(at: .seconds(1) + .seconds(second)) }
    #expect(ended.map(\.count) == Array(repeating: 1, count: 10))
    #expect(ended.allSatisfy { $0[0].reason == "the program stops" })
    #expect(book.count == 1)
  }

  @Test mutating func `a watch that begins while the others end is not too short`() {
    book.endWatches(at: .zero, over: .seconds(1)) { 0 }
    _ = book.open(Self.entry([Self.token]), at: .seconds(5), random: 0)
    #expect(book.leaving(at: .milliseconds(6_900)).isEmpty)
    #expect(book.leaving(at: .seconds(7)).count == 1 && book.count == 0)
  }

  @Test mutating func `a no ends every stream of the question and no other`() {
    let gone = Self.entry([Self.access("a"), Self.token])
    _ = book.open(gone, at: .zero, random: 0)
    _ = book.open(Self.entry([Self.access("b"), Self.token]), at: .zero, random: 0)
    let ended = book.take(.no, to: Self.access("a"), askedAt: .zero, now: .zero)
    #expect(ended.count == 1 && ended.first?.stream === gone.stream)
    #expect(ended.first?.reason == "access to pods in a ended")
    #expect(book.count == 1 && book.questionCount == 2)
    let rest = book.take(.no, to: Self.token, askedAt: .zero, now: .zero)
    #expect(rest.map(\.reason) == ["the token is good no more"])
    #expect(book.count == 0 && book.questionCount == 0)
  }

  @Test mutating func `a token that proves somebody else ends the streams of whom it proved`() {
    var later = Self.alice
    later.groups = ["gas"]
    let old = Self.entry([Self.token])
    _ = book.open(old, at: .zero, random: 0)
    _ = book.open(Self.entry([Self.token], user: later), at: .zero, random: 0)
    let ended = book.take(.user(later), to: Self.token, askedAt: .zero, now: .zero)
    #expect(ended.count == 1 && ended.first?.stream === old.stream)
    // The order of groups, and what authenticators say beside, is nobody's loss.
    later.extra = [UserInfo.Extra(key: "k", values: ["v"])]
    #expect(book.take(.user(later), to: Self.token, askedAt: .zero, now: .zero).isEmpty)
    #expect(book.count == 1)
  }

  @Test mutating func `a review that fails is tried again and ends nothing for five minutes`() {
    _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: 0)
    var now = Duration.seconds(60)
    var times = 0
    while book.count > 0, times < 1_000 {
      let due = book.due(at: now, atMost: 1, random: 0)
      if due.isEmpty {
        now += .milliseconds(100)
        continue
      }
      times += 1
      let ended = book.take(.unknown("away"), to: Self.access("a"), askedAt: now, now: now)
      if now < .seconds(300) { #expect(ended.isEmpty) }
      #expect(
        ended.allSatisfy { $0.reason == "the access could not be reviewed for too long" })
    }
    #expect(now >= .seconds(300) && now <= .seconds(303))
    #expect(times > 100)
  }

  @Test mutating func `an answer in time lets a stream go on`() {
    _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: 0)
    var now = Duration.seconds(60)
    while now < .seconds(1_200) {
      let isAway = now < .seconds(280) || now > .seconds(290) && now < .seconds(560)
      _ = asked(at: now, isAway ? .unknown("away") : .yes)
      now += .seconds(1)
    }
    #expect(book.count == 1)
  }

  @Test mutating func `a proof that expires ends all its streams in that second`() {
    let first = Self.entry([Self.token], expires: 100)
    _ = book.open(first, at: .zero, random: 0)
    _ = book.open(Self.entry([Self.access("a")], expires: 105), at: .zero, random: 0)
    _ = book.open(Self.entry([Self.access("a")]), at: .zero, random: 0)
    #expect(book.expired(at: 99).isEmpty)
    let ended = book.expired(at: 100)
    #expect(ended.count == 1 && ended.first?.stream === first.stream)
    #expect(ended.first?.reason == "the caller's proof has expired")
    #expect(book.expired(at: 104).isEmpty)
    #expect(book.expired(at: 200).count == 1)
    #expect(book.expired(at: .max - 1).isEmpty && book.count == 1)
  }

  @Test mutating func `a stream that is over is forgotten`() {
    let numbers = (0..<100).map { number in
      book.open(Self.entry([Self.access("\(number)")]), at: .zero, random: 0)
    }
    for number in numbers {
      book.close(number)
      book.close(number)
    }
    #expect(book.count == 0 && book.questionCount == 0)
    #expect(asked(at: .seconds(60)).isEmpty)
    #expect(book.take(.no, to: Self.access("1"), askedAt: .zero, now: .zero).isEmpty)
  }
}
