import Testing
import Wire

@Suite struct `A certificate authority` {
  @Test func `issues nothing for names that are none`() throws {
    let authority = try TestIssuer()
    for name in ["", "a b", "a\0b", "ä"] {
      #expect(throws: TLSError.self) { try authority.serverCertificate(names: [name]) }
    }
    for address in ["", "localhost", "1.2.3", "::1\0", "1.2.3.4/8"] {
      #expect(throws: TLSError.self) { try authority.serverCertificate(addresses: [address]) }
    }
  }

  @Test func `does not let a name smuggle in another`() throws {
    let authority = try TestIssuer()
    let certificate = try authority.serverCertificate(names: ["a.test,DNS:proxy.test"])
    let server = try TLSContext.server(
      certificateChain: certificate.certificateChain, privateKey: certificate.privateKey)
    #expect(try !TLSPair(client: authority.client(), server: server).succeeded)
  }

  @Test func `goes on from its certificate and key`() throws {
    let authority = try TestIssuer()
    let again = try CertificateAuthority(
      certificate: authority.pem, privateKey: authority.root.privateKeyPEM)
    let issued = try again.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "alice"), usages: [.client],
        validity: TestIssuer.today))
    let peer = try #require(leaf(issued))
    #expect(try TrustStore(authorities: authority.pem).verify(peer, at: TestIssuer.now))
    let other = try TestIssuer()
    #expect(throws: TLSError.self) {
      try CertificateAuthority(certificate: authority.pem, privateKey: other.root.privateKeyPEM)
    }
  }

  @Test func `gives every certificate a serial number of its own`() throws {
    let authority = try TestIssuer()
    let numbers = try (0..<50).map { _ in
      try leaf(authority.clientCertificate())?.serialNumber
    }
    #expect(Set(numbers).count == 50)
    #expect(numbers.allSatisfy { $0.map { $0.count == 16 && 0x40..<0x80 ~= $0[0] } ?? false })
  }

  @Test(arguments: [0, -1, 951_782_399, 4_102_444_800, 253_402_300_799] as [Int64])
  func `writes moments before and after 2050`(_ second: Int64) throws {
    let authority = try TestIssuer()
    let issued = try authority.clientCertificate(validity: second...max(second, 2_000_000_000))
    #expect(leaf(issued)?.notBefore == second)
  }
}
