import JSON
import KubernetesAPI
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Proxy

/// Tokens of an issuer, and what the verifier says of them.
@Suite(.timeLimit(.minutes(5))) struct `The verifier of tokens` {
  private static let now = TokenIssuer.now

  private static func verifier(
    _ issuers: TokenIssuer..., log: LogCapture = LogCapture(),
    change: (inout OIDCSettings) -> Void = { _ in }
  ) throws -> OIDCAuthenticator {
    var settings = TokenIssuer.settings
    change(&settings)
    let text = TokenIssuer.text(issuers)
    let set = try JSONWebKeySet(JSONValue(parsing: Array(text.utf8)))
    return OIDCAuthenticator(
      settings: settings, keys: IssuerKeys(logger: log.logger) { .success(set) },
      logger: log.logger)
  }

  @Test func `says whom a token proves, and until when`() async throws {
    let issuer = try TokenIssuer.first.get()
    let verifier = try Self.verifier(issuer) { $0.groupsClaim = "groups" }
    let token = try issuer.token()
    for _ in 0..<2 {
      #expect(
        await verifier.identify(token, at: Self.now)
          == .authenticated(
            UserInfo(
              username: TokenIssuer.url + "#alice", groups: ["oil", "gas", "system:authenticated"]),
            expires: Self.now + 600))
    }
  }

  @Test(
    arguments: [
      (.rsa(bits: 2048), .rs384), (.rsa(bits: 2048), .rs512), (.rsa(bits: 2048), .ps256),
      (.rsa(bits: 2048), .ps384), (.rsa(bits: 2048), .ps512), (.elliptic(.p256), .es256),
      (.elliptic(.p384), .es384), (.elliptic(.p521), .es512), (.ed25519, .edDSA),
    ] as [(TestSigner.Kind, SignatureAlgorithm)])
  func `verifies by every algorithm that it is told to, and by no other`(
    _ kind: TestSigner.Kind, _ algorithm: SignatureAlgorithm
  ) async throws {
    let issuer = try TokenIssuer(kind, "key", algorithm)
    let token = try issuer.token()
    let willing = try Self.verifier(issuer) { $0.algorithms = [algorithm] }
    guard case .authenticated = await willing.identify(token, at: Self.now) else {
      Issue.record("\(algorithm) is refused")
      return
    }
    let unwilling = try Self.verifier(issuer) {
      $0.algorithms = Set(SignatureAlgorithm.allCases).subtracting([algorithm])
    }
    #expect(
      await unwilling.identify(token, at: Self.now)
        == .refused(TokenFault.algorithm.description))
  }

  /// A token that is good but for one thing, and why it is refused.
  struct Bad: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let fault: TokenFault
    let token: @Sendable (TokenIssuer) throws -> String

    init(
      _ name: String, _ fault: TokenFault,
      _ token: @escaping @Sendable (TokenIssuer) throws -> String
    ) {
      testDescription = name
      self.fault = fault
      self.token = token
    }
  }

  private static func header(_ alg: String, _ more: (String, JSONValue)...) -> JSONValue {
    var header: JSONValue = ["alg": .string(alg), "kid": "first"]
    for (name, value) in more { header[name] = value }
    return header
  }

  static let bad: [Bad] = [
    Bad("expired", .expired) { try $0.token { $0["exp"] = .int(now - 1) } },
    Bad("not yet valid", .notYetValid) { try $0.token { $0["nbf"] = .int(now + 3600) } },
    Bad("for somebody else", .audience) { try $0.token { $0["aud"] = "dashboard" } },
    Bad("unsigned", .algorithm) { issuer in
      let header: JSONValue = ["alg": "none"]
      return TokenIssuer.part(header) + "." + TokenIssuer.part(TokenIssuer.claims) + "."
    },
    Bad("unsigned, in capitals", .algorithm) { try $0.token(header: header("NONE")) },
    Bad("signed by the public key as a secret", .algorithm) { issuer in
      let text =
        TokenIssuer.part(header("HS256")) + "." + TokenIssuer.part(TokenIssuer.claims)
      let mac = HMAC.sha256(Array(text.utf8), key: Array(issuer.jwk.utf8))
      return text + "." + Base64.encode(mac, .url)
    },
    Bad("of an algorithm that the key is not for", .algorithm) {
      try $0.token(header: header("RS384"))
    },
    Bad("with another signature", .signature) { issuer in
      let token = try issuer.token()
      return token.dropLast(10) + "AAAAAAAAAA"
    },
    Bad("without its signature", .signature) { issuer in
      let token = try issuer.token()
      return String(token[...(token.lastIndex(of: ".") ?? token.startIndex)])
    },
    Bad("with other claims", .signature) { issuer in
      let parts = try issuer.token().split(separator: ".")
      var claims = TokenIssuer.claims
      claims["sub"] = "admin"
      return "\(parts[0]).\(TokenIssuer.part(claims)).\(parts[2])"
    },
    Bad("signed by another key of that name", .signature) { _ in
      try TokenIssuer(TokenIssuer.second.get(), named: "first").token()
    },
    Bad("signed by a key that nobody published", .unknownKey) { _ in
      try TokenIssuer.second.get().token()
    },
    Bad("signed by nobody's key", .signature) { _ in
      try TokenIssuer.second.get().token(header: ["alg": "RS256"])
    },
    Bad("with its key in its header", .unknownKey) { _ in
      let other = try TokenIssuer.second.get()
      let key = try JSONValue(parsing: Array(other.jwk.utf8))
      return try other.token(header: ["alg": "RS256", "kid": "second", "jwk": key])
    },
    Bad("without a name", .missing("sub")) { try $0.token { $0["sub"] = Optional.none } },
    Bad("without a required claim", .missing("hd")) { try $0.token { $0["hd"] = Optional.none } },
    Bad("with another required claim", .unlike("hd")) { try $0.token { $0["hd"] = "elsewhere" } },
    Bad("of the system", .systemUser) { try $0.token { $0["sub"] = "system:admin" } },
    Bad("in the system's group", .systemGroup) {
      try $0.token { $0["groups"] = ["system:masters"] }
    },
    Bad("of two parts", .notThreeParts) {
      try $0.token().split(separator: ".")[..<2].joined(separator: ".")
    },
    Bad("of four parts", .notThreeParts) { try $0.token() + ".c2ln" },
    Bad("huge", .tooLong) {
      try $0.token { $0["padding"] = .string(String(repeating: "a", count: 20_000)) }
    },
    Bad("with extensions", .criticalHeader) {
      try $0.token(header: header("RS256", ("crit", ["exp"])))
    },
    Bad("with a header that is none", .unreadableHeader) { issuer in
      let parts = try issuer.token().split(separator: ".")
      return try issuer.sign("e30x.\(parts[1])")
    },
    Bad("with padding", .unreadableSignature) { try $0.token() + "==" },
  ]

  @Test(arguments: bad)
  func `refuses a token that is bad`(_ bad: Bad) async throws {
    let issuer = try TokenIssuer.first.get()
    let log = LogCapture()
    let verifier = try Self.verifier(issuer, log: log) {
      $0.usernamePrefix = "-"
      $0.groupsClaim = "groups"
      $0.requiredClaims = [.init("hd", "example.test")]
    }
    // Every claim but the one in question is there.
    let good = try issuer.token { $0["hd"] = "example.test" }
    guard case .authenticated = await verifier.identify(good, at: Self.now) else {
      Issue.record("the good one is refused")
      return
    }
    let token = try bad.token(issuer.claiming("hd", "example.test"))
    for _ in 0..<2 {
      #expect(
        await verifier.identify(token, at: Self.now) == .refused(bad.fault.description))
    }
    #expect(log.text.contains(bad.fault.description))
    #expect(!log.text.contains(token.prefix(40)))
  }

  @Test func `refuses an email that is not verified`() async throws {
    let issuer = try TokenIssuer.first.get()
    let verifier = try Self.verifier(issuer) { $0.usernameClaim = "email" }
    let token = try issuer.token { $0["email_verified"] = false }
    #expect(
      await verifier.identify(token, at: Self.now)
        == .refused(TokenFault.emailNotVerified.description))
  }

  @Test(arguments: [
    "", "opaque", "alice.token", "a.b.c", "..", "e30.e30.e30", "eyJpc3MiOiJ4In0.e30.e30",
  ])
  func `leaves to others what is none of the issuer's`(_ token: String) async throws {
    let verifier = try Self.verifier(TokenIssuer.first.get())
    #expect(await verifier.identify(token, at: Self.now) == .notMine)
  }

  @Test(arguments: [
    "https://kubernetes.default.svc", "https://issuer.test/realm/", "https://issuer.test/REALM",
    "https://issuer.test/real\u{6D}\u{301}",
  ])
  func `leaves to others what another issuer made`(_ name: String) async throws {
    let issuer = try TokenIssuer.first.get()
    let verifier = try Self.verifier(issuer)
    let token = try issuer.token { $0["iss"] = .string(name) }
    #expect(await verifier.identify(token, at: Self.now) == .notMine)
  }

  @Test func `looks at the clock each time`() async throws {
    let issuer = try TokenIssuer.first.get()
    let verifier = try Self.verifier(issuer)
    let token = try issuer.token()
    guard case .authenticated = await verifier.identify(token, at: Self.now + 599) else {
      Issue.record("refused before its end")
      return
    }
    for late in [600, 601, 10_000] as [Int64] {
      #expect(
        await verifier.identify(token, at: Self.now + late)
          == .refused(TokenFault.expired.description))
    }
  }

  @Test func `forgets whom a key proved when the issuer has it no more`() async throws {
    let (first, second) = (try TokenIssuer.first.get(), try TokenIssuer.second.get())
    let published = Mutex(try TokenIssuer.set(first))
    var pace = IssuerKeys.Pace()
    (pace.refresh, pace.pause) = (.zero, .zero)
    let verifier = OIDCAuthenticator(
      settings: TokenIssuer.settings,
      keys: IssuerKeys(pace: pace, logger: LogCapture().logger) {
        .success(published.withLock { $0 })
      }, logger: LogCapture().logger)
    let (old, new) = (try first.token(), try second.token())
    guard case .authenticated = await verifier.identify(old, at: Self.now) else {
      Issue.record("refused before the change")
      return
    }
    let both = try TokenIssuer.set(first, second)
    published.withLock { $0 = both }
    for token in [old, new] {
      guard case .authenticated = await verifier.identify(token, at: Self.now) else {
        Issue.record("refused while both are there")
        return
      }
    }
    let one = try TokenIssuer.set(second)
    published.withLock { $0 = one }
    #expect(
      await verifier.identify(old, at: Self.now) == .refused(TokenFault.unknownKey.description))
    guard case .authenticated = await verifier.identify(new, at: Self.now) else {
      Issue.record("refused after the change")
      return
    }
  }

  @Test func `judges nothing without keys`() async throws {
    let issuer = try TokenIssuer.first.get()
    let verifier = OIDCAuthenticator(
      settings: TokenIssuer.settings,
      keys: IssuerKeys(logger: LogCapture().logger) { .failure(IssuerFailure("away")) },
      logger: LogCapture().logger)
    #expect(
      await verifier.identify(try issuer.token(), at: Self.now)
        == .unavailable("the OIDC issuer: away"))
    // What is no good whatever the keys are needs none.
    #expect(
      await verifier.identify(try issuer.token { $0["exp"] = 0 }, at: Self.now)
        == .refused(TokenFault.expired.description))
    #expect(await verifier.identify("opaque", at: Self.now) == .notMine)
  }
}
