import CSystem
import TestSupport
import Testing

@testable import Wire

/// What clients of other libraries could ask of a server, and do not get.
@Suite struct `A TLS server` {
  let authority: TestIssuer
  let server: TLSContext

  init() throws {
    authority = try TestIssuer()
    server = try authority.server(asking: authority.pem)
  }

  /// A client that speaks at most this version.
  private func pair(_ version: Int32) throws -> TLSPair {
    let client = try authority.client(presenting: authority.clientCertificate())
    let ssl = unsafe try client.makeClientSSL(serverName: "proxy.test")
    // SSL_set_max_proto_version and SSL_OP_NO_RENEGOTIATION are macros.
    _ = unsafe SSL_ctrl(ssl, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(version), nil)
    _ = unsafe SSL_clear_options(ssl, 1 << 30)
    return unsafe TLSPair(
      client: TLSSession(taking: ssl), server: TLSSession(taking: try server.makeServerSSL()))
  }

  @Test func `does not speak TLS 1 1`() throws {
    let old = try pair(TLS1_1_VERSION)
    #expect(!old.succeeded)
    #expect(try pair(TLS1_2_VERSION).client.facts.version == "TLSv1.2")
    #expect(try pair(TLS1_3_VERSION).client.facts.version == "TLSv1.3")
  }

  @Test func `does not negotiate again`() throws {
    let pair = try pair(TLS1_2_VERSION)
    #expect(pair.carry("before") == "before")
    let asked = unsafe pair.client.withHandle { unsafe SSL_renegotiate($0) }
    #expect(asked == 1)
    let (hello, answer) = pair.handshakeAgain()
    #expect(hello > 0)
    // A warning, no_renegotiation: one record, encrypted, and no ServerHello.
    #expect(answer > 0 && answer < 100)
    let isOver = unsafe pair.client.withHandle { unsafe SSL_get_state($0) == TLS_ST_OK }
    #expect(!isOver)
  }

  @Test func `does not compress`() throws {
    let pair = try pair(TLS1_2_VERSION)
    let method = unsafe pair.server.withHandle { ssl in
      unsafe SSL_get_current_compression(ssl) == nil
    }
    #expect(method)
    // A client that offers it is answered with none.
    var hello = ClientHello()
    hello.compressions = [1, 0]
    let answer = TLSPair.answer(to: hello.record, from: server)
    #expect(answer.first == 22)
    // A record's and a message's head, version, random, session id, suite.
    let identifier = Int(answer[43])
    #expect(answer[44 + identifier + 2] == 0)
  }
}
