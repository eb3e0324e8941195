@testable import Wire

/// A client and a server that talk in memory and have shaken hands, or failed to.
struct TLSPair {
  let client: TLSSession
  let server: TLSSession
  private(set) var clientFailure: String?
  private(set) var serverFailure: String?

  init(client: TLSContext, server: TLSContext, name: String = "proxy.test") throws {
    unsafe self.init(
      client: TLSSession(taking: try client.makeClientSSL(serverName: name)),
      server: TLSSession(taking: try server.makeServerSSL()))
  }

  init(client: TLSSession, server: TLSSession) {
    (self.client, self.server) = (client, server)
    shakeHands()
  }

  /// Steps the client, then the server, once; how many bytes each sent.
  func handshakeAgain() -> (client: Int, server: Int) {
    let hello = Self.step(client, []) { _ in }
    return (hello.count, Self.step(server, hello) { _ in }.count)
  }

  var succeeded: Bool { clientFailure == nil && serverFailure == nil }

  /// Steps both sides until neither moves, then reads so that tickets arrive.
  private mutating func shakeHands() {
    var toServer: [UInt8] = []
    var toClient: [UInt8] = []
    for _ in 0..<12 where succeeded {
      toServer = Self.step(client, toClient) { clientFailure = $0 }
      // A client's last flight leaves even when its side failed: it holds the alert.
      toClient = Self.step(server, toServer) { serverFailure = $0 }
    }
  }

  /// What the server reads of what the client writes.
  func carry(_ text: String) -> String? {
    let written = Array(text.utf8)
    var wire = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe wire.withUnsafeMutableBytes { out in
      unsafe client.collect(into: out)
      _ = unsafe written.withUnsafeBytes { unsafe client.write($0) }
      return client.collected
    }
    var result = [UInt8](repeating: 0, count: 65_536)
    let outcome = unsafe wire[..<count].withUnsafeBytes { input in
      unsafe server.feed(input)
      return unsafe result.withUnsafeMutableBytes { unsafe server.read(into: $0) }
    }
    guard case .bytes(let read) = outcome else { return nil }
    return String(decoding: result[..<read], as: UTF8.self)
  }

  /// What a server sends back for a client's first bytes.
  static func answer(to bytes: [UInt8], from context: TLSContext) -> [UInt8] {
    guard let ssl = unsafe try? context.makeServerSSL() else { return [] }
    return unsafe step(TLSSession(taking: ssl), bytes) { _ in }
  }

  private static func step(
    _ session: TLSSession, _ input: [UInt8], failed: (String) -> Void
  ) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 131_072)
    let count = unsafe output.withUnsafeMutableBytes { out in
      unsafe session.collect(into: out)
      unsafe input.withUnsafeBytes { input in
        unsafe session.feed(input)
        if session.handshake() == .failed {
          failed(session.failure)
          return
        }
        var byte: UInt8 = 0
        if unsafe withUnsafeMutableBytes(of: &byte, { unsafe session.read(into: $0) }) == .failed {
          failed(session.failure)
        }
      }
      return session.collected
    }
    return Array(output[..<count])
  }
}

extension TLSSession {
  var peer: PeerCertificate? {
    unsafe withHandle { unsafe PeerCertificate.presented(on: $0) }
  }

  var facts: HandshakeFacts {
    unsafe withHandle { unsafe HandshakeFacts(of: $0) }
  }
}
