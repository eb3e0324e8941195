import Proxy
import Testing
import Wire

/// By the API server's own reading (apiserver/pkg/authentication/request/websocket).
struct WebSocketTokenTests {
  private static let prefix = "base64url.bearer.authorization.k8s.io."
  private static let alice = prefix + Base64.encode(Array("alice.token".utf8), .url)

  private static func fields(
    _ protocols: [String], upgrade: [(String, String)] = handshake
  ) throws -> Fields {
    var fields = Fields()
    for (name, value) in upgrade { try fields.append(name: name, value: value) }
    for value in protocols { try fields.append("Sec-WebSocket-Protocol", value: value) }
    return fields
  }

  private static let handshake = [("Upgrade", "WebSocket"), ("Connection", "keep-alive, Upgrade")]

  private static func malformed(_ reading: WebSocketToken.Reading) -> Bool {
    if case .malformed = reading { return true }
    return false
  }

  @Test(arguments: [
    [alice + ", v5.channel.k8s.io"], ["v5.channel.k8s.io", alice], ["a,\t" + alice + " ,b"],
  ])
  func `the token is found wherever it stands`(_ protocols: [String]) throws {
    let fields = try Self.fields(protocols)
    #expect(WebSocketToken.read(fields) == .token("alice.token"))
  }

  @Test(arguments: [
    [], ["v5.channel.k8s.io"], ["base64url.bearer.authorization.k8s.io"], [prefix + ", a"],
    ["Base64url.Bearer.authorization.k8s.io.YQ, a"],
  ])
  func `without one there is none`(_ protocols: [String]) throws {
    #expect(try WebSocketToken.read(Self.fields(protocols)) == .absent)
  }

  @Test(arguments: [
    [alice], [alice + "," + alice + ",a"], [alice + ",a", alice], [prefix + "!!, a"],
    [prefix + "YQ==, a"], [prefix + Base64.encode([0xFF, 0xFE], .url) + ", a"],
    [prefix + Base64.encode(Array("two words".utf8), .url) + ", a"],
    [prefix + Base64.encode(Array("a\r\nb".utf8), .url) + ", a"],
  ])
  func `what cannot be one token proves nothing`(_ protocols: [String]) throws {
    #expect(Self.malformed(WebSocketToken.read(try Self.fields(protocols))))
  }

  @Test(arguments: [
    [], [("Upgrade", "websocket")], [("Connection", "Upgrade")],
    [("Upgrade", "SPDY/3.1"), ("Connection", "Upgrade")],
  ])
  func `only a WebSocket has one`(_ upgrade: [(String, String)]) throws {
    let fields = try Self.fields([Self.alice + ", a"], upgrade: upgrade)
    #expect(WebSocketToken.read(fields) == .absent)
  }

  @Test func `no token is left, and everything else is`() throws {
    for (protocols, left) in [
      ([Self.alice + ", a"], ["a"]), (["a ,b", Self.alice], ["a, b"]), ([Self.alice], []),
      ([Self.alice + ",a," + Self.alice], ["a"]), (["a", "b,c"], ["a", "b,c"]),
    ] {
      var fields = try Self.fields(protocols)
      try WebSocketToken.remove(from: &fields)
      #expect(fields.values(of: .secWebSocketProtocol) == left)
      #expect(fields.contains(.upgrade) && fields.contains(.connection))
    }
  }
}
