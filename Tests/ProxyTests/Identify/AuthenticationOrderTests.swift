import Decide
import Kubernetes
import KubernetesAPI
import Proxy
import Testing
import Wire

/// Which method proves whom, where several could.
struct AuthenticationOrderTests {
  /// What a request shows of everything.
  private static func fields(token: String? = "t", frontProxy: String? = "proxied") throws -> Fields
  {
    var fields = Fields()
    if let token { try fields.append("Authorization", value: "Bearer \(token)") }
    if let frontProxy { try fields.append("X-Remote-User", value: frontProxy) }
    return fields
  }

  private static func certified() throws -> CertificateCaller {
    .caller(
      try Caller(Identity(user: UserInfo(username: "certified"), proof: .clientCertificate)))
  }

  private static func settings(_ methods: [AuthenticationMethod]) -> AuthenticationRules {
    var settings = AuthenticationRules()
    settings.methods = methods
    return settings
  }

  /// Who a request is of: a name and the proof, or the status of the refusal.
  private static func outcome(
    _ certificate: CertificateCaller, _ fields: Fields,
    settings: AuthenticationRules = AuthenticationRules(),
    oidc: OIDCOutcome? = nil,
    review: TokenReview.Outcome = .authenticated(UserInfo(username: "reviewed"))
  ) async throws -> String {
    var verify: Authenticator.Verify?
    if let oidc { verify = { _, _ in oidc } }
    let authenticator = Authenticator(
      rules: IdentityRules(groupPrefix: "bailiwick:"), settings: settings, oidc: verify
    ) { _ in review }
    var memory = TokenMemory()
    switch await authenticator.identify(
      certificate: certificate, fields: fields, memory: &memory)
    {
    case .caller(let caller):
      let user = caller.identity.user
      return "\(user.username) \(caller.identity.proof) \(user.groups)"
        + (caller.expires.map { " until \($0)" } ?? "")
    case .refused(let status, _): return "\(status.code)"
    }
  }

  private static let verified = OIDCOutcome.authenticated(
    UserInfo(username: "verified", groups: ["dev"]), expires: 7)

  @Test func `the order is the front proxy, the certificate, the issuer, the API server`()
    async throws
  {
    let all = try Self.fields()
    #expect(
      try await Self.outcome(.frontProxy(expires: 9), all, oidc: Self.verified)
        == "proxied frontProxy [\"system:authenticated\"] until 9")
    #expect(
      try await Self.outcome(try Self.certified(), all, oidc: Self.verified)
        == "certified clientCertificate []")
    #expect(
      try await Self.outcome(.none, all, oidc: Self.verified)
        == "verified verifiedToken [\"dev\", \"system:authenticated\"] until 7")
    #expect(try await Self.outcome(.none, all, oidc: .notMine) == "reviewed bearerToken []")
    #expect(try await Self.outcome(.none, all) == "reviewed bearerToken []")
    #expect(try await Self.outcome(.none, Self.fields(token: nil)) == "401")
  }

  @Test func `the order can be another one, and methods left out do not count`() async throws {
    let all = try Self.fields()
    let certified = try Self.certified()
    #expect(
      try await Self.outcome(certified, all, settings: Self.settings([.token, .certificate]))
        == "reviewed bearerToken []")
    #expect(
      try await Self.outcome(
        .frontProxy(expires: 9), all, settings: Self.settings([.certificate, .token]))
        == "reviewed bearerToken []")
    #expect(try await Self.outcome(certified, all, settings: Self.settings([.frontProxy])) == "401")
    #expect(try await Self.outcome(.none, all, settings: Self.settings([.certificate])) == "401")
  }

  @Test func `a method that proves nothing leaves it to the next`() async throws {
    // A front proxy that names nobody.
    #expect(
      try await Self.outcome(.frontProxy(expires: 9), Self.fields(frontProxy: nil))
        == "reviewed bearerToken []")
    // The issuer's token that is not good may still be known to the API server.
    #expect(
      try await Self.outcome(.none, Self.fields(), oidc: .refused("x")) == "reviewed bearerToken []"
    )
    #expect(
      try await Self.outcome(.none, Self.fields(), oidc: .unavailable("x"))
        == "reviewed bearerToken []")
    let nobody = TokenReview.Outcome.notAuthenticated(reason: "x")
    #expect(
      try await Self.outcome(.none, Self.fields(), oidc: .refused("x"), review: nobody) == "401")
    let broken = Self.settings([.token, .certificate])
    #expect(
      try await Self.outcome(try Self.certified(), Self.fields(), settings: broken, review: nobody)
        == "certified clientCertificate []")
  }

  /// Clients drop their credentials on a 401.
  @Test func `what could not be found out is no verdict`() async throws {
    let nobody = TokenReview.Outcome.notAuthenticated(reason: "x")
    #expect(
      try await Self.outcome(.none, Self.fields(), oidc: .unavailable("x"), review: nobody) == "503"
    )
    #expect(
      try await Self.outcome(.none, Self.fields(), oidc: .refused("x"), review: .failed(.timedOut))
        == "503")
  }

  /// Who is proven and not acceptable is refused; the next method is not asked.
  @Test func `a proven identity against the rules ends the search`() async throws {
    for name in ["system:admin", " alice"] {
      #expect(
        try await Self.outcome(
          .none, Self.fields(), oidc: .authenticated(UserInfo(username: name), expires: 7),
          review: .notAuthenticated(reason: "x")) == "401")
    }
    #expect(
      try await Self.outcome(.frontProxy(expires: 9), Self.fields(frontProxy: "system:admin"))
        == "401")
    #expect(try await Self.outcome(.refused(reason: "x"), Self.fields()) == "401")
  }

  @Test func `names of the cluster's own may be allowed`() async throws {
    var settings = AuthenticationRules()
    settings.frontProxyMayNameSystem = true
    #expect(
      try await Self.outcome(
        .frontProxy(expires: 9), Self.fields(frontProxy: "system:admin"), settings: settings)
        == "system:admin frontProxy [\"system:authenticated\"] until 9")
    settings.issuerMayNameSystem = true
    #expect(
      try await Self.outcome(
        .none, Self.fields(), settings: settings,
        oidc: .authenticated(UserInfo(username: "system:x"), expires: 7))
        == "system:x verifiedToken [\"system:authenticated\"] until 7")
  }
}
