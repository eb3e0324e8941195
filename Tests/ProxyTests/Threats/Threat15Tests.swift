import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 15: a body that cannot be trusted is shown", .timeLimit(.minutes(5)))
struct Threat15Tests {
  private static let secret = "secret-name"

  private static func item(_ name: String, _ more: String = "") -> String {
    #"{"metadata":{"name":"\#(name)","uid":"u"\#(more)},"spec":{}}"#
  }

  /// A list whose items are these, mine first, by an upstream that knows their uids.
  private static func list(_ items: String...) -> String {
    #"{"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
      + items.joined(separator: ",") + "]}"
  }

  private static let bodies: [String] = [
    "", "null", "[]", "{}", "7", "\"secret-name\"", "<html>secret-name</html>", "{\"items\":",
    #"{"kind":"List","metadata":{}}"#, list("7"), list("{}"), list("null"), list("[]"),
    list(#"{"metadata":{}}"#), list(#"{"metadata":{"name":""},"x":"secret-name"}"#),
    list(#"{"metadata":{"name":null},"x":"secret-name"}"#),
    list(#"{"metadata":{"name":["oil-production"]},"x":"secret-name"}"#),
    list(#"{"metadata":{"name":"secret-name","name":"oil-production"}}"#),
    list(#"{"metadata":{"name":"oil-production","name":"secret-name"}}"#),
    list(#"{"metadata":{"name":"secret-name"},"metadata":{"name":"oil-production"}}"#),
    list(#"{"metadata":{"name":"secret-name"},"metadat\u0061":{"name":"oil-production"}}"#),
    list(#"{"metadata":{"n\u0061me":"secret-name","name":"oil-production"}}"#),
    list(#"{"metadata":{"name":"oil-production\u0000secret-name"}}"#) + "x",
    list(#"{"metadata":{"annotations":{"metadata":{"name":"oil-production"}}},"x":"secret-name"}"#),
    list(item("secret-name")) + list(item("oil-production")),
    list(item("secret-name")) + "secret-name",
    list(item("secret-name")).replacingOne("]}", with: #"],"items":[\#(item("x"))]}"#),
    list(item("secret-name")).replacingOne("]}", with: "]"),
    list(item("secret-name")).replacingOne(#""items""#, with: #""it\u0065ms""#),
    list(item("secret-name", #","labels":{"a":"\#u{1}"}"#) + ","),
    list(String(repeating: "[", count: 200) + "secret-name"),
    list(#"{"metadata":{"name":"secret-name"},"a":"# + String(repeating: "[", count: 200)),
    #"{"items":{"items":[{"metadata":{"name":"secret-name"}}]}}"#,
    #"{"items":"secret-name"}"#, "\u{FEFF}" + list(item("secret-name")),
    #"{"kind":"Table","rows":[{"cells":["secret-name"]}]}"#,
    #"{"kind":"X","items":[],"rows":[{"object":{"metadata":{"name":"secret-name"}}}]}"#,
    #"{"kind":"X","continue":"x","metadata":{"continue":"secret-name"},"items":[]}"#,
    #"{"kind":"X","items":[],"metadata":{"continue":"secret-name"}}"#,
  ]

  private static func scene(_ answer: @escaping @Sendable () -> TestServer.Answer) -> Scene {
    .answering("/api/v1/namespaces") { _ in answer() }
  }

  @Test(arguments: bodies)
  func `it is an error, and not a byte of it comes through`(_ body: String) async throws {
    for isChunked in [false, true] {
      let scene = Self.scene {
        isChunked ? .chunks(body.map { String($0) } + ["\n"]) : .init(body)
      }
      try await Stage.run(scene) { stage in
        let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
        #expect(reply.status == 502)
        #expect(reply.isWhole)
        #expect(reply.json?["kind"] == "Status")
        #expect(!reply.everything.contains(Self.secret))
        #expect(stage.forwarded.count == 1)
      }
    }
  }

  @Test(arguments: [
    ("Content-Type", "text/plain"), ("Content-Type", "application/vnd.kubernetes.protobuf"),
    ("Content-Type", "application/yaml"), ("Content-Type", "application/jsonx"),
    ("Content-Type", "application/json, text/html"), ("Content-Encoding", "gzip"),
    ("Content-Encoding", "identity"), ("X", "y"),
  ])
  func `a list of another type or coding than was asked for is an error`(
    _ field: (String, String)
  ) async throws {
    let scene = Self.scene {
      let answer = TestServer.Answer(Self.list(Self.item(Self.secret)))
      return field.0 == "Content-Encoding"
        ? answer.with(("Content-Type", "application/json"), field) : answer.with(field)
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 502)
      #expect(!reply.everything.contains(Self.secret))
    }
  }

  @Test(arguments: [201, 204, 206, 301, 304])
  func `a success or a redirection of another kind is an error`(_ status: Int) async throws {
    let scene = Self.scene {
      .raw(
        "HTTP/1.1 \(status) X\r\nLocation: /secret-name\r\nContent-Type: application/json\r\n\r\n"
          + (status == 204 || status == 304 ? "" : Self.list(Self.item(Self.secret))))
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 502)
      #expect(!reply.everything.contains(Self.secret))
    }
  }

  // MARK: After the beginning

  /// Many of mine among many of others', so that the answer has begun when the end goes wrong.
  private static func long(ending: String) throws -> (chunks: [String], mine: Int) {
    let items = try Cluster.namespaces()["items"]?.array ?? []
    let texts = items.map { String(decoding: $0.encoded(), as: UTF8.self) }
    var chunks = [#"{"kind":"NamespaceList","apiVersion":"v1","metadata":{},"items":["#]
    for round in 0..<30 {
      chunks.append((round == 0 ? "" : ",") + texts.joined(separator: ","))
    }
    chunks.append(ending)
    return (chunks, 30 * Example.aliceNamespaces.count)
  }

  @Test func `a long list is chunked and whole`() async throws {
    let (chunks, mine) = try Self.long(ending: "]}")
    try await Stage.run(Self.scene { .chunks(chunks) }) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 200 && reply.isWhole)
      #expect(reply.value("Transfer-Encoding") == "chunked")
      #expect(reply.names.count == mine)
      #expect(Set(reply.names) == Set(Example.aliceNamespaces))
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
    }
  }

  @Test(arguments: [
    #","secret-name"#, #",{"metadata":{"name":"secret-name"}"#, #",{"metadata":{}}]}"#,
    #",{"metadata":{"name":"oil-production","name":"secret-name"}}]}"#, "]", "]}}",
    "]} secret-name",
    #"],"metadata":{"continue":"secret-name"}}"#, #"],"items":[]}"#, ",\u{0}", ",[[[[",
    #",{"metadata":{"name":"gas-marketing","uid":"uid-of-gas-marketing","a":"\#u{1}"}}]}"#,
  ])
  func `a list that goes wrong late ends without its end`(_ ending: String) async throws {
    let (chunks, _) = try Self.long(ending: ending)
    try await Stage.run(Self.scene { .chunks(chunks) }) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 200)
      #expect(!reply.isWhole)
      #expect(!reply.body.isEmpty)
      #expect(!reply.text.contains(Self.secret))
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
      let raw = try await stage.send(
        "GET /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\r\n")
      #expect(raw.end != .open)
      #expect(!raw.text.hasSuffix("0\r\n\r\n"))
      #expect(raw.statuses == [200])
      #expect(!raw.text.contains(Self.secret))
    }
  }

  @Test func `an item beyond the limit is an error`() async throws {
    let huge = Self.item(
      "oil-production", #","a":""# + String(repeating: "x", count: 5 << 20) + "\"")
    try await Stage.run(Self.scene { .init(Self.list(huge)) }) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 502)
      #expect(reply.body.count < 1000)
    }
  }

  @Test func `bytes that are no text end the list`() async throws {
    var body = Array(Self.list(Self.item("oil-production")).utf8)
    let place = try #require(body.firstIndex(of: UInt8(ascii: "u")))
    body.insert(contentsOf: [0xC3, 0x28], at: place)
    try await Stage.run(Self.scene { [body] in .init(bytes: body) }) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 502)
    }
  }

  // MARK: One object

  @Test(arguments: [
    "", "null", "{}", #"{"kind":"Namespace"}"#, #"{"kind":"Namespace","metadata":{}}"#,
    #"{"metadata":{"name":"secret-name"},"metadata":{"name":"oil-production"}}"#,
    #"{"kind":"Table","rows":[{"cells":["secret-name"]}]}"#, "secret-name",
    #"{"kind":"Table","rows":[{"cells":["secret-name"],"object":null}]}"#,
  ])
  func `an object that cannot be judged is an error`(_ body: String) async throws {
    try await Stage.run(Self.scene { .init(body) }) { stage in
      let reply = try await stage.ask("/api/v1/namespaces/oil-production", as: .alice)
      #expect(reply.status == 502)
      #expect(!reply.everything.contains(Self.secret))
      #expect(stage.forwarded.count == 1)
    }
  }

  @Test(arguments: [
    #"{"kind":"Namespace","metadata":{"name":"secret-name","uid":"u"}}"#,
    #"{"kind":"Namespace","metadata":{"name":"oil-production","uid":"another"}}"#,
    #"{"kind":"Namespace","metadata":{"name":"oil-production"},"x":"secret-name"}"#,
    #"{"kind":"Table","rows":[{"cells":[],"object":{"metadata":{"name":"secret-name","uid":""}}}]}"#,
  ])
  func `an object that is another's leads to a pass`(_ body: String) async throws {
    let scene = Scene.answering("/api/v1/namespaces") { request in
      request.isOwn ? .init(body) : .init(status: 403, "native")
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces/oil-production", as: .alice)
      #expect(reply.status == 403)
      #expect(reply.text == "native")
      #expect(stage.forwarded.map(\.isOwn) == [true, false])
    }
  }
}

extension String {
  /// The text with the last place of `old` replaced.
  fileprivate func replacingOne(_ old: String, with new: String) -> String {
    var index = endIndex
    while index > startIndex {
      index = self.index(before: index)
      guard self[index...].hasPrefix(old) else { continue }
      return self[..<index] + new + self[index...].dropFirst(old.count)
    }
    return self
  }
}
