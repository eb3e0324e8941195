import Decide
import KubernetesAPI
import Proxy
import TestSupport
import Testing
import Wire

struct CertificateJudgeTests {
  private let users: TestAuthority
  private let proxies: TestAuthority
  private let context: TLSContext
  private let now = SystemClock.unixSeconds

  init() throws {
    users = try TestAuthority("users")
    proxies = try TestAuthority("front proxies")
    context = try TestAuthority("server").serverContext(clients: users, frontProxies: proxies)
  }

  /// What a certificate is, in a word.
  private func verdict(
    of issued: IssuedCertificate, names: [String] = [], by context: TLSContext? = nil
  ) throws -> String {
    var judge = CertificateJudge(
      rules: IdentityRules(groupPrefix: "bailiwick:"), frontProxyNames: names)
    let certificate = try Self.certificate(issued)
    switch judge.judge(certificate, by: context ?? self.context, at: now) {
    case .none: return "none"
    case .refused: return "refused"
    case .frontProxy(let expires): return expires == certificate.notAfter + 1 ? "proxy" : "?"
    case .caller(let caller):
      return caller.expires == certificate.notAfter + 1 ? caller.identity.user.username : "?"
    }
  }

  @Test func `each authority is for its own purpose`() throws {
    #expect(try verdict(of: users.client("alice")) == "alice")
    #expect(try verdict(of: proxies.client("alice", groups: ["system:masters"])) == "proxy")
    #expect(try verdict(of: users.client("front"), names: ["front"]) == "front")
    #expect(try verdict(of: TestAuthority("stranger").client("front")) == "none")
  }

  @Test func `a front proxy has one of the names`() throws {
    let front = try proxies.client("front")
    #expect(try verdict(of: front, names: ["other", "front"]) == "proxy")
    #expect(try verdict(of: front, names: ["Front"]) == "none")
    #expect(try verdict(of: proxies.client("front\u{0}"), names: ["front"]) == "none")
    let twice = try issue(.commonName("front"), .commonName("other"), by: proxies)
    #expect(try verdict(of: twice, names: ["front", "other"]) == "none")
    // A composed letter and a decomposed one are two names.
    #expect(try verdict(of: proxies.client("fr\u{F6}nt"), names: ["fro\u{308}nt"]) == "none")
  }

  @Test func `nobody vouches for an old certificate`() throws {
    let old = (now - 7200)...(now - 3600)
    #expect(try verdict(of: users.client("alice", validity: old)) == "none")
    #expect(try verdict(of: proxies.client("front", validity: old)) == "none")
  }

  @Test func `without a common name it is nobody's, with two it is refused`() throws {
    #expect(try verdict(of: issue(.organization("system:masters"), by: users)) == "none")
    #expect(try verdict(of: issue(.commonName("a"), .commonName("b"), by: users)) == "refused")
  }

  @Test func `an authority that is gone vouches for nobody on the same connection`() throws {
    var judge = CertificateJudge(rules: IdentityRules(groupPrefix: "bailiwick:"))
    let other = try TestAuthority("server").serverContext(clients: proxies, frontProxies: users)
    let gone = try TestAuthority("server").serverContext(clients: proxies)
    let alice = try Self.certificate(users.client("alice"))
    guard case .caller = judge.judge(alice, by: context, at: now),
      case .frontProxy = judge.judge(alice, by: other, at: now),
      case .none = judge.judge(alice, by: gone, at: now)
    else {
      Issue.record("not so")
      return
    }
  }

  @Test func `one authority for both is refused`() throws {
    #expect(throws: TLSError.self) {
      try TestAuthority("server").serverContext(clients: users, frontProxies: users)
    }
  }

  /// The certificate as it is read from its bytes.
  private static func certificate(_ issued: IssuedCertificate) throws -> PeerCertificate {
    let pem = String(decoding: issued.certificateChain, as: UTF8.self)
    let digits = try #require(pem.split(separator: "-----").dropFirst().first)
    let der = try #require(Base64.decode(String(digits), .standard, skippingNewlines: true))
    return try #require(PeerCertificate(der: der))
  }

  private func issue(
    _ attributes: CertificateSubject.Attribute..., by authority: TestAuthority
  ) throws -> IssuedCertificate {
    try authority.authority.issue(
      CertificateTemplate(
        subject: CertificateSubject(attributes), usages: [.client],
        validity: TestAuthority.aroundNow))
  }
}
