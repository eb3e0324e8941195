/// What belongs to one connection (RFC 9110 §7.6.1, §10.1.1), and messages behind one another.
extension Torture {
  static let connections: [Torture] = [
    .bad("an option with a space", request("GET", pods, "Connection: a b\r\n")),
    .bad("an option that is quoted", request("GET", pods, "Connection: \"close\"\r\n")),
    .bad("an option with a parameter", request("GET", pods, "Connection: close;a=b\r\n")),
    .bad(
      "too many options", 431,
      request("GET", pods, "Connection: \(many("x,", 65))\r\n")),
    .bad(
      "too many options on many lines", 431,
      request("GET", pods, many("Connection: x\r\n", 65))),
    .good("close", request("GET", pods, "Connection: close\r\n"), .init(), end: .closed),
    .good("CLOSE", request("GET", pods, "connection: CLOSE\r\n"), .init(), end: .closed),
    .good(
      "keep-alive and close", request("GET", pods, "Connection: keep-alive, close\r\n"), .init(),
      end: .closed),
    .good(
      "close on the second line",
      request("GET", pods, "Connection: keep-alive\r\nConnection: x, close\r\n"), .init(),
      end: .closed),
    .good("options of nothing", request("GET", pods, "Connection: , ,,\r\n"), .init()),
    .good("no option", request("GET", pods, "Connection:\r\n"), .init()),
    .good("an option that names the host", request("GET", pods, "Connection: Host\r\n"), .init()),
    .good(
      "an option that names the proof", request("GET", pods, "Connection: Authorization\r\n"),
      .init()),
    .good(
      "an option that names itself", request("GET", pods, "Connection: Connection\r\n"), .init()),
    .good(
      "other fields of a connection",
      request(
        "GET", pods,
        "Keep-Alive: timeout=1\r\nProxy-Connection: close\r\nTE: trailers, chunked\r\nProxy-Authorization: Basic eA==\r\n"
      ), .init()),
    .good(
      "an upgrade that no option names", request("GET", pods, "Upgrade: websocket\r\n"), .init()),
    .good("an upgrade to nothing", request("GET", pods, "Connection: Upgrade\r\n"), .init()),
    .good(
      "an upgrade in HTTP/1.0",
      "GET \(pods) HTTP/1.0\r\n\(proof)Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", .init(),
      end: .closed),
    .good(
      "settings of HTTP/2", request("GET", pods, "HTTP2-Settings: AAMAAABkAAQAAP__\r\n"), .init()),
  ]

  static let expectations: [Torture] = [
    .bad("an unknown expectation", 417, post("Expect: 200-ok\r\nContent-Length: 3", "abc")),
    .bad("two expectations", 417, post("Expect: 100-continue, x\r\nContent-Length: 3", "abc")),
    .bad("an empty expectation", 417, post("Expect:\r\nContent-Length: 3", "abc")),
    .bad("an expectation that is quoted", 417, post("Expect: \"100-continue\"")),
    .good(
      "an expectation", post("Expect: 100-continue\r\nContent-Length: 3", "abc"), .post("abc")),
    .good(
      "an expectation in capitals", post("EXPECT: 100-Continue\r\nContent-Length: 3", "abc"),
      .post("abc")),
    .good(
      "an expectation of chunks", chunked("1\r\na\r\n0\r\n\r\n", "Expect: 100-continue"),
      .chunks("a")),
    .good(
      "an expectation without a body", request("GET", pods, "Expect: 100-continue\r\n"), .init()),
    .good(
      "an expectation of no bytes", post("Expect: 100-continue\r\nContent-Length: 0"), .post("")),
    .good(
      "an expectation in HTTP/1.0",
      "POST \(pods) HTTP/1.0\r\n\(proof)Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
      .post("abc"), end: .closed),
    .bad(
      "an expectation of a body that nobody wants",
      request(
        "POST", "//x", "Expect: 100-continue\r\nContent-Length: \(hidden.utf8.count)\r\n", hidden)
    ),
    .bad(
      "a body that nobody wants",
      request("POST", "//x", "Content-Length: \(hidden.utf8.count)\r\n", hidden)),
    .bad(
      "chunks that nobody wants", request("POST", "//x", "Transfer-Encoding: chunked\r\n", hidden)),
  ]

  static let pipelines: [Torture] = [
    .good(
      "two requests", "\(request())\(request("GET", "/api/v1/services"))", .init(),
      .get("/api/v1/services")),
    .good(
      "a HEAD and a GET", "\(request("HEAD"))\(request("GET", "/api/v1/services"))",
      .init(method: "HEAD"), .get("/api/v1/services")),
    .good(
      "bodies and none",
      "\(post("Content-Length: 3", "abc"))\(request())\(chunked("1\r\na\r\n0\r\n\r\n"))\(request())",
      .post("abc"), .init(), .chunks("a"), .init()),
    .good(
      "a filtered request between two that pass",
      "\(request())\(request("GET", "/api/v1/namespaces"))\(request("GET", "/api/v1/services"))",
      .init(), .get("/api/v1/namespaces"), .get("/api/v1/services")),
    Torture(
      name: "a good one and a malformed one",
      bytes: ("\(request())\(post("Content-Length: x"))").octets,
      steps: [.forwarded(.init()), .refused(400)], end: .closed),
    Torture(
      name: "a good one and one without a version",
      bytes: ("\(request())GET /hidden\r\n\r\n").octets,
      steps: [.forwarded(.init()), .refused(505)], end: .closed),
    Torture(
      name: "a wrong one between two good ones",
      bytes: ("\(request())\(request("GET", "//x"))\(request("GET", "/api/v1/services"))").octets,
      steps: [.forwarded(.init()), .refused(400), .forwarded(.get("/api/v1/services"))], end: .open),
    Torture(
      name: "somebody else's request behind mine",
      bytes: ("\(request())GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n").octets,
      steps: [.forwarded(.init()), .refused(401)], end: .open),
    .good(
      "a body longer than its length",
      post("Content-Length: 3", "abc\(request("GET", "/api/v1/services"))"), .post("abc"),
      .get("/api/v1/services")),
    Torture(
      name: "a body longer than its length by nonsense",
      bytes: post("Content-Length: 3", "abcdef\r\n").octets,
      steps: [.forwarded(.post("abc")), .refused(400)], end: .closed),
    Torture(
      name: "bytes behind the last chunk",
      bytes: chunked("1\r\na\r\n0\r\n\r\n5\r\nhello\r\n0\r\n\r\n").octets,
      steps: [.forwarded(.chunks("a")), .refused(400)], end: .closed),
    .good(
      "nothing is read behind close",
      "\(request("GET", pods, "Connection: close\r\n"))\(hidden)", .init(), end: .closed),
  ]
}
