import Synchronization
import Testing

@testable import Wire

@Suite struct `A resumed TLS session` {
  let authority: TestIssuer
  let server: TLSContext

  init() throws {
    authority = try TestIssuer()
    server = try authority.server(asking: authority.pem)
  }

  @Test func `carries the client's certificate`() throws {
    let client = try authority.client(presenting: authority.clientCertificate())
    let first = try TLSPair(client: client, server: server)
    #expect(first.succeeded && !first.server.facts.isResumed)
    for _ in 0..<3 {
      let next = try TLSPair(client: client, server: server)
      #expect(next.succeeded && next.server.facts.isResumed && next.client.facts.isResumed)
      #expect(next.server.peer == first.server.peer)
      #expect(next.server.facts.verifyResult == 0)
      #expect(next.carry("again") == "again")
    }
  }

  @Test func `carries the client's intermediate authorities`() throws {
    let team = try authority.root.issueAuthority(
      commonName: "team", validity: TestIssuer.today
    ).issueAuthority(commonName: "squad", validity: TestIssuer.today)
    let certificate = try team.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "bob"), usages: [.client],
        validity: TestIssuer.today))
    let client = try authority.client(presenting: certificate)
    var lengths: [Int] = []
    for _ in 0..<3 {
      let pair = try TLSPair(client: client, server: server)
      let peer = try #require(pair.server.peer)
      lengths.append(peer.intermediates.count)
      #expect(pair.server.facts.isResumed == (lengths.count > 1))
      // A server that never saw the certificate, as after a reload.
      let reloaded = try authority.server(asking: authority.pem)
      #expect(reloaded.verify(peer, at: TestIssuer.now))
    }
    #expect(lengths == [2, 2, 2])
  }

  @Test func `stays no identity when its certificate was none`() throws {
    let stranger = try TestIssuer().clientCertificate()
    let client = try authority.client(presenting: stranger)
    for isResumed in [false, true] {
      let pair = try TLSPair(client: client, server: server)
      #expect(pair.server.facts.isResumed == isResumed)
      #expect(pair.server.facts.verifyResult != 0)
      let peer = try #require(pair.server.peer)
      #expect(!server.verify(peer, at: TestIssuer.now))
    }
  }

  @Test func `is not taken by a context with other authorities`() throws {
    let client = try authority.client(presenting: authority.clientCertificate())
    let before = try TLSPair(client: client, server: server)
    let peer = try #require(before.server.peer)
    #expect(server.verify(peer, at: TestIssuer.now))
    let reloaded = try authority.server(asking: TestIssuer("new root").pem)
    let after = try TLSPair(client: client, server: reloaded)
    #expect(after.succeeded && !after.server.facts.isResumed)
    #expect(!reloaded.verify(peer, at: TestIssuer.now))
  }

  @Test func `outlives one change of the key that sealed it, and not the key`() throws {
    let client = try authority.client(presenting: authority.clientCertificate())
    #expect(try !TLSPair(client: client, server: server).server.facts.isResumed)
    let state = try #require(unsafe TLSContextState.of(server.pointer))
    let now = SystemClock.monotonicNanoseconds
    let hour: UInt64 = 3_600_000_000_000
    // Somebody else's ticket is sealed in an hour: with a new key.
    let next = state.ticketKeys.withLock { $0.sealing(at: now + hour, random: RandomBytes.make) }
    #expect(next.born == now + hour)
    let resumed = try TLSPair(client: client, server: server)
    #expect(resumed.server.facts.isResumed && resumed.server.peer?.commonNames == ["alice"])
    // And one a day later: every key of before is gone.
    let last = state.ticketKeys.withLock {
      $0.sealing(at: now + 24 * hour, random: RandomBytes.make)
    }
    #expect(last != next)
    let fresh = try TLSPair(client: client, server: server)
    #expect(fresh.succeeded && !fresh.server.facts.isResumed)
    #expect(fresh.server.peer?.commonNames == ["alice"])
  }

  @Test func `is never offered by another context, whose certificate is another`() throws {
    let own = try authority.client(presenting: authority.clientCertificate())
    let bare = try authority.client()
    #expect(try TLSPair(client: own, server: server).server.peer != nil)
    let pair = try TLSPair(client: bare, server: server)
    #expect(pair.succeeded && !pair.server.facts.isResumed && pair.server.peer == nil)
  }

  @Test func `is never offered to a server of another name`() throws {
    let certificate = try authority.serverCertificate(
      names: ["proxy.test", "other.test"], addresses: ["::1"])
    let both = try TLSContext.server(
      certificateChain: certificate.certificateChain, privateKey: certificate.privateKey)
    let client = try authority.client()
    var resumed: [Bool] = []
    for name in ["proxy.test", "other.test", "PROXY.test", "other.test", "::1", "[0:0::1]"] {
      resumed.append(try TLSPair(client: client, server: both, name: name).client.facts.isResumed)
    }
    #expect(resumed == [false, false, true, true, false, true])
  }
}
