import TestSupport
import Testing

@testable import Wire

@Suite struct `A TLS handshake` {
  let authority: TestIssuer

  init() throws { authority = try TestIssuer() }

  @Test func `without client authorities asks for no certificate and carries bytes`() throws {
    let pair = try TLSPair(
      client: authority.client(presenting: authority.clientCertificate()),
      server: authority.server())
    #expect(pair.succeeded)
    #expect(pair.server.peer == nil)
    #expect(pair.carry("GET / HTTP/1.1") == "GET / HTTP/1.1")
    #expect(pair.client.facts.version == "TLSv1.3")
    #expect(pair.client.facts.cipher == "TLS_AES_128_GCM_SHA256")
    #expect(pair.client.facts.applicationProtocol == "http/1.1")
    #expect(pair.server.facts.applicationProtocol == "http/1.1")
  }

  @Test func `brings the client's certificate to the server`() throws {
    let server = try authority.server(asking: authority.pem)
    let pair = try TLSPair(
      client: authority.client(presenting: authority.clientCertificate()), server: server)
    #expect(pair.succeeded)
    let peer = try #require(pair.server.peer)
    #expect(peer.commonNames == ["alice"])
    #expect(peer.organizations == ["dev", "ops"])
    #expect(pair.server.facts.verifyResult == 0)
    #expect(server.verify(peer, at: TestIssuer.now))
    #expect(!server.verify(peer, at: peer.notAfter + 1))
    #expect(!server.verify(peer, at: peer.notBefore - 1))
  }

  @Test func `goes on without a client certificate`() throws {
    let pair = try TLSPair(
      client: authority.client(), server: authority.server(asking: authority.pem))
    #expect(pair.succeeded)
    #expect(pair.server.peer == nil)
  }

  /// Each is presented, proven to be held, and still no identity.
  enum Bad: String, CaseIterable {
    case foreignAuthority, selfSigned, expired, notYetValid, serverUsage
  }

  @Test(arguments: Bad.allCases)
  func `goes on with a bad client certificate, which is no identity`(_ bad: Bad) throws {
    let masters = CertificateSubject(commonName: "root", organizations: ["system:masters"])
    let now = TestIssuer.now
    let presented =
      switch bad {
      case .foreignAuthority:
        // An authority of the same name, so that the client's library finds it acceptable.
        try TestIssuer().clientCertificate(masters)
      case .selfSigned:
        try selfSigned("system:masters")
      case .expired:
        try authority.clientCertificate(masters, validity: TestIssuer.yesterday)
      case .notYetValid:
        try authority.clientCertificate(masters, validity: now + 1_000...now + 2_000)
      case .serverUsage:
        try authority.clientCertificate(masters, usages: [.server])
      }
    let server = try authority.server(asking: authority.pem)
    let pair = try TLSPair(client: authority.client(presenting: presented), server: server)
    #expect(pair.succeeded)
    let peer = try #require(pair.server.peer)
    #expect(!server.verify(peer, at: now))
    #expect(pair.server.facts.verifyResult != 0)
    #expect(pair.carry("still here") == "still here")
  }

  @Test func `fails for a server whose authority is another`() throws {
    let other = try TestIssuer("other root")
    let pair = try TLSPair(client: authority.client(), server: other.server())
    #expect(!pair.succeeded)
    #expect(pair.clientFailure?.contains("unable to get local issuer certificate") == true)
  }

  @Test(arguments: [
    ("proxy.test", true), ("PROXY.test", true), ("proxy.test.", true),
    ("other.test", false), ("a.proxy.test", false),
    ("a.wild.test", true), ("a.b.wild.test", false), ("wild.test", false),
    ("127.0.0.1", true), ("127.0.0.2", false), ("::1", true), ("[::1]", true),
    ("0:0:0:0:0:0:0:1", true), ("::2", false), ("server", false),
  ])
  func `checks the server's name`(_ name: String, _ matches: Bool) throws {
    let certificate = try authority.serverCertificate(
      names: ["proxy.test", "*.wild.test"], addresses: ["127.0.0.1", "::1"])
    let server = try TLSContext.server(
      certificateChain: certificate.certificateChain, privateKey: certificate.privateKey)
    let pair = try TLSPair(client: authority.client(), server: server, name: name)
    #expect(pair.succeeded == matches)
    #expect((pair.clientFailure?.contains("mismatch") ?? false) == !matches)
    // A server that expects no name is what an insecure client takes.
    let insecure = try TLSContext.client(certificateAuthorities: nil, verification: .insecure)
    let careless = try TLSPair(client: insecure, server: server, name: name)
    #expect(careless.succeeded)
  }

  @Test func `fails for a server's certificate that expired or is a client's`() throws {
    let certificates = [
      try authority.serverCertificate(validity: TestIssuer.yesterday),
      try authority.root.issue(
        CertificateTemplate(
          subject: CertificateSubject(commonName: "x"), dnsNames: ["proxy.test"],
          usages: [.client], validity: TestIssuer.today)),
    ]
    for certificate in certificates {
      let server = try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: certificate.privateKey)
      let pair = try TLSPair(client: authority.client(), server: server)
      #expect(!pair.succeeded)
    }
  }

  @Test(arguments: ["", "a b", "a\0.test", ".test", "a/b", "proxy.test:6443", "ä.test"])
  func `is not begun with a name that is none`(_ name: String) throws {
    let context = try authority.client()
    #expect(throws: TLSError.self) { _ = unsafe try context.makeClientSSL(serverName: name) }
  }

  @Test(
    arguments: [
      // An alert, fatal, protocol_version; or a ServerHello.
      (ClientHello(version: 0x0301), [21, 3, 1, 0, 2, 2, 70]),
      (ClientHello(version: 0x0302), [21, 3, 2, 0, 2, 2, 70]),
      (ClientHello(version: 0x0303), [22, 3, 3]),
      // handshake_failure: CBC alone, no forward secrecy.
      (ClientHello(suites: [0xC009]), [21, 3, 3, 0, 2, 2, 40]),
      (ClientHello(suites: [0x009C]), [21, 3, 3, 0, 2, 2, 40]),
      // no_application_protocol.
      (ClientHello(protocols: ["h2"]), [21, 3, 3, 0, 2, 2, 120]),
      (ClientHello(protocols: ["http/1.10"]), [21, 3, 3, 0, 2, 2, 120]),
      (ClientHello(protocols: ["h2", "http/1.1"]), [22, 3, 3]),
    ] as [(ClientHello, [UInt8])])
  func `answers a client's first message`(_ hello: ClientHello, _ beginning: [UInt8]) throws {
    let answer = TLSPair.answer(to: hello.record, from: try authority.server())
    #expect(answer.prefix(beginning.count) == beginning[...])
    #expect(answer.count > 100 || answer.count == 7)
    let isPicked = answer.count > 100 && hello.protocols != nil
    #expect(String(decoding: answer, as: UTF8.self).contains("http/1.1") == isPicked)
  }

  private func selfSigned(_ organization: String) throws -> IssuedCertificate {
    let own = try CertificateAuthority(commonName: "test root", validity: TestIssuer.today)
    return IssuedCertificate(
      certificateChain: try own.certificatePEM, privateKey: try own.privateKeyPEM)
  }
}
