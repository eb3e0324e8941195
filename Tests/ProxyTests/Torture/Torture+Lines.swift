/// Request lines, versions and methods (RFC 9112 §2.3, §3).
extension Torture {
  static let lines: [Torture] =
    startLines.map { line, status in
      let end = line.isEmpty ? "\r\n" : ""
      return .bad(
        "the line \(line.prefix(60).debugDescription)", status, "\(line)\r\n\(proof)\r\n\(end)")
    } + otherLines

  private static let startLines: [(String, Int)] =
    [
      ("GET \(pods)", 505), ("GET \(pods) HTTP/0.9", 505), ("GET \(pods) HTTP/1.2", 505),
      ("GET \(pods) HTTP/2.0", 505), ("PRI * HTTP/2.0", 505), ("GET \(pods) HTTP/3.0", 505),
      ("GET \(pods) http/1.1", 400), ("GET \(pods) HTTP/1.1 ", 400), ("GET \(pods) HTTP/1", 400),
      ("GET \(pods) HTTP/1.10", 400), ("GET \(pods) HTTP/01.1", 400), ("GET \(pods) HTTP/1,1", 400),
      ("GET \(pods) HTTPS/1.1", 400), ("GET  \(pods) HTTP/1.1", 400),
      ("GET \(pods)  HTTP/1.1", 400),
      (" GET \(pods) HTTP/1.1", 400), ("GET\t\(pods) HTTP/1.1", 400),
      ("GET \(pods)\tHTTP/1.1", 400),
      ("GET \(pods) HTTP/1.1\r", 400), ("GET \(pods)\u{0} HTTP/1.1", 400),
      ("GET \(pods)\u{B}HTTP/1.1", 400), ("GET \(pods) GET /hidden HTTP/1.1", 400),
      ("GET /api/v1/p\u{E9} HTTP/1.1", 400), ("GET \(pods)#x HTTP/1.1", 400),
      ("GET \(pods)\u{7F} HTTP/1.1", 400), ("GET \(pods)\rX: y HTTP/1.1", 400),
      ("GET * HTTP/1.1", 400), ("OPTIONS * HTTP/1.1", 400), ("GET x:443 HTTP/1.1", 400),
      ("CONNECT x:443 HTTP/1.1", 501), ("CONNECT \(pods) HTTP/1.1", 501),
      ("GET api/v1/pods HTTP/1.1", 400), ("GET ftp://x\(pods) HTTP/1.1", 400),
      ("GET http:\(pods) HTTP/1.1", 400), ("GET http://u:p@x\(pods) HTTP/1.1", 400),
      ("GET http://x:y\(pods) HTTP/1.1", 400), ("GET http://\\x\(pods) HTTP/1.1", 400),
      ("G(T \(pods) HTTP/1.1", 400), ("GET: \(pods) HTTP/1.1", 400),
      ("\u{0}GET \(pods) HTTP/1.1", 400),
      ("\(many("G", 33)) \(pods) HTTP/1.1", 501), ("HTTP/1.1 200 OK", 400),
      ("GET /\(many("a", 17 << 10)) HTTP/1.1", 414),
      ("\n", 400), ("\r\n\r\nGET \(pods) HTTP/1.1", 400), ("\u{16}\u{3}\u{1}\u{2}", 400),
      ("", 400),
    ]

  private static let otherLines: [Torture] =
    [
      .good("a line's end before", "\r\n\(request())", .init()),
      .good(
        "a line's end between", "\(request())\r\n\(request("GET", "/api/v1/services"))", .init(),
        .get("/api/v1/services")),
      .good("HTTP/1.0", "GET \(pods) HTTP/1.0\r\n\(proof)\r\n", .init(), end: .closed),
      .good(
        "HTTP/1.0 without a host",
        "GET \(pods) HTTP/1.0\r\nAuthorization: Bearer alice.token\r\n\r\n", .init(), end: .closed),
      .good(
        "HTTP/1.0 that wants to go on",
        "GET \(pods) HTTP/1.0\r\n\(proof)Connection: keep-alive\r\n\r\n", .init(), end: .closed),
      .good(
        "HTTP/1.0 with a body", "POST \(pods) HTTP/1.0\r\n\(proof)Content-Length: 3\r\n\r\nabc",
        .post("abc"), end: .closed),
      .good("a method in small letters", request("get"), .init(method: "get"), isPlain: false),
      .good(
        "a method of odd tokens", request("M-SEARCH!"), .init(method: "M-SEARCH!"), isPlain: false),
      .good("TRACE", request("TRACE"), .init(method: "TRACE"), isPlain: false),
      .good("a method that is a field", request("Host"), .init(method: "Host"), isPlain: false),
    ]
}
