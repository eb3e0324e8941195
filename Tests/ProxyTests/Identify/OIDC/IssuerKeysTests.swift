import JSON
import Logging
import Synchronization
import Testing
import Wire

@testable import Proxy

/// When the issuer is asked, and what is believed meanwhile.
@Suite(.timeLimit(.minutes(5))) struct `The keys of an issuer` {
  /// Gives one answer after the other, the last one again and again, and counts.
  private final class Publisher: Sendable {
    private struct State {
      var answers: [Result<JSONWebKeySet, IssuerFailure>]
      var asked = 0
    }

    private let state: Mutex<State>

    init(_ answers: Result<JSONWebKeySet, IssuerFailure>...) {
      state = Mutex(State(answers: answers))
    }

    var asked: Int { state.withLock { $0.asked } }

    func publish(_ answer: Result<JSONWebKeySet, IssuerFailure>) {
      state.withLock { $0.answers = [answer] }
    }

    func answer() -> Result<JSONWebKeySet, IssuerFailure> {
      state.withLock { state in
        state.asked += 1
        return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
      }
    }
  }

  private static let failure = IssuerFailure("away")
  private static let log = LogCapture()

  private static func keys(
    _ publisher: Publisher, log: LogCapture = log,
    _ change: (inout IssuerKeys.Pace) -> Void = { _ in }
  ) -> IssuerKeys {
    var pace = IssuerKeys.Pace()
    change(&pace)
    return IssuerKeys(pace: pace, logger: log.logger) { publisher.answer() }
  }

  private static func find(
    _ issuer: TokenIssuer, in keys: IssuerKeys, named: Bool = true
  ) async throws -> IssuerKeys.Finding {
    let token = try JSONWebToken(issuer.token(header: named ? nil : ["alg": "RS256"]))
    return await keys.signer(called: token.keyID) { $0.signer(of: token, by: .rs256) }
  }

  @Test func `are asked for once, by whoever comes first`() async throws {
    let first = try TokenIssuer.first.get()
    let publisher = Publisher(.success(try TokenIssuer.set(first)))
    let keys = Self.keys(publisher)
    #expect(publisher.asked == 0)
    let findings = await withTaskGroup(of: IssuerKeys.Finding?.self) { group in
      for _ in 0..<20 { group.addTask { try? await Self.find(first, in: keys) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for finding in findings {
      guard case .key? = finding else {
        Issue.record("\(String(describing: finding))")
        return
      }
    }
    #expect(publisher.asked == 1)
  }

  @Test func `are asked for again when one is not among them`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let publisher = Publisher(
      .success(try TokenIssuer.set(first)), .success(try TokenIssuer.set(first, second)))
    let keys = Self.keys(publisher)
    guard case .key = try await Self.find(first, in: keys) else {
      Issue.record("the first is not found")
      return
    }
    guard case .key = try await Self.find(second, in: keys) else {
      Issue.record("the second is not found")
      return
    }
    #expect(publisher.asked == 2)
  }

  @Test func `that are nowhere are not asked for again and again`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let publisher = Publisher(.success(try TokenIssuer.set(first)))
    let keys = Self.keys(publisher) { $0.pause = .seconds(600) }
    for _ in 0..<5 {
      guard case .unknown = try await Self.find(second, in: keys) else {
        Issue.record("not unknown")
        return
      }
    }
    #expect(publisher.asked == 2)
    // Another name cannot be judged by an answer that is older than the token.
    let third = TokenIssuer(second, named: "third")
    guard case .unavailable = try await Self.find(third, in: keys) else {
      Issue.record("judged by an old answer")
      return
    }
    #expect(publisher.asked == 2)
    guard case .key = try await Self.find(first, in: keys) else {
      Issue.record("the first is not found")
      return
    }
  }

  @Test func `that are nowhere may be there later`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let publisher = Publisher(.success(try TokenIssuer.set(first)))
    let keys = Self.keys(publisher) { $0.pause = .zero }
    guard case .unknown = try await Self.find(second, in: keys) else {
      Issue.record("not unknown")
      return
    }
    publisher.publish(.success(try TokenIssuer.set(second)))
    guard case .key = try await Self.find(second, in: keys) else {
      Issue.record("the second is not found")
      return
    }
    // And what is not published any more is gone.
    guard case .unknown = try await Self.find(first, in: keys) else {
      Issue.record("the first is still there")
      return
    }
  }

  @Test func `that did not sign are not asked for again`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let publisher = Publisher(.success(try TokenIssuer.set(first)))
    let keys = Self.keys(publisher)
    guard case .unsigned = try await Self.find(TokenIssuer(second, named: "first"), in: keys) else {
      Issue.record("signed by another key")
      return
    }
    #expect(publisher.asked == 1)
  }

  @Test func `without a name are asked for once more`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let publisher = Publisher(
      .success(try TokenIssuer.set(first)), .success(try TokenIssuer.set(second)))
    let keys = Self.keys(publisher) { $0.pause = .seconds(600) }
    guard case .key = try await Self.find(first, in: keys, named: false),
      case .key = try await Self.find(second, in: keys, named: false)
    else {
      Issue.record("not found")
      return
    }
    #expect(publisher.asked == 2)
  }

  @Test func `follow the issuer in time`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let publisher = Publisher(
      .success(try TokenIssuer.set(first)), .success(try TokenIssuer.set(second)))
    let keys = Self.keys(publisher) { ($0.refresh, $0.pause) = (.zero, .seconds(600)) }
    guard case .key = try await Self.find(first, in: keys),
      case .unknown = try await Self.find(first, in: keys)
    else {
      Issue.record("the first is still there")
      return
    }
  }

  @Test func `that are known go on while the issuer is away`() async throws {
    let first = try TokenIssuer.first.get()
    let publisher = Publisher(.success(try TokenIssuer.set(first)), .failure(Self.failure))
    let keys = Self.keys(publisher) { ($0.refresh, $0.pause) = (.zero, .zero) }
    for _ in 0..<3 {
      guard case .key = try await Self.find(first, in: keys) else {
        Issue.record("not found")
        return
      }
    }
    #expect(publisher.asked == 3)
  }

  @Test func `are believed for a time only`() async throws {
    let first = try TokenIssuer.first.get()
    let publisher = Publisher(.success(try TokenIssuer.set(first)), .failure(Self.failure))
    let keys = Self.keys(publisher) { ($0.refresh, $0.lifetime) = (.zero, .zero) }
    guard case .key = try await Self.find(first, in: keys) else {
      Issue.record("not found")
      return
    }
    for _ in 0..<3 {
      guard case .unavailable(Self.failure) = try await Self.find(first, in: keys) else {
        Issue.record("still believed")
        return
      }
    }
    // A failure is not tried again at once.
    #expect(publisher.asked == 2)
  }

  @Test func `of an issuer that fails are not known, and it is told once`() async throws {
    let first = try TokenIssuer.first.get()
    let log = LogCapture()
    let publisher = Publisher(.failure(Self.failure))
    let keys = Self.keys(publisher, log: log)
    for _ in 0..<3 {
      guard case .unavailable(Self.failure) = try await Self.find(first, in: keys) else {
        Issue.record("judged without keys")
        return
      }
    }
    #expect(publisher.asked == 1)
    #expect(log.text.split(separator: "\n").count == 1)
    #expect(log.text.contains("away"))
  }

  @Test func `that cannot be used are none`() async throws {
    let first = try TokenIssuer.first.get()
    let publisher = Publisher(.success(try JSONWebKeySet(["keys": []])))
    guard case .unavailable = try await Self.find(first, in: Self.keys(publisher)) else {
      Issue.record("judged without keys")
      return
    }
  }
}
