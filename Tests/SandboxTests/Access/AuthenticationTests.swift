import JSON
import KubernetesAPI
import Testing
import TestSupport
import Wire

@testable import Sandbox

struct AuthenticationTests {
  private static let now = TokenFixture.now.seconds

  private static func authentication(allowsAnonymous: Bool = true) throws -> Authentication {
    Authentication(
      tokens: try TokenFixture().tokens,
      staticTokens: [
        (
          "token-alice",
          UserInfo(username: "alice", uid: "uid-alice", groups: ["projectcapsule.dev"])
        )
      ], allowsAnonymous: allowsAnonymous)
  }

  private static func certificate(
    _ attributes: [CertificateSubject.Attribute]
  ) throws -> PeerCertificate? {
    let issued = try TestAuthority().authority.issue(
      CertificateTemplate(
        subject: CertificateSubject(attributes), usages: [.client],
        validity: (now - 100)...(now + 100)))
    let lines = String(decoding: issued.certificateChain, as: UTF8.self).split(separator: "\n")
    let body = lines.filter { !$0.hasPrefix("-----") }.joined()
    return Base64.decode(body).flatMap { PeerCertificate(der: $0) }
  }

  @Test(arguments: [
    "Bearer token-alice", "bearer token-alice", "BEARER token-alice", "  Bearer token-alice\t",
    "Bearer token-alice x",
  ])
  func `takes a token of its list`(_ authorization: String) throws {
    let user = try Self.authentication().authenticate(
      certificate: nil, authorization: authorization, now: Self.now)
    #expect(user == AccessFixture.alice)
  }

  @Test(arguments: [
    nil, "", "Bearer", "Bearer ", "Bearer  token-alice", "Basic eDp5", "token-alice",
  ])
  func `takes who shows no token for anonymous`(_ authorization: String?) throws {
    let user = try Self.authentication().authenticate(
      certificate: nil, authorization: authorization, now: Self.now)
    #expect(user == UserInfo(username: "system:anonymous", groups: ["system:unauthenticated"]))
    #expect(throws: Status.unauthorized) {
      try Self.authentication(allowsAnonymous: false).authenticate(
        certificate: nil, authorization: authorization, now: Self.now)
    }
  }

  @Test(arguments: ["Bearer bogus", "Bearer token-alicE", "Bearer e30.e30.e30"])
  func `refuses a token it does not know`(_ authorization: String) throws {
    #expect(throws: Status.unauthorized) {
      try Self.authentication().authenticate(
        certificate: nil, authorization: authorization, now: Self.now)
    }
  }

  @Test func `takes a certificate before any token`() throws {
    let certificate = try #require(
      try Self.certificate([
        .organization("b"), .organization("a"), .userIdentifier("u"), .commonName("bob"),
      ]))
    let authentication = try Self.authentication()
    for authorization in [nil, "Bearer token-alice", "Bearer bogus"] {
      let user = try authentication.authenticate(
        certificate: certificate, authorization: authorization, now: Self.now)
      #expect(
        user
          == UserInfo(
            username: "bob", uid: "u", groups: ["b", "a", "system:authenticated"],
            extra: [
              UserInfo.Extra(
                key: "authentication.kubernetes.io/credential-id",
                values: ["X509SHA256=\(Digest(of: certificate.der))"])
            ]))
    }
  }

  @Test func `falls back to the token when the certificate proves nobody`() throws {
    let authentication = try Self.authentication()
    let nameless = try #require(try Self.certificate([.organization("a")]))
    let double = try #require(
      try Self.certificate([.commonName("bob"), .userIdentifier("u"), .userIdentifier("v")]))
    let bob = try #require(try Self.certificate([.commonName("bob")]))
    for (certificate, now) in [(nameless, Self.now), (double, Self.now), (bob, Self.now + 101)] {
      let user = try authentication.authenticate(
        certificate: certificate, authorization: "Bearer token-alice", now: now)
      #expect(user.username == "alice")
    }
    let anonymous = try authentication.authenticate(
      certificate: nameless, authorization: nil, now: Self.now)
    #expect(anonymous.username == "system:anonymous")
    #expect(throws: Status.unauthorized) {
      try authentication.authenticate(certificate: double, authorization: nil, now: Self.now)
    }
    #expect(throws: Status.unauthorized) {
      try authentication.authenticate(certificate: bob, authorization: nil, now: Self.now + 101)
    }
  }

  @Test func `adds the group of all who proved something once`() {
    let groups = [["a"], ["system:authenticated"], ["system:unauthenticated"], []].map {
      UserInfo(username: "x", groups: $0).authenticated.groups
    }
    #expect(
      groups == [
        ["a", "system:authenticated"], ["system:authenticated"], ["system:unauthenticated"],
        ["system:authenticated"],
      ])
  }
}
