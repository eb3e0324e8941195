import Synchronization
import Testing

@testable import Wire

@Suite struct `A certificate for a name` {
  let authority: TestIssuer

  init() throws { authority = try TestIssuer() }

  /// A certificate with these names in it, told apart by its common name.
  private func certificate(
    _ label: String, in names: [String], given: [String] = []
  ) throws -> NamedCertificate {
    let issued = try authority.root.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: label), dnsNames: names, usages: [.server],
        validity: TestIssuer.today))
    return NamedCertificate(
      certificateChain: issued.certificateChain, privateKey: issued.privateKey, names: given)
  }

  /// A server with a default certificate and those.
  private func server(_ named: [NamedCertificate]) throws -> TLSContext {
    let fallback = try certificate("default", in: ["proxy.test", "elsewhere.test"])
    return try .server(
      certificateChain: fallback.certificateChain, privateKey: fallback.privateKey,
      clientCertificateAuthorities: authority.pem, named: named)
  }

  private func careless() throws -> TLSContext {
    try .client(certificateAuthorities: nil, verification: .insecure)
  }

  private func shown(_ name: String, by server: TLSContext) throws -> String? {
    let pair = try TLSPair(client: careless(), server: server, name: name)
    return pair.succeeded ? pair.client.peer?.commonNames.first : nil
  }

  @Test(arguments: [
    ("proxy.test", "default"), ("unknown.test", "default"), ("127.0.0.1", "default"),
    ("a.test", "a"), ("A.TEST", "a"), ("a.test.", "a"), ("x.a.test", "default"),
    ("x.wild.test", "wild"), ("wild.test", "default"), ("x.y.wild.test", "default"),
    // A whole name counts before a wildcard, and what was given before what is in a certificate.
    ("exact.wild.test", "exact"), ("given.test", "given"), ("hidden.test", "default"),
    ("both.test", "given"), ("twice.test", "a"),
  ])
  func `is shown to who asks for it, and the default to everybody else`(
    _ name: String, _ expected: String
  ) throws {
    let server = try server([
      certificate("a", in: ["a.test", "both.test", "twice.test"]),
      certificate("wild", in: ["*.wild.test", "twice.test"]),
      certificate("exact", in: ["exact.wild.test"]),
      certificate("given", in: ["hidden.test"], given: ["given.test", "both.test"]),
    ])
    #expect(try shown(name, by: server) == expected)
  }

  @Test func `comes with its own chain, which a client can verify`() throws {
    let team = try authority.root.issueAuthority(commonName: "team", validity: TestIssuer.today)
    let issued = try team.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "a"), dnsNames: ["a.test"], usages: [.server],
        validity: TestIssuer.today))
    let server = try server([
      NamedCertificate(
        certificateChain: issued.certificateChain, privateKey: issued.privateKey)
    ])
    let client = try authority.client(presenting: authority.clientCertificate())
    for isResumed in [false, true] {
      let pair = try TLSPair(client: client, server: server, name: "a.test")
      #expect(pair.succeeded && pair.server.facts.isResumed == isResumed)
      #expect(pair.server.peer?.commonNames == ["alice"])
    }
    #expect(try TLSPair(client: client, server: server, name: "proxy.test").succeeded)
    #expect(try !TLSPair(client: client, server: server, name: "b.test").succeeded)
  }

  /// A client that offers the session of one name to another, as no honest one would.
  @Test func `has sessions of its own`() throws {
    let server = try server([
      certificate("a", in: ["a.test", "also-a.test"]), certificate("b", in: ["b.test"]),
    ])
    let client = try authority.client(presenting: authority.clientCertificate())
    let names = ["a.test", "b.test", "proxy.test"]
    for name in names {
      #expect(try TLSPair(client: client, server: server, name: name).succeeded)
    }
    let state = try #require(unsafe TLSContextState.of(client.pointer))
    let kept = state.sessions.withLock { cache in
      names.map { cache.session(for: $0, at: TestIssuer.now) }
    }
    for (own, session) in zip(names, kept) {
      let session = try #require(session)
      for name in names + ["also-a.test", "elsewhere.test"] {
        state.sessions.withLock { $0.store(session, for: name) }
        let pair = try TLSPair(client: client, server: server, name: name)
        let isSame =
          name == own || own == "a.test" && name == "also-a.test"
          || own == "proxy.test" && name == "elsewhere.test"
        #expect(pair.succeeded)
        #expect(pair.server.facts.isResumed == isSame, "\(own) to \(name)")
      }
    }
  }

  @Test(arguments: [
    "", "*", "*.", "*.test", "a.*.test", "f*.test", "a..test", ".test", "a b", "ä.de",
  ])
  func `is not given a name that nobody can ask for`(_ name: String) throws {
    let certificate = try certificate("a", in: ["a.test"], given: [name])
    let error = #expect(throws: TLSError.self) { try self.server([certificate]) }
    #expect(error?.reason.contains("is no name") == true)
  }

  @Test func `has a name, and a key of its own`() throws {
    let nameless = try certificate("a", in: [])
    let error = #expect(throws: TLSError.self) { try self.server([nameless]) }
    #expect(error?.reason.contains("no DNS name") == true)
    let (a, b) = (try certificate("a", in: ["a.test"]), try certificate("b", in: ["b.test"]))
    #expect(throws: TLSError.self) {
      try self.server([
        NamedCertificate(certificateChain: a.certificateChain, privateKey: b.privateKey)
      ])
    }
  }

  @Test(
    arguments: [
      ([0, 9, 0, 0, 6, 97, 46, 116, 101, 115, 116], "a.test"),
      ([0, 8, 0, 0, 6, 97, 46, 116, 101, 115, 116], nil),
      ([0, 9, 1, 0, 6, 97, 46, 116, 101, 115, 116], nil),
      ([0, 9, 0, 0, 7, 97, 46, 116, 101, 115, 116], nil), ([0, 3, 0, 0, 0], nil), ([0, 0], nil),
      ([], nil), ([0, 4, 0, 0, 1, 0xFF], nil),
    ] as [([UInt8], String?)])
  func `is asked for in an extension that is read exactly`(_ bytes: [UInt8], _ name: String?) {
    #expect(NamedCertificates.requestedName(inExtension: bytes) == name)
  }

  @Test func `is told of with its names and its end`() throws {
    let certificate = try certificate("a", in: ["a.test", "*.a.test"])
    let facts = try CertificateFacts.all(in: certificate.certificateChain + authority.pem)
    #expect(facts.map(\.subject) == ["CN=a", "CN=test root"])
    #expect(facts[0].dnsNames == ["a.test", "*.a.test"] && facts[1].dnsNames.isEmpty)
    #expect(facts[0].notAfter == TestIssuer.today.upperBound)
    #expect(throws: TLSError.self) { try CertificateFacts.all(in: []) }
  }
}
