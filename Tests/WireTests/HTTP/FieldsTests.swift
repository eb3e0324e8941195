import Testing
import Wire

@Suite struct `Header fields` {
  private func fields(_ lines: String...) throws -> Fields {
    let text = lines.map { $0 + "\r\n" }.joined()
    return try #require(try readRequest("GET / HTTP/1.1\r\nHost: a\r\n\(text)\r\n")).head.fields
  }

  @Test(arguments: [
    ["Connection: Impersonate-User, Impersonate-Group, Authorization, Host"],
    [
      "connection: IMPERSONATE-USER", "CONNECTION: impersonate-group,authorization",
      "Connection:host",
    ],
    [
      "Connection: close",
      "Connection: ,, iMpErSoNaTe-UsEr\t, Impersonate-Group ,Authorization,HOST",
    ],
    [
      "Connection: keep-alive, X-Mine, Impersonate-User",
      "Connection: Impersonate-Group, Host, Authorization",
    ],
  ])
  func `set by the program stay, whatever Connection names`(_ connections: [String]) throws {
    var fields = try fields(
      "Impersonate-User: mallory", "Authorization: Bearer theirs",
      connections.joined(separator: "\r\n"),
      "Impersonate-Group: theirs", "Accept: a/b")
    fields.removeHopByHop()
    #expect(!fields.contains(.impersonate))
    #expect(!fields.contains(.authorization))
    #expect(!fields.contains(.host))
    #expect(!fields.contains(.connection))
    fields.append("Host", literal: "upstream")
    try fields.append("Impersonate-User", value: "alice")
    try fields.append("Impersonate-Group", value: "team")
    try fields.append("Authorization", value: "Bearer ours")
    var output: [UInt8] = []
    fields.serialise(into: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(
      text.hasSuffix(
        "Accept: a/b\r\nHost: upstream\r\nImpersonate-User: alice\r\nImpersonate-Group: team\r\n"
          + "Authorization: Bearer ours\r\n\r\n"))
    #expect(!text.contains("mallory") && !text.contains("theirs"))
    #expect(fields.count(of: .impersonate) == 2)
    #expect(fields.values(of: .authorization) == ["Bearer ours"])
  }

  @Test func `of one connection are removed, and those it names, and no other`() throws {
    var fields = try fields(
      "Keep-Alive: timeout=5", "TE: trailers", "Trailer: X-Sum", "Upgrade: h2c",
      "Proxy-Connection: close", "Proxy-Authorization: Basic x", "Proxy-Authenticate: Basic",
      "X-Gone: 1", "X-Stays: 2", "x-gone: 3", "X-Gon: 4", "X-Gonee: 5",
      "Connection: X-GONE, upgrade",
      "Transfer-Encoding: chunked")
    fields.removeHopByHop()
    #expect(fields.map(\.name) == ["Host", "Trailer", "X-Stays", "X-Gon", "X-Gonee"])
    #expect(!fields.contains(.transferEncoding))
    #expect(fields.contains(.host))
  }

  @Test(arguments: [
    "Impersonate-User", "impersonate-user", "IMPERSONATE-GROUP", "Impersonate_User",
    "Impersonate-Extra-scopes", "impersonate_extra_Acme.com%2Fproject", "Impersonate-Uid",
    "iMPERSONATE-", "Impersonate_", "Impersonate-Anything-New",
  ])
  func `that impersonate are one family`(_ name: String) throws {
    var fields = try fields("\(name): \t system:masters  ", "X-Stays: 1", "\(name): again")
    #expect(fields.count(of: .impersonate) == 2)
    #expect(fields.all(.impersonate).map(\.name) == [name, name])
    #expect(fields.all(.impersonate).map(\.value) == ["system:masters", "again"])
    fields.remove(.impersonate)
    #expect(fields.map(\.name) == ["Host", "X-Stays"])
    #expect(!fields.contains(.impersonate))
  }

  @Test(arguments: [
    "X-Remote-User", "x_remote_group", "X-Remote_Extra-a", "x-remote-", "X_REMOTE-UID",
  ])
  func `of a front proxy are one family`(_ name: String) throws {
    var fields = try fields("\(name): root")
    #expect(fields.contains(.xRemote))
    fields.remove(.xRemote)
    #expect(fields.map(\.name) == ["Host"])
  }

  @Test(arguments: ["X-Forwarded-For", "x-forwarded-uri", "X_Forwarded_Host", "X-Forwarded-"])
  func `of forwarding are one family`(_ name: String) throws {
    #expect(try fields("\(name): 1").contains(.xForwarded))
  }

  @Test(arguments: [
    "Impersonate", "Impersonat-User", "X-Impersonate-User", "Impersonate.User", "X-Remote",
    "X-Remot-User", "XX-Remote-User", "X-Forwarded", "Hos",
    "Hostt", "Content-Lengt", "Content-Lengthy", "X-Real-IQ",
  ])
  func `that only look like known ones are not`(_ name: String) throws {
    #expect(try fields("\(name): 1")[1].known == .other)
  }

  @Test(arguments: [
    ("Accept", KnownField.accept), ("accept-ENCODING", .acceptEncoding), ("Age", .age),
    ("Audit-Id", .auditID), ("Authorization", .authorization), ("Cache-Control", .cacheControl),
    ("CONNECTION", .connection), ("Content-Encoding", .contentEncoding),
    ("Content-Range", .contentRange), ("content-type", .contentType), ("Cookie", .cookie),
    ("Date", .date), ("ETag", .eTag), ("Expires", .expires), ("Forwarded", .forwarded),
    ("If-Match", .ifMatch), ("If-Modified-Since", .ifModifiedSince),
    ("If-None-Match", .ifNoneMatch), ("Keep-Alive", .keepAlive), ("Last-Modified", .lastModified),
    ("Location", .location), ("Max-Forwards", .maxForwards), ("Origin", .origin),
    ("Pragma", .pragma), ("Proxy-Authenticate", .proxyAuthenticate),
    ("Proxy-Authorization", .proxyAuthorization), ("Proxy-Connection", .proxyConnection),
    ("Range", .range), ("Retry-After", .retryAfter),
    ("Sec-WebSocket-Accept", .secWebSocketAccept),
    ("Sec-WebSocket-Extensions", .secWebSocketExtensions), ("Sec-WebSocket-Key", .secWebSocketKey),
    ("Sec-WebSocket-Protocol", .secWebSocketProtocol),
    ("Sec-WebSocket-Version", .secWebSocketVersion), ("Server", .server),
    ("Set-Cookie", .setCookie), ("TE", .te), ("te", .te), ("TraceParent", .traceparent),
    ("Trailer", .trailer), ("Upgrade", .upgrade), ("User-Agent", .userAgent), ("Vary", .vary),
    ("Via", .via), ("Warning", .warning), ("WWW-Authenticate", .wwwAuthenticate),
    ("X-Real-Ip", .xRealIP), ("X-Stream-Protocol-Version", .xStreamProtocolVersion),
  ])
  func `are recognised by name`(_ name: String, _ known: KnownField) throws {
    let fields = try fields("\(name): 1", "\(name.lowercased()): 2", "\(name.uppercased()): 3")
    #expect(fields.values(of: known) == ["1", "2", "3"])
    #expect(KnownField.allCases.count { fields.contains($0) } == 2)
  }

  @Test(arguments: 0..<20)
  func `have names of tokens only, at every position`(_ position: Int) {
    let tokens = octets(
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: ":") {
      var name = octets("Twenty-Letters-Name.")
      name[position] = byte
      var head = RequestHead()
      let text = octets("GET / HTTP/1.1\r\nHost: a\r\n") + name + octets(": y\r\n\r\n")
      let isRead = (try? head.read(text)) != nil
      #expect(isRead == tokens.contains(byte), "byte \(byte)")
    }
  }

  @Test(arguments: 0..<20)
  func `have values without controls, at every position`(_ position: Int) {
    for byte in UInt8.min...UInt8.max {
      var value = octets("twenty letters value")
      value[position] = byte
      var head = RequestHead()
      let text = octets("GET / HTTP/1.1\r\nHost: a\r\nX: ") + value + octets("\r\n\r\n")
      let isRead = (try? head.read(text)) != nil
      #expect(isRead == ((byte >= 0x20 || byte == 9) && byte != 0x7F), "byte \(byte)")
    }
  }

  @Test(arguments: [
    ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\u{0}"), ("X", "\u{7F}"), ("X", " a"), ("X", "a "),
    ("X", "\ta"), ("X", " "), ("", "a"), ("X ", "a"), ("X:", "a"), ("X\r\nY", "a"), ("É", "a"),
  ])
  func `take nothing that would read back otherwise`(_ name: String, _ value: String) {
    var fields = Fields()
    fields.append("A", literal: "b")
    #expect(throws: HTTPError.self) { try fields.append(name: name, value: value) }
    #expect(throws: HTTPError.self) {
      try fields.append(name: Array(name.utf8).span, value: Array(value.utf8).span)
    }
    fields.append("C", number: 18_446_744_073_709_551_615)
    var output: [UInt8] = []
    fields.serialise(into: &output)
    #expect(output == octets("A: b\r\nC: 18446744073709551615\r\n\r\n"))
    #expect(output.count == fields.serialisedLength)
  }

  @Test(arguments: [0, 1, 9, 10, 99, 100, 1234, UInt64.max])
  func `hold numbers in decimal`(_ number: UInt64) {
    var fields = Fields()
    fields.append("Content-Length", number: number)
    #expect(fields[.contentLength] == String(number))
  }

  @Test func `copy a name's lines from elsewhere, bytes and all`() throws {
    let source = try fields("accept: \u{FF}", "X: 1", "ACCEPT: b")
    var fields = Fields()
    fields.append("Y", literal: "0")
    fields.append(.accept, from: source)
    fields.append(.cookie, from: source)
    var output: [UInt8] = []
    fields.serialise(into: &output)
    #expect(output == octets("Y: 0\r\naccept: \u{FF}\r\nACCEPT: b\r\n\r\n"))
  }

  @Test func `are removed by name in any case`() throws {
    var fields = try fields("X-Thing: 1", "x-thing: 2", "X-Things: 3")
    fields.remove(named: "X-THING")
    #expect(fields.map(\.value) == ["a", "3"])
    fields.removeAll()
    #expect(fields.isEmpty && !fields.contains(.host) && fields[.host] == nil)
  }

  @Test func `are lists over all lines of a name`() throws {
    let fields = try fields("Upgrade: a, SPDY/3.1", "upgrade:,, WebSocket ,")
    #expect(fields.contains("websocket", in: .upgrade))
    #expect(fields.contains("spdy/3.1", in: .upgrade))
    #expect(!fields.contains("spdy", in: .upgrade))
    #expect(!fields.contains("websocket", in: .connection))
  }

  @Test func `are few enough kinds for one word of marks`() {
    #expect(KnownField.allCases.allSatisfy { $0.rawValue < 64 })
  }
}
