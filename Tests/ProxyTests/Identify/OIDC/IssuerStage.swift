import JSON
import Synchronization
import TestSupport
import Wire

@testable import Proxy

/// A verifier and the issuer it asks, over sockets and TLS.
struct IssuerStage: Sendable {
  /// What the issuer publishes at the moment.
  final class Publication: Sendable {
    private let issuers: Mutex<[TokenIssuer]>

    init(_ issuers: [TokenIssuer]) { self.issuers = Mutex(issuers) }

    func publish(_ issuers: TokenIssuer...) { self.issuers.withLock { $0 = issuers } }

    /// The issuer's own answer: its description, or its keys.
    func answer(_ request: TestServer.Received) -> TestServer.Answer {
      let url = "https://" + (request.values("Host").first ?? "")
      switch request.target {
      case "/.well-known/openid-configuration":
        return .init(#"{"issuer":"\#(url)","jwks_uri":"\#(url)/keys?all"}"#)
      case "/keys?all": return .init(TokenIssuer.text(issuers.withLock { $0 }))
      default: return .init(status: 404, "{}")
      }
    }
  }

  let server: TestServer
  let publication: Publication
  let verifier: OIDCAuthenticator
  let log: LogCapture

  /// The URL of the issuer.
  var url: String { "https://127.0.0.1:\(server.port)" }

  /// A token of this issuer that is good now.
  func token(_ issuer: TokenIssuer) throws -> String {
    try issuer.token {
      $0["iss"] = .string(url)
      $0["exp"] = .int(SystemClock.unixSeconds + 600)
    }
  }

  /// What the verifier says of a token of this issuer.
  func identify(_ issuer: TokenIssuer) async throws -> OIDCOutcome {
    await verifier.identify(try token(issuer), at: SystemClock.unixSeconds)
  }

  /// Runs `body` with a stage that lives as long.
  ///
  /// - Parameters:
  ///   - trusts: whether the verifier knows the issuer's authority.
  ///   - script: answers before the issuer does.
  static func run<Value: Sendable>(
    _ issuers: TokenIssuer..., trusts: Bool = true, pace: IssuerKeys.Pace = IssuerKeys.Pace(),
    patience: Duration = .seconds(10),
    script: @escaping @Sendable (TestServer.Received) -> TestServer.Answer? = { _ in nil },
    _ body: @escaping @Sendable (IssuerStage) async throws -> Value
  ) async throws -> Value {
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let keys = try StageKeys.shared.get()
    let publication = Publication(issuers)
    return try await TestServer.run(
      loops: loops, tls: try keys.upstream.serverContext(),
      answer: { script($0) ?? publication.answer($0) },
      { server in
        let authority = trusts ? keys.upstream : keys.stranger
        let url = "https://127.0.0.1:\(server.port)"
        var settings = OIDCSettings(issuer: url, clientID: TokenIssuer.client)
        settings.usernamePrefix = "-"
        let client = IssuerClient(
          issuer: url, discovery: try IssuerURL(discoveryOf: url),
          tls: try authority.clientContext(), patience: patience)
        let log = LogCapture()
        let verifier = OIDCAuthenticator(
          settings: settings,
          keys: IssuerKeys(pace: pace, logger: log.logger) {
            do throws(IssuerFailure) { return .success(try await client.keys()) } catch {
              return .failure(error)
            }
          }, logger: log.logger)
        return try await body(
          IssuerStage(server: server, publication: publication, verifier: verifier, log: log))
      })
  }
}
