import Decide
import Kubernetes
import KubernetesAPI
import Proxy
import Synchronization
import Testing

@testable import Wire

struct AuthenticatorTests {
  /// Answers reviews and counts them.
  private final class Reviewer: Sendable {
    private let answer: TokenReview.Outcome
    private let asked = Mutex<[String]>([])

    init(_ answer: TokenReview.Outcome) { self.answer = answer }

    var tokens: [String] { asked.withLock { $0 } }

    func review(_ token: String) -> TokenReview.Outcome {
      asked.withLock { $0.append(token) }
      return answer
    }
  }

  private static func identify(
    _ authenticator: Authenticator, token: String?, certificate: CertificateCaller = .none,
    from client: SocketAddress? = nil
  ) async throws -> Authenticator.Outcome {
    var fields = Fields()
    if let token { try fields.append("Authorization", value: "Bearer \(token)") }
    var memory = TokenMemory()
    return await authenticator.identify(
      certificate: certificate, fields: fields, client: client, memory: &memory)
  }

  private static func authenticator(_ reviewer: Reviewer) -> Authenticator {
    Authenticator(rules: IdentityRules(groupPrefix: "bailiwick:")) { reviewer.review($0) }
  }

  private static func token(exp: Int64) -> String {
    "e30." + Base64.encode(Array("{\"exp\":\(exp)}".utf8), .url) + ".c2ln"
  }

  private static let alice = TokenReview.Outcome.authenticated(UserInfo(username: "alice"))

  @Test func `one client does not keep others from being reviewed`() async throws {
    let gate = Mutex<[CheckedContinuation<Void, Never>]>([])
    let authenticator = Authenticator(rules: IdentityRules(groupPrefix: "bailiwick:")) { token in
      guard token.hasPrefix("flood") else { return Self.alice }
      await withCheckedContinuation { continuation in gate.withLock { $0.append(continuation) } }
      return .notAuthenticated(reason: "no")
    }
    let (flooder, other) = (try Self.address("192.0.2.1"), try Self.address("192.0.2.2"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<TokenReviews.maximumOfOne {
        group.addTask {
          _ = try await Self.identify(authenticator, token: "flood\(number)", from: flooder)
        }
      }
      while gate.withLock(\.count) < TokenReviews.maximumOfOne { await Task.yield() }
      guard
        case .refused(let status, _) = try await Self.identify(
          authenticator, token: "one-more", from: flooder),
        case .caller = try await Self.identify(authenticator, token: "a", from: other),
        // What is known already costs no review.
        case .caller = try await Self.identify(authenticator, token: "a", from: flooder)
      else {
        Issue.record("not so")
        for waiting in gate.withLock(\.self) { waiting.resume() }
        return
      }
      #expect(status.code == 503)
      for waiting in gate.withLock(\.self) { waiting.resume() }
      try await group.waitForAll()
    }
    guard case .caller = try await Self.identify(authenticator, token: "b", from: flooder) else {
      Issue.record("the flood was counted on")
      return
    }
  }

  private static func address(_ host: String) throws -> SocketAddress {
    try #require(SocketAddress.resolve(host: host, port: 1, passive: false).first)
  }

  @Test func `a proven token is reviewed once`() async throws {
    let reviewer = Reviewer(Self.alice)
    let authenticator = Self.authenticator(reviewer)
    for _ in 0..<3 {
      guard case .caller(let caller) = try await Self.identify(authenticator, token: "a") else {
        Issue.record("not identified")
        return
      }
      #expect(caller.identity.user.username == "alice")
      #expect(caller.identity.proof == .bearerToken)
    }
    _ = try await Self.identify(authenticator, token: "b")
    #expect(reviewer.tokens == ["a", "b"])
  }

  @Test func `a refused token is reviewed once`() async throws {
    let reviewer = Reviewer(.notAuthenticated(reason: "no"))
    let authenticator = Self.authenticator(reviewer)
    for _ in 0..<3 {
      let outcome = try await Self.identify(authenticator, token: "a")
      guard case .refused(let status, _) = outcome else {
        Issue.record("identified")
        return
      }
      #expect(status.code == 401)
    }
    #expect(reviewer.tokens == ["a"])
  }

  @Test func `a review that failed is no verdict and is not kept`() async throws {
    let reviewer = Reviewer(.failed(.timedOut))
    let authenticator = Self.authenticator(reviewer)
    for _ in 0..<2 {
      let outcome = try await Self.identify(authenticator, token: "a")
      guard case .refused(let status, _) = outcome else {
        Issue.record("identified")
        return
      }
      #expect(status.code == 503)
      #expect(status.details?.retryAfterSeconds == 1)
    }
    #expect(reviewer.tokens == ["a", "a"])
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 1_700_000_000])
  func `a token that has expired by its own word is reviewed again`(_ exp: Int64) async throws {
    let reviewer = Reviewer(Self.alice)
    let authenticator = Self.authenticator(reviewer)
    let token = Self.token(exp: exp)
    for _ in 0..<2 { _ = try await Self.identify(authenticator, token: token) }
    #expect(reviewer.tokens == [token, token])
  }

  @Test(arguments: [Int64.max, SystemClock.unixSeconds + 3600])
  func `a token that lasts is kept`(_ exp: Int64) async throws {
    let reviewer = Reviewer(Self.alice)
    let authenticator = Self.authenticator(reviewer)
    let token = Self.token(exp: exp)
    for _ in 0..<2 { _ = try await Self.identify(authenticator, token: token) }
    #expect(reviewer.tokens == [token])
  }

  @Test func `a certificate goes before a token, a refused one too`() async throws {
    let reviewer = Reviewer(Self.alice)
    let authenticator = Self.authenticator(reviewer)
    let carol = try Caller(
      Identity(user: UserInfo(username: "carol"), proof: .clientCertificate))
    guard
      case .caller(let caller) = try await Self.identify(
        authenticator, token: "a", certificate: .caller(carol)),
      case .refused(let status, _) = try await Self.identify(
        authenticator, token: "a", certificate: .refused(reason: "x"))
    else {
      Issue.record("the token was taken")
      return
    }
    #expect(caller === carol)
    #expect(status.code == 401)
    #expect(reviewer.tokens.isEmpty)
  }

  @Test func `a token says how long it proves somebody`() async throws {
    let authenticator = Self.authenticator(Reviewer(Self.alice))
    let expires = SystemClock.unixSeconds + 3600
    for (token, expected) in [(Self.token(exp: expires), expires), ("opaque", nil)] {
      guard case .caller(let caller) = try await Self.identify(authenticator, token: token) else {
        Issue.record("not identified")
        return
      }
      #expect(caller.expires == expected)
    }
  }
}
