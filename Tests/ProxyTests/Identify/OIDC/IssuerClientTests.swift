import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Proxy

/// The verifier and an issuer, over sockets and TLS.
@Suite(.timeLimit(.minutes(2))) struct `An issuer that is asked` {
  /// Expects that a token by this key proves alice.
  private static func expectAlice(_ stage: IssuerStage, by issuer: TokenIssuer) async throws {
    let outcome = try await stage.identify(issuer)
    guard case .authenticated(let user, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(user.username == "alice")
  }

  @Test func `says where its keys are, and what they are`() async throws {
    let first = try TokenIssuer.first.get()
    try await IssuerStage.run(first) { stage in
      #expect(stage.server.received.isEmpty)
      for _ in 0..<3 { try await Self.expectAlice(stage, by: first) }
      let received = stage.server.received
      #expect(received.map(\.target) == ["/.well-known/openid-configuration", "/keys?all"])
      for request in received {
        #expect(request.head.method == "GET")
        #expect(request.values("Host") == ["127.0.0.1:\(stage.server.port)"])
        #expect(request.values("Authorization").isEmpty)
        #expect(request.text.isEmpty)
      }
    }
  }

  @Test func `is asked before anybody comes, if so wished`() async throws {
    let first = try TokenIssuer.first.get()
    try await IssuerStage.run(first) { stage in
      await stage.verifier.prepare()
      #expect(stage.server.received.count == 2)
      try await Self.expectAlice(stage, by: first)
      #expect(stage.server.received.count == 2)
    }
  }

  @Test func `is followed when it changes its keys`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    try await IssuerStage.run(first) { stage in
      try await Self.expectAlice(stage, by: first)
      stage.publication.publish(second)
      // Nobody knows yet.
      try await Self.expectAlice(stage, by: first)
      #expect(stage.server.received.count == 2)
      // A token by the new key shows it, and the old key has vanished.
      try await Self.expectAlice(stage, by: second)
      #expect(stage.server.received.count == 4)
      guard case .authenticated = try await stage.identify(first) else { return }
      Issue.record("a key that vanished still proves somebody")
    }
  }

  @Test func `that takes a key back is followed in time`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    var pace = IssuerKeys.Pace()
    (pace.refresh, pace.pause) = (.zero, .zero)
    try await IssuerStage.run(first, second, pace: pace) { stage in
      try await Self.expectAlice(stage, by: first)
      try await Self.expectAlice(stage, by: second)
      stage.publication.publish(second)
      let outcome = try await stage.identify(first)
      #expect(outcome == .refused(TokenFault.unknownKey.description))
      try await Self.expectAlice(stage, by: second)
    }
  }

  /// What an issuer answers that is of no use, by the beginning of the path.
  static let useless: [(name: String, path: String, answer: @Sendable () -> TestServer.Answer)] = [
    ("500", "/.well", { .init(status: 500, "{}") }),
    ("404", "/keys", { .init(status: 404, "{}") }),
    ("a redirect", "/.well", { .redirect }), ("a redirect of the keys", "/keys", { .redirect }),
    ("204", "/keys", { .init(status: 204, "") }),
    ("nonsense", "/.well", { .init("<html>") }), ("no keys", "/keys", { .init("{}") }),
    (
      "another issuer", "/.well",
      { .init(#"{"issuer":"https://a.test","jwks_uri":"https://a.test"}"#) }
    ),
    ("a list", "/.well", { .init("[]") }), ("two values", "/keys", { .init("{}{}") }),
    ("no HTTP", "/.well", { .raw("hello\r\n\r\n") }),
    ("half an answer", "/keys", { .raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{") }),
    (
      "too much", "/keys",
      {
        .init(#"{"keys":[],"padding":"\#(String(repeating: "a", count: 600_000))"}"#)
      }
    ),
    (
      "gzip", "/keys",
      {
        .init(#"{"keys":[]}"#).with(("Content-Encoding", "gzip"))
      }
    ),
    ("no key", "/keys", { .init(#"{"keys":[]}"#) }),
  ]

  @Test(arguments: useless.indices)
  func `leaves tokens unjudged when it answers anything else`(_ index: Int) async throws {
    let row = Self.useless[index]
    let first = try TokenIssuer.first.get()
    try await IssuerStage.run(first) { request in
      request.target.hasPrefix(row.path) ? row.answer() : nil
    } _: { stage in
      let outcome = try await stage.identify(first)
      guard case .unavailable(let reason) = outcome else {
        Issue.record("\(row.name): \(outcome)")
        return
      }
      #expect(!reason.contains("padding"))
      // Nobody else was asked, and nothing again at once.
      #expect(stage.server.received.count <= 4)
    }
  }

  @Test func `is not believed without its certificate`() async throws {
    let first = try TokenIssuer.first.get()
    try await IssuerStage.run(first, trusts: false) { stage in
      let outcome = try await stage.identify(first)
      guard case .unavailable(let reason) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(reason.contains("not trusted"), "\(reason)")
      #expect(stage.log.text.contains("not trusted"))
      #expect(stage.server.received.isEmpty)
    }
  }

  @Test func `that does not answer is given up`() async throws {
    let first = try TokenIssuer.first.get()
    try await IssuerStage.run(first, patience: .milliseconds(300)) { request in
      request.target.hasPrefix("/keys") ? .init("{}").after(.seconds(60)) : nil
    } _: { stage in
      guard case .unavailable = try await stage.identify(first) else {
        Issue.record("judged without keys")
        return
      }
      let token = try stage.token(first)
      #expect(!stage.log.text.contains(token) && !stage.log.text.contains(token.suffix(40)))
    }
  }

  @Test func `that comes back is asked again`() async throws {
    let first = try TokenIssuer.first.get()
    var pace = IssuerKeys.Pace()
    pace.pause = .zero
    let answers = AnswerQueue([.init(status: 503, "{}"), .raw("")])
    try await IssuerStage.run(first, pace: pace) { _ in
      answers.next()
    } _: { stage in
      for _ in 0..<2 {
        guard case .unavailable = try await stage.identify(first) else {
          Issue.record("judged without keys")
          return
        }
      }
      try await Self.expectAlice(stage, by: first)
    }
  }

  @Test func `whose URL is none is an error at once`() throws {
    let log = LogCapture().logger
    for url in ["", "http://a.test", "https://a.test?x", "a.test"] {
      let settings = OIDCSettings(issuer: url, clientID: "c")
      #expect(throws: TLSError.self) {
        try OIDCAuthenticator(settings: settings, authorities: nil, logger: log)
      }
    }
    let settings = OIDCSettings(issuer: "https://a.test", clientID: "c")
    #expect(throws: TLSError.self) {
      try OIDCAuthenticator(settings: settings, authorities: Array("nonsense".utf8), logger: log)
    }
    #expect(throws: Never.self) {
      try OIDCAuthenticator(settings: settings, authorities: nil, logger: log)
    }
  }
}

extension TestServer.Answer {
  fileprivate static var redirect: TestServer.Answer {
    .init(status: 302, "{}").with(("Location", "https://127.0.0.1:1/keys"))
  }
}
