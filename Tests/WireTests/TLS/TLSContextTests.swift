import Testing

@testable import Wire

@Suite struct `A TLS context` {
  let authority: TestIssuer
  let certificate: IssuedCertificate

  init() throws {
    authority = try TestIssuer()
    certificate = try authority.serverCertificate()
  }

  @Test(arguments: [
    "", "garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  ])
  func `is not made of a file without certificates`(_ text: String) throws {
    let bytes = Array(text.utf8)
    #expect(throws: TLSError.self) {
      try TLSContext.server(certificateChain: bytes, privateKey: certificate.privateKey)
    }
    #expect(throws: TLSError.self) {
      try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: certificate.privateKey,
        clientCertificateAuthorities: bytes)
    }
    #expect(throws: TLSError.self) { try TLSContext.client(certificateAuthorities: bytes) }
  }

  @Test func `is not made of a list whose second certificate is broken`() throws {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    let error = #expect(throws: TLSError.self) {
      try TLSContext.client(certificateAuthorities: authority.pem + Array(broken.utf8))
    }
    #expect(error?.reason.contains("Certificate 2 ") == true)
  }

  @Test func `is not made of a key that belongs to another certificate`() throws {
    let other = try authority.serverCertificate()
    let error = #expect(throws: TLSError.self) {
      try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: other.privateKey)
    }
    #expect(error?.reason.contains("does not belong") == true)
  }

  @Test(arguments: [Self.encryptedKey, Self.encryptedTraditionalKey])
  func `is not made of an encrypted key, and nobody is asked for a passphrase`(
    _ key: String
  ) throws {
    let error = #expect(throws: TLSError.self) {
      try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: Array(key.utf8))
    }
    #expect(error?.reason.contains("encrypted") == true)
  }

  @Test(arguments: [
    "", "garbage", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
  ])
  func `is not made of a key that is none`(_ text: String) throws {
    #expect(throws: TLSError.self) {
      try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: Array(text.utf8))
    }
    // A certificate in the place of a key.
    let error = #expect(throws: TLSError.self) {
      try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: certificate.certificateChain)
    }
    #expect(error?.reason.contains("no private key") == true)
  }

  @Test func `takes certificate and key from one file`() throws {
    let both = certificate.privateKey + Array("a comment\n".utf8) + certificate.certificateChain
    let server = try TLSContext.server(certificateChain: both, privateKey: both)
    #expect(try TLSPair(client: authority.client(), server: server).succeeded)
  }

  @Test func `takes a key with its parameters in front`() throws {
    let error = #expect(throws: TLSError.self) {
      try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: Array(Self.ecKey.utf8))
    }
    // It was read, and is another certificate's.
    #expect(error?.reason.contains("does not belong") == true)
  }

  @Test func `of a client needs a certificate and its key, or neither`() throws {
    let error = #expect(throws: TLSError.self) {
      try TLSContext.client(
        certificateAuthorities: nil, certificateChain: certificate.certificateChain)
    }
    #expect(error?.reason.contains("needs its private key") == true)
    #expect(throws: TLSError.self) {
      try TLSContext.client(certificateAuthorities: nil, privateKey: certificate.privateKey)
    }
    _ = try TLSContext.client(certificateAuthorities: nil)
  }

  @Test func `sends its chain and nothing else`() throws {
    let middle = try authority.root.issueAuthority(
      commonName: "middle", validity: TestIssuer.today)
    let issued = try middle.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "x"), dnsNames: ["proxy.test"], usages: [.server],
        validity: TestIssuer.today))
    let server = try TLSContext.server(
      certificateChain: issued.certificateChain, privateKey: issued.privateKey,
      clientCertificateAuthorities: authority.pem)
    let pair = try TLSPair(client: authority.client(), server: server)
    #expect(pair.succeeded)
    #expect(pair.client.peer?.intermediates.count == 1)
  }

  @Test func `may be dropped while its sessions go on`() throws {
    weak var context: TLSContext?
    let pair = try {
      let server = try authority.server(asking: authority.pem)
      context = server
      return try TLSPair(client: authority.client(), server: server)
    }()
    #expect(context == nil)
    #expect(pair.carry("still here") == "still here")
  }

  @Test func `serves many threads at once`() async throws {
    let server = try authority.server(asking: authority.pem)
    let client = try authority.client(presenting: authority.clientCertificate())
    let good = try await withThrowingTaskGroup(of: Int.self) { group in
      for thread in 0..<8 {
        group.addTask {
          try (0..<20).count { round in
            let name = round.isMultiple(of: 5) ? "proxy.test" : "PROXY.test."
            let pair = try TLSPair(client: client, server: server, name: name)
            let peer = pair.server.peer
            let isTrusted = peer.map { server.verify($0, at: TestIssuer.now) } ?? false
            return isTrusted && pair.carry("\(thread)") == "\(thread)"
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(good == 160)
  }
}
