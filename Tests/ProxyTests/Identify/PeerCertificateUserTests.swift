import KubernetesAPI
import Proxy
import TestSupport
import Testing
import Wire

/// Whom a certificate names, as it arrives in a handshake.
@Suite(.timeLimit(.minutes(5)))
struct PeerCertificateUserTests {
  typealias Attribute = CertificateSubject.Attribute

  private static let table: [([Attribute], UserInfo?)] = [
    ([.commonName("alice")], UserInfo(username: "alice", groups: ["system:authenticated"])),
    (
      [.organization("b"), .commonName("alice"), .organization("a")],
      UserInfo(username: "alice", groups: ["b", "a", "system:authenticated"])
    ),
    (
      [.commonName("alice"), .userIdentifier("u-1")],
      UserInfo(username: "alice", uid: "u-1", groups: ["system:authenticated"])
    ),
    (
      [.commonName("alice"), .organization("system:authenticated"), .organization("b")],
      UserInfo(username: "alice", groups: ["b", "system:authenticated"])
    ),
    (
      [.commonName("system:serviceaccount:a:b")],
      UserInfo(username: "system:serviceaccount:a:b", groups: ["system:authenticated"])
    ),
    ([.commonName(" a\u{0}")], UserInfo(username: " a\u{0}", groups: ["system:authenticated"])),
    ([.organization("system:masters")], nil), ([], nil),
    ([.commonName("alice"), .commonName("admin")], nil),
    ([.commonName("alice"), .commonName("alice")], nil),
    ([.commonName("alice"), .userIdentifier("1"), .userIdentifier("1")], nil),
  ]

  @Test(arguments: table)
  func `one common name, every organization, at most one uid`(
    _ attributes: [Attribute], _ user: UserInfo?
  ) async throws {
    let authority = try TestAuthority()
    let issued = try authority.authority.issue(
      CertificateTemplate(
        subject: CertificateSubject(attributes), usages: [.client],
        validity: TestAuthority.aroundNow))
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let tls = try authority.serverContext(clients: authority)
    let client = try authority.clientContext(presenting: issued)
    let found = try await loops.run { () -> Result<PeerCertificate?, any Error> in
      do {
        let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
        async let certificate = Self.accept(listener, tls, loops.first)
        let pool = ClientPool(
          endpoint: Endpoint(host: "127.0.0.1", port: listener.address.port), tls: client,
          loop: loops.first)
        let connection = try await pool.take()
        let result = try await certificate
        connection.close()
        listener.close()
        return .success(result)
      } catch {
        return .failure(error)
      }
    }.get()
    let certificate = try #require(found)
    // The API server adds the certificate's digest, by which its audit log names it.
    let credential = UserInfo.Extra(
      key: "authentication.kubernetes.io/credential-id",
      values: ["X509SHA256=\(Digest(of: certificate.der))"])
    #expect(certificate.user?.extra ?? [credential] == [credential])
    var expected = user
    expected?.extra = [credential]
    #expect(certificate.user == expected)
  }

  private static func accept(
    _ listener: Listener, _ tls: TLSContext, _ loop: EventLoop
  ) async throws -> PeerCertificate? {
    var found: PeerCertificate?
    let socket = try await listener.accept()
    let connection = try ServerConnection(
      accepted: socket, session: { () throws(WireError) in try tls.serverSession() }, loop: loop,
      timeouts: HTTPTimeouts())
    try await connection.handshake()
    found = connection.peerCertificate
    await connection.close()
    return found
  }
}
