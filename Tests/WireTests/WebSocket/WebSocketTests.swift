import Testing

@testable import Wire

@Suite struct WebSocketTests {
  private static let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]

  private static func read(_ bytes: [UInt8]) throws(WebSocketError) -> [WebSocketReader.Event] {
    var reader = WebSocketReader()
    var events: [WebSocketReader.Event] = []
    var position = 0
    while let event = try reader.next(bytes, from: &position) { events.append(event) }
    #expect(position == bytes.count)
    return events
  }

  private static func frame(
    _ opcode: WebSocketFrame.Opcode, _ payload: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    WebSocketFrame.append(opcode, payload[...], mask: mask, into: &bytes)
    return bytes
  }

  // MARK: Handshake

  @Test func `a key is answered as in the standard's example`() {
    #expect(
      WebSocketHandshake.accept(for: "dGhlIHNhbXBsZSBub25jZQ==")
        == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
  }

  private static func head(_ fields: [(String, String)]) throws -> RequestHead {
    var text = "GET /api/v1/namespaces?watch=1 HTTP/1.1\r\nHost: x\r\n"
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    var head = RequestHead()
    _ = try #require(try head.parse(Array((text + "\r\n").utf8).span))
    return head
  }

  private static let good = [
    ("Connection", "keep-alive, Upgrade"), ("Upgrade", "WebSocket"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
  ]

  @Test(
    arguments: [
      ([], nil), (["base64.binary.k8s.io"], "base64.binary.k8s.io"),
      (["secret.x", "binary.k8s.io"], "binary.k8s.io"),
      (["secret.x , binary.k8s.io"], "binary.k8s.io"),
      (["secret.x"], nil),
    ] as [([String], String?)])
  func `the one subprotocol is confirmed, and a credential never`(
    _ offered: [String], _ confirmed: String?
  ) throws {
    let head = try Self.head(Self.good + offered.map { ("Sec-WebSocket-Protocol", $0) })
    #expect(WebSocketHandshake.isWanted(by: head))
    let handshake = try WebSocketHandshake(head) { $0.hasPrefix("secret.") }
    let answer = try handshake.answer()
    #expect(answer.status == 101)
    #expect(answer.fields[named: "Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(answer.fields[named: "Sec-WebSocket-Protocol"] == confirmed)
  }

  @Test(arguments: [
    ("Sec-WebSocket-Key", nil), ("Sec-WebSocket-Key", ""), ("Sec-WebSocket-Key", "c2hvcnQ="),
    ("Sec-WebSocket-Key", "not base 64 at all!!!!!!"), ("Sec-WebSocket-Version", nil),
    ("Sec-WebSocket-Version", "8"), ("Sec-WebSocket-Protocol", "a, b"),
  ])
  func `a handshake that cannot be met is refused`(_ name: String, _ value: String?) throws {
    let fields = Self.good.filter { $0.0 != name } + (value.map { [(name, $0)] } ?? [])
    let head = try Self.head(fields)
    #expect(throws: HTTPError.self) { try WebSocketHandshake(head) { _ in false } }
  }

  @Test(arguments: [
    [("Upgrade", "websocket")], [("Connection", "upgrade"), ("Upgrade", "h2c")],
    [("Connection", "upgrade")],
  ])
  func `another wish is no handshake`(_ fields: [(String, String)]) throws {
    #expect(!WebSocketHandshake.isWanted(by: try Self.head(fields)))
  }

  // MARK: Frames

  @Test(
    arguments: [
      (0, [0x81, 0x00]), (125, [0x81, 125]), (126, [0x81, 126, 0, 126]),
      (65_535, [0x81, 126, 0xFF, 0xFF]), (65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
    ] as [(Int, [UInt8])])
  func `a server's frame has the shortest length and no mask`(_ count: Int, _ header: [UInt8]) {
    let payload = [UInt8](repeating: 7, count: count)
    var bytes: [UInt8] = []
    WebSocketFrame.append(.text, payload[...], into: &bytes)
    #expect(bytes == header + payload)
  }

  @Test func `pings, closes and what means nothing are told apart at any cut`() throws {
    let bytes =
      Self.frame(.text, Array(repeating: 1, count: 70_000)) + Self.frame(.ping, [1, 2, 3])
      + Self.frame(.pong, []) + Self.frame(.close, [0x03, 0xE9])
    let expected: [WebSocketReader.Event] = [.other, .ping([1, 2, 3]), .other, .close(1001)]
    #expect(try Self.read(bytes) == expected)
    for part in [1, 2, 3, 13, 4096] {
      var reader = WebSocketReader()
      var events: [WebSocketReader.Event] = []
      for start in stride(from: 0, to: bytes.count, by: part) {
        let piece = Array(bytes[start..<min(start + part, bytes.count)])
        var position = 0
        while let event = try reader.next(piece, from: &position) { events.append(event) }
      }
      #expect(events == expected)
    }
  }

  @Test(
    arguments: [
      [0x89, 0x00],  // Not masked.
      [0xC9, 0x80, 0, 0, 0, 0],  // An extension's bit.
      [0x83, 0x80, 0, 0, 0, 0],  // An unknown kind.
      [0x09, 0x80, 0, 0, 0, 0],  // A control frame in parts.
      [0x89, 0xFE, 0, 126, 0, 0, 0, 0],  // A control frame that is too long.
      [0x81, 0xFE, 0, 1, 0, 0, 0, 0],  // A length in more bytes than it needs.
      [0x80, 0x80, 0, 0, 0, 0],  // A continuation of nothing.
      [0x01, 0x80, 0, 0, 0, 0, 0x01, 0x80, 0, 0, 0, 0],  // A message within another.
      [0x88, 0x81, 0, 0, 0, 0, 3],  // Half a code.
      [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xED],  // A code nobody may send.
    ] as [[UInt8]])
  func `what breaks the protocol is an error`(_ bytes: [UInt8]) {
    #expect(throws: WebSocketError.malformed) { try Self.read(bytes) }
  }

  @Test func `a frame of more than a mebibyte is an error before it is read`() {
    let bytes: [UInt8] = [0x82, 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 1, 1, 2, 3, 4]
    #expect(throws: WebSocketError.tooLarge) { try Self.read(bytes) }
  }
}
