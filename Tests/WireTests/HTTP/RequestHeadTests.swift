import Testing
import Wire

@Suite struct `Request heads` {
  @Test func `are read with everything the proxy asks of them`() throws {
    let text =
      "POST /api/v1/namespaces?watch=1 HTTP/1.1\r\nHost: api:6443\r\naccept:  a/b \t\r\n"
      + "X-Thing:\r\nContent-Length: 12\r\nConnection: keep-alive\r\nACCEPT: c/d\r\n\r\nbody"
    let (head, consumed) = try #require(try readRequest(text))
    #expect(consumed == text.utf8.count - 4)
    #expect(head.method == "POST")
    #expect(head.target == "/api/v1/namespaces?watch=1")
    #expect(Array(head.targetBytes) == octets("/api/v1/namespaces?watch=1"))
    #expect(head.version == .http1_1)
    #expect(head.body == .fixed(12))
    #expect(head.keepAlive)
    #expect(!head.expectsContinue)
    #expect(!head.asksForUpgrade)
    #expect(head.fields[.host] == "api:6443")
    #expect(head.fields.values(of: .accept) == ["a/b", "c/d"])
    #expect(head.fields[named: "x-THING"] == "")
    let names = head.fields.map(\.name)
    #expect(names == ["Host", "accept", "X-Thing", "Content-Length", "Connection", "ACCEPT"])
  }

  @Test(arguments: RefusedRequest.table)
  func `are refused when malformed`(_ row: RefusedRequest) {
    let error = #expect(throws: HTTPError.self) { _ = try readRequest(row.text) }
    #expect(error?.status == row.status, "\(error?.description ?? "accepted")")
  }

  @Test(arguments: RefusedRequest.table)
  func `are refused with the same status byte by byte`(_ row: RefusedRequest) {
    let bytes = octets(row.text)
    var head = RequestHead()
    let error = #expect(throws: HTTPError.self) {
      for end in stride(from: 0, to: bytes.count, by: bytes.count > 2000 ? 61 : 1) {
        if try head.read(bytes[..<end]) != nil { return }
      }
      _ = try head.read(bytes)
    }
    #expect(error?.status == row.status, "\(error?.description ?? "accepted")")
    #expect(head == RequestHead())
  }

  @Test(arguments: AcceptedRequest.table)
  func `are accepted when well-formed`(_ row: AcceptedRequest) throws {
    let (head, consumed) = try #require(try readRequest(row.text + "next"))
    #expect(consumed == row.text.unicodeScalars.count)
    #expect(head.target == row.target)
    #expect(head.body == row.body)
    #expect(head.keepAlive == row.keepAlive)
    #expect(head.expectsContinue == row.expectsContinue)
    #expect(head.asksForUpgrade == row.asksForUpgrade)
    #expect(head.fields[.host] == row.host)
  }

  @Test(arguments: AcceptedRequest.table)
  func `read the same in any two pieces and byte by byte`(_ row: AcceptedRequest) throws {
    let bytes = octets(row.text)
    let (whole, _) = try #require(try readRequest(row.text))
    var reused = RequestHead()
    let step = bytes.count > 2000 ? 997 : 1
    for cut in stride(from: 0, to: bytes.count, by: step) {
      #expect(try reused.read(bytes[..<cut]) == nil)
      #expect(try reused.read(bytes) == bytes.count)
      #expect(reused == whole)
    }
    for end in stride(from: 0, to: bytes.count, by: step) {
      #expect(try reused.read(bytes[..<end]) == nil)
    }
    #expect(try reused.read(bytes) == bytes.count)
    #expect(reused == whole)
  }

  @Test(arguments: AcceptedRequest.table)
  func `read the same again once serialised`(_ row: AcceptedRequest) throws {
    var (head, _) = try #require(try readRequest(row.text))
    // HTTP/1.1 goes out, whatever came in, and needs one.
    if !head.fields.contains(.host) { head.fields.append("Host", literal: "a") }
    var output: [UInt8] = []
    head.serialise(into: &output)
    var again = RequestHead()
    #expect(try again.read(output) == output.count)
    #expect(again.method == head.method)
    #expect(again.target == head.target)
    #expect(again.fields == head.fields)
    #expect(again.body == head.body)
  }

  @Test func `follow each other in one buffer and one value`() throws {
    let texts = [
      "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", "PUT /b HTTP/1.1\r\nhost: b\r\nX: y\r\n\r\n",
    ]
    let bytes = octets(texts.joined())
    var head = RequestHead()
    let first = try #require(try head.read(bytes))
    #expect(head.target == "/a")
    let second = try #require(try head.read(bytes[first...]))
    #expect(first + second == bytes.count)
    #expect(head.method == "PUT")
    #expect(head.fields.map(\.value) == ["b", "y"])
  }

  @Test func `of the program's own are serialised and read back`() throws {
    var head = try RequestHead(method: "PATCH", target: "/apis?x=1")
    head.fields.append("Host", literal: "api")
    try head.fields.append("Impersonate-User", value: "jané doe")
    head.setBody(.fixed(7))
    var output: [UInt8] = []
    head.serialise(into: &output)
    let text =
      "PATCH /apis?x=1 HTTP/1.1\r\nHost: api\r\nImpersonate-User: jané doe\r\n"
      + "Content-Length: 7\r\n\r\n"
    #expect(output == Array(text.utf8))
    var again = RequestHead()
    #expect(try again.read(output) == output.count)
    #expect(again == head)
  }

  @Test(arguments: [
    "", "a", "*", "http://a/", "/a b", "/a\r\nX: y", "/a#b", "/\u{E9}", "/a\u{0}", "/\u{7F}",
  ])
  func `take no target that would not read back`(_ target: String) throws {
    #expect(throws: HTTPError.self) { try RequestHead(method: "GET", target: target) }
    var head = try RequestHead(method: "GET", target: "/")
    #expect(throws: HTTPError.self) { try head.setTarget(target) }
    #expect(head.target == "/")
  }

  @Test(arguments: ["", "GET ", "G\r\n", "G:"])
  func `take no method that is not a token`(_ method: String) {
    #expect(throws: HTTPError.self) { try RequestHead(method: method, target: "/") }
  }

  @Test func `frame the body by what was set last`() throws {
    var (head, _) = try #require(
      try readRequest("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"))
    head.setBody(.chunked)
    #expect(head.fields.map(\.name) == ["Host", "Transfer-Encoding"])
    head.setBody(.none)
    #expect(head.fields.map(\.name) == ["Host"])
  }

  @Test(arguments: [
    ("", "G", 501), ("GET /", "a", 414), ("GET /", "?", 414),
    ("GET / HTTP/1.1\r\n", "N", 431), ("GET / HTTP/1.1\r\nX: ", " ", 431),
    ("GET / HTTP/1.1\r\nX: ", "v", 431), ("GET / HTTP/1.1\r\n", "X: y\r\n", 431),
  ])
  func `that never end are refused within the limits`(
    _ start: String, _ more: String, _ status: Int
  ) {
    var bytes = octets(start)
    var head = RequestHead()
    let error = #expect(throws: HTTPError.self) {
      while bytes.count < 70_000 {
        if try head.read(bytes) != nil { return }
        bytes += octets(String(repeating: more, count: 100))
      }
    }
    #expect(error?.status == status)
    #expect(bytes.count <= (status == 431 ? 64 << 10 : 16 << 10) + 1000)
  }

  @Test func `are held to smaller limits too`() throws {
    let limits = HTTPLimits(head: 100, target: 10, fields: 2, connectionOptions: 1)
    let good = "GET /234567890 HTTP/1.1\r\nHost: a\r\nConnection: x\r\n\r\n"
    #expect(try readRequest(good, limits: limits) != nil)
    let longest = good.replacing("Host: a", with: "Host: " + String(repeating: "a", count: 50))
    #expect(try readRequest(longest, limits: limits)?.consumed == 100)
    for (from, to, status) in [
      ("/234567890", "/2345678901", 414), ("Host: a", "Host: a\r\nX: y", 431),
      ("Connection: x", "Connection: x, y", 431),
      ("Host: a", "Host: " + String(repeating: "a", count: 51), 431),
    ] {
      let parts = good.split(separator: from, maxSplits: 1, omittingEmptySubsequences: false)
      let text = parts.joined(separator: to)
      let error = #expect(throws: HTTPError.self) { try readRequest(text, limits: limits) }
      #expect(error?.status == status)
    }
  }
}
