import Kubernetes
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Proxy

/// What is asked about streams, and of whom.
struct StreamReviewTests {
  private static func reviews(
    access: SubjectAccessReview.Outcome = .allowed,
    token: TokenReview.Outcome = .notAuthenticated(reason: "unknown"),
    authorities: TLSContext? = nil
  ) -> StreamReviews {
    StreamReviews(access: { _ in access }, token: { _ in token }, authorities: { authorities })
  }

  private static let access = StreamQuestion.access(
    SubjectAccessReview(
      user: UserInfo(username: "alice"),
      attributes: .resource(
        verb: "create", group: "", version: "v1", resource: "pods", subresource: "exec",
        namespace: "oil-production", name: "pump")))
  private static let token = StreamQuestion.token(StreamQuestion.Token(text: "alice.token"))

  @Test func `an access is allowed, denied or not known`() async {
    let failure = APIError.timedOut
    #expect(await Self.reviews().answer(to: Self.access).word == "yes")
    #expect(await Self.reviews(access: .denied(reason: "")).answer(to: Self.access).word == "no")
    #expect(
      await Self.reviews(access: .failed(failure)).answer(to: Self.access).word == "unknown")
    #expect(Self.access.ending == "access to pods/exec in oil-production ended")
    #expect(Self.access.namespace == "oil-production")
  }

  @Test func `a token proves somebody, nobody, or is not known`() async {
    let alice = UserInfo(username: "alice")
    #expect(
      await Self.reviews(token: .authenticated(alice)).answer(to: Self.token).word == "user")
    #expect(await Self.reviews().answer(to: Self.token).word == "no")
    #expect(
      await Self.reviews(token: .failed(.timedOut)).answer(to: Self.token).word == "unknown")
    #expect(!"\(Self.token)".contains("alice.token"))
  }

  @Test func `a certificate is good while an authority of the moment vouches for it`() async throws
  {
    let (users, strangers) = (try TestAuthority("users"), try TestAuthority("strangers"))
    let certificate = try #require(Self.leaf(try users.client("alice")))
    let question = StreamQuestion.certificate(certificate)
    let good = try users.serverContext(clients: users)
    let changed = try users.serverContext(clients: strangers)
    #expect(await Self.reviews(authorities: good).answer(to: question).word == "yes")
    #expect(await Self.reviews(authorities: changed).answer(to: question).word == "no")
    #expect(await Self.reviews(authorities: nil).answer(to: question).word == "no")
  }

  private static func leaf(_ issued: IssuedCertificate) -> PeerCertificate? {
    let lines = String(decoding: issued.certificateChain, as: UTF8.self)
      .split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("-----") }
    return Base64.decode(lines.joined()).flatMap { PeerCertificate(der: $0) }
  }

  // MARK: The register

  @Test func `changed authorities have every certificate judged at once`() throws {
    let clock = HandClock()
    let users = try TestAuthority("users")
    let streams = OpenStreams(pace: clock.pace)
    let certificate = try #require(Self.leaf(try users.client("alice")))
    let (old, new) = (try users.serverContext(clients: users), try users.serverContext())
    _ = streams.look(at: 0, authorities: old)
    _ = streams.enter(
      StreamBook.Entry(
        stream: OpenStream(user: "alice", manner: .cleanly), user: UserInfo(username: "alice"),
        questions: [.certificate(certificate)], expires: nil))
    clock.pass(.seconds(1))
    #expect(streams.look(at: 0, authorities: old).isEmpty)
    #expect(streams.look(at: 0, authorities: new) == [.certificate(certificate)])
  }

  /// From the change to the end of the stream there is one look, at most a tenth of a second later, and
  /// one review.
  @Test func `a denied stream is told at once`() {
    let clock = HandClock()
    let streams = OpenStreams(pace: clock.pace)
    let stream = OpenStream(user: "alice", manner: .atOnce)
    _ = streams.enter(
      StreamBook.Entry(
        stream: stream, user: UserInfo(username: "alice"), questions: [Self.access], expires: nil))
    clock.pass(.seconds(1))
    #expect(streams.look(at: 0, authorities: nil).isEmpty)
    streams.touch(namespace: "gas-production")
    #expect(streams.look(at: 0, authorities: nil).isEmpty)
    streams.touch(namespace: "oil-production")
    #expect(streams.look(at: 0, authorities: nil) == [Self.access])
    streams.take(.no, to: Self.access, clock.now)
    #expect(stream.reason == "access to pods/exec in oil-production ended")
    #expect(streams.count == 0)
  }

  @Test func `no more is asked at once than the API server should bear`() {
    let clock = HandClock()
    let streams = OpenStreams(pace: clock.pace)
    for number in 0..<500 {
      _ = streams.enter(
        StreamBook.Entry(
          stream: OpenStream(user: "alice", manner: .atOnce), user: UserInfo(username: "alice"),
          questions: [.token(StreamQuestion.Token(text: "\(number)"))], expires: nil))
    }
    clock.pass(.seconds(60))
    var asked: [StreamQuestion] = []
    for _ in 0..<10 { asked += streams.look(at: 0, authorities: nil) }
    #expect(asked.count == 64)
    for question in asked {
      streams.take(.user(UserInfo(username: "alice")), to: question, clock.now)
    }
    #expect(streams.look(at: 0, authorities: nil).count == 20)
    #expect(streams.count == 500)
  }
}

extension StreamAnswer {
  fileprivate var word: String {
    switch self {
    case .yes: "yes"
    case .user: "user"
    case .no: "no"
    case .unknown: "unknown"
    }
  }
}
