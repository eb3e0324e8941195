import Testing

@testable import Wire

@Suite struct `A peer's certificate` {
  let authority: TestIssuer

  init() throws { authority = try TestIssuer() }

  /// Strings come out as they went in: whether they make an identity is decided by rules of
  /// identity, on these bytes.
  @Test(arguments: [
    CertificateSubject([]),
    CertificateSubject([.commonName("alice")]),
    CertificateSubject([.organization("system:masters "), .commonName("mallory")]),
    CertificateSubject([.organization("\tsystem:masters"), .commonName(" mallory")]),
    CertificateSubject([.commonName("alice\0.evil"), .organization("\0")]),
    CertificateSubject([.commonName("alice"), .commonName("bob")]),
    CertificateSubject([.organization("dev")]),
    CertificateSubject([.commonName("a\r\nImpersonate-User: root"), .organization("\u{7F}")]),
    CertificateSubject([.commonName("system:serviceaccount:ns:sa"), .userIdentifier("42")]),
    CertificateSubject([.userIdentifier("1"), .userIdentifier("2"), .commonName("Žluťoučký 🐎")]),
    CertificateSubject([.commonName(String(repeating: "long", count: 100)), .organization("")]),
  ])
  func `says exactly what its subject says`(_ subject: CertificateSubject) throws {
    let peer = try #require(leaf(try authority.clientCertificate(subject)))
    var names: [String] = []
    var organizations: [String] = []
    var identifiers: [String] = []
    for attribute in subject.attributes {
      switch attribute {
      case .commonName(let text): names.append(text)
      case .organization(let text): organizations.append(text)
      case .userIdentifier(let text): identifiers.append(text)
      }
    }
    #expect(peer.commonNames.map { Array($0.utf8) } == names.map { Array($0.utf8) })
    #expect(peer.organizations.map { Array($0.utf8) } == organizations.map { Array($0.utf8) })
    #expect(peer.userIdentifiers == identifiers)
    #expect(peer.validity == TestIssuer.today)
    #expect(peer.serialNumber.count == 16)
    #expect(peer.digest == Digest(of: peer.der))
  }

  /// The type of the common name's string is changed in the bytes; nobody verifies them here.
  @Test(
    arguments: [
      (0x13, "a b:c", "a b:c"), (0x13, "a@b", nil), (0x13, "a\0b", nil), (0x13, "a_b", nil),
      (0x16, "a@b", "a@b"), (0x16, "\u{E9}", nil), (0x14, "abc", "abc"), (0x14, "\u{E9}", nil),
      (0x12, "12 3", "12 3"), (0x12, "a", nil), (0x1E, "\0a\0b", "ab"), (0x1E, "abc", nil),
      (0x0C, "\u{E9}", "\u{E9}"), (0x1C, "\0\0\0a", nil), (0x04, "abcd", nil),
    ] as [(UInt8, String, String?)])
  func `is readable where Go reads its strings`(
    _ type: UInt8, _ value: String, _ read: String?
  ) throws {
    let issued = try authority.clientCertificate(CertificateSubject(commonName: value))
    var der = try #require(leaf(issued)).der
    // The subject's attribute 2.5.4.3; the issuer's comes before it.
    let attribute: [UInt8] = [0x06, 3, 0x55, 4, 3, 0x0C, UInt8(value.utf8.count)]
    let position = try #require(
      der.indices.last { der[$0...].starts(with: attribute + Array(value.utf8)) })
    der[position + 5] = type
    #expect(PeerCertificate(der: der)?.commonNames == read.map { [$0] })
  }

  @Test func `that does not parse is none`() throws {
    let der = try #require(leaf(try authority.clientCertificate())).der
    #expect(PeerCertificate(der: der) != nil)
    #expect(PeerCertificate(der: []) == nil)
    #expect(PeerCertificate(der: der + [0]) == nil)
    #expect(PeerCertificate(der: Array(der.dropLast())) == nil)
    #expect(PeerCertificate(der: Array("garbage".utf8)) == nil)
  }

  @Test func `is vouched for by a root, an intermediate, or itself if trusted`() throws {
    let middle = try authority.root.issueAuthority(
      commonName: "middle", validity: TestIssuer.today)
    let now = TestIssuer.now
    let short = now - 10...now + 10
    let issued = try middle.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "alice"), usages: [.client], validity: short))
    let alone = try #require(leaf(issued))
    let middleDER = try #require(
      PEMReader.certificates(in: middle.certificatePEM).first.map {
        unsafe X509Handle.der(of: $0.pointer)
      })
    let complete = try #require(PeerCertificate(der: alone.der, intermediates: [middleDER]))
    let root = try TrustStore(authorities: authority.pem)
    #expect(root.trustPeriod(of: alone, for: .client, at: now) == nil)
    #expect(root.trustPeriod(of: complete, for: .client, at: now) == short)
    #expect(root.trustPeriod(of: complete, for: .server, at: now) == nil)
    let anchored = try TrustStore(authorities: middle.certificatePEM)
    #expect(anchored.trustPeriod(of: alone, for: .client, at: now) == short)
    let pinned = try TrustStore(authorities: issued.certificateChain)
    #expect(pinned.trustPeriod(of: alone, for: .client, at: now) == short)
  }

  @Test func `is remembered as verified only while it is valid`() throws {
    let now = TestIssuer.now
    let store = try TrustStore(authorities: authority.pem)
    let peer = try #require(
      leaf(try authority.clientCertificate(validity: now - 10...now + 10)))
    #expect(!store.verify(peer, at: now + 11))
    #expect(store.verify(peer, at: now))
    #expect(store.verify(peer, at: now + 10))
    #expect(!store.verify(peer, at: now + 11))
    #expect(!store.verify(peer, at: now - 11))
  }

  @Test func `is not remembered for a signature that was tampered with`() throws {
    let store = try TrustStore(authorities: authority.pem)
    let peer = try #require(leaf(try authority.clientCertificate()))
    var der = peer.der
    der[der.count - 1] ^= 1
    let forged = try #require(PeerCertificate(der: der))
    #expect(store.verify(peer, at: TestIssuer.now))
    #expect(!store.verify(forged, at: TestIssuer.now))
  }
}
