import Testing

/// A request head that must be refused, and the status it is refused with.
struct RefusedRequest: Sendable, CustomTestStringConvertible {
  let text: String
  let status: Int

  var testDescription: String { "\(status) \(text.debugDescription)" }

  /// Request lines, each followed by a good Host and the empty line.
  private static let lines: [(String, Int)] = [
    ("GET / HTTP/2.0", 505), ("PRI * HTTP/2.0", 505), ("GET / HTTP/1.2", 505),
    ("GET / HTTP/0.9", 505), ("GET / HTTP/3.0", 505), ("GET /", 505), ("GET / ", 400),
    ("GET  / HTTP/1.1", 400), ("GET /  HTTP/1.1", 400), ("GET / HTTP/1.1 ", 400),
    (" GET / HTTP/1.1", 400), ("GET\t/ HTTP/1.1", 400), ("GET /\tHTTP/1.1", 400),
    ("GET / HTTP/11", 400), ("GET / HTTP/1", 400), ("GET / HTTP/1.", 400),
    ("GET / HTTP/1.10", 400), ("GET / http/1.1", 400), ("GET / HTTP/a.1", 400),
    ("GET / HTTP 1.1", 400), ("GET / HTTP/01.1", 400), ("GET", 400), ("GET ", 400), ("", 400),
    ("/ HTTP/1.1", 400), ("G(T / HTTP/1.1", 400), ("G\u{C9}T / HTTP/1.1", 400),
    ("G\u{0}T / HTTP/1.1", 400), ("GET: / HTTP/1.1", 400),
    ("GET / X", 400), ("GET /a b HTTP/1.1", 400), ("GET /a#b HTTP/1.1", 400),
    ("GET /# HTTP/1.1", 400), ("GET /\u{E9} HTTP/1.1", 400), ("GET /\u{0} HTTP/1.1", 400),
    ("GET /\u{7F} HTTP/1.1", 400), ("GET /\u{1B}aaaaaaaaaaaaaa HTTP/1.1", 400),
    ("GET /\u{B}x HTTP/1.1", 400), ("GET * HTTP/1.1", 400), ("OPTIONS * HTTP/1.1", 400),
    ("GET api HTTP/1.1", 400), ("GET ?a HTTP/1.1", 400), ("GET a:443 HTTP/1.1", 400),
    ("GET ftp://a/ HTTP/1.1", 400), ("GET http:/a HTTP/1.1", 400),
    ("GET http:///a HTTP/1.1", 400), ("GET http://?a HTTP/1.1", 400),
    ("GET http:// HTTP/1.1", 400), ("GET http://u@a/ HTTP/1.1", 400),
    ("GET http://a:b/ HTTP/1.1", 400), ("GET http://[::1/ HTTP/1.1", 400),
    ("OPTIONS http://a HTTP/1.1", 400), ("GET https://a\\b/ HTTP/1.1", 400),
    ("CONNECT a:443 HTTP/1.1", 501), ("CONNECT /a HTTP/1.1", 501),
    ("CONNECT a:443 HTTP/1.0", 501), (String(repeating: "G", count: 33) + " / HTTP/1.1", 501),
    ("GET /" + String(repeating: "a", count: 16 << 10) + " HTTP/1.1", 414),
    ("GET /" + String(repeating: "a", count: 80 << 10) + " HTTP/1.1", 414),
    ("GET / HTTP/1.1\nX: y", 400), ("GET / HTTP/1.1\rX: y", 400), ("GET / HTTP/1.1\r", 400),
    ("GET /\rX HTTP/1.1", 400), ("GET /\nX HTTP/1.1", 400), ("GE\rT / HTTP/1.1", 400),
    ("\nGET / HTTP/1.1", 400), ("\rGET / HTTP/1.1", 400), ("\r\n\r\nGET / HTTP/1.1", 400),
    ("\r\n\nGET / HTTP/1.1", 400), ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", 400),
  ]

  /// Field lines between a good request line with Host and the empty line.
  private static let fields: [(String, Int)] = [
    // Two readings of one length, or of none.
    ("Content-Length: 4\r\nTransfer-Encoding: chunked", 400),
    ("Transfer-Encoding: chunked\r\nContent-Length: 4", 400),
    ("Content-Length: 4\r\nContent-Length: 4", 400),
    ("Content-Length: 4\r\nContent-Length: 5", 400),
    ("Content-Length: 4\r\ncontent-length: 4", 400), ("Content-Length: 1,1", 400),
    ("Content-Length: 1, 1", 400), ("Content-Length: +1", 400), ("Content-Length: -1", 400),
    ("Content-Length: 0x10", 400), ("Content-Length: 1 1", 400), ("Content-Length: 1a", 400),
    ("Content-Length:", 400), ("Content-Length: \t ", 400), ("Content-Length: 1.0", 400),
    ("Content-Length: 1_000", 400), ("Content-Length: \"1\"", 400),
    ("Content-Length: \u{B2}", 400), ("Content-Length: 9223372036854775808", 400),
    ("Content-Length: 18446744073709551617", 400),
    ("Content-Length: 00000000000000000001", 400), ("Content-Length: 1\u{B}", 400),
    ("Transfer-Encoding: xchunked", 501), ("Transfer-Encoding: gzip", 501),
    ("Transfer-Encoding: identity", 501), ("Transfer-Encoding: gzip, chunked", 501),
    ("Transfer-Encoding: chunked, identity", 400), ("Transfer-Encoding: chunked, chunked", 400),
    ("Transfer-Encoding: chunked,", 400), ("Transfer-Encoding: ,chunked", 400),
    ("Transfer-Encoding:", 400), ("Transfer-Encoding: chunked;a=b", 400),
    ("Transfer-Encoding: \"chunked\"", 400), ("Transfer-Encoding: \u{B}chunked", 400),
    ("Transfer-Encoding: chunked\u{B}", 400), ("Transfer-Encoding: chunked\u{0}", 400),
    ("Transfer-Encoding: chunk ed", 400), ("Transfer-Encoding: chun\u{A0}ked", 400),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", 400),
    ("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", 501),
    ("Transfer-Encoding : chunked", 400), ("Transfer-Encoding\t: chunked", 400),
    (" Transfer-Encoding: chunked", 400), ("X: y\r\n Transfer-Encoding: chunked", 400),
    ("Transfer-Encoding:\r\n chunked", 400), ("Transfer-Encoding:\n chunked", 400),
    ("Transfer_Encoding: chunked", 400), ("transfer-encoding: x\r\nContent_Length: 4", 400),
    ("CONTENT_LENGTH: 4", 400),
    // Lines that are not one field.
    ("X: y\r\n z", 400), ("X: y\r\n\tz", 400), ("X: y\r\n \r\nZ: w", 400), ("X: y\nZ: w", 400),
    ("X: y\rZ: w", 400), ("X: y\r\r\nZ: w", 400), ("X: y\n", 400), ("X: y\r", 400),
    ("X\r\nZ: w", 400), ("X", 400), ("X y", 400), (": y", 400), (":", 400), (" : y", 400),
    ("X : y", 400), ("X\t: y", 400), ("X\u{0}: y", 400), ("\u{0}X: y", 400),
    ("X\u{E9}: y", 400), ("X\u{7F}: y", 400), ("X@: y", 400), ("X[0]: y", 400), ("X/Y: y", 400),
    ("\"X\": y", 400), ("{X}: y", 400), ("X,Y: y", 400), ("X;: y", 400), ("X\\: y", 400),
    ("Long-Enough-To-Go-By-Words\u{E9}: y", 400), ("Long-Enough-To-Go-By-Words : y", 400),
    ("X: a\u{0}b", 400), ("X: \u{0}", 400), ("X: a\u{1}", 400), ("X: a\u{8}b", 400),
    ("X: a\u{B}b", 400), ("X: a\u{1F}b", 400), ("X: a\u{7F}b", 400), ("X: \u{1B}[31m", 400),
    ("X: long enough to go by words \u{0} and on", 400),
    ("X: long enough to go by words \n and on", 400),
    // Fields that decide something and say it badly.
    ("Host: b", 400), ("host: a", 400), ("Expect: 100-continue, x", 417), ("Expect: x", 417),
    ("Expect:", 417), ("Connection: a b", 400), ("Connection: close, \"x\"", 400),
    ("Connection: (x)", 400), ("Connection: \u{E9}", 400), ("Impersonate-User: \u{FF}", 400),
    ("impersonate_user: \u{C3}", 400), ("X-Remote-User: a\u{80}", 400),
    ("Authorization: Bearer \u{FF}", 400),
    ("Connection: " + String(repeating: "x,", count: 65), 431),
    (String(repeating: "X: y\r\n", count: 1024) + "X: y", 431),
    ("X: " + String(repeating: "y", count: 64 << 10), 431),
    (String(repeating: "y", count: 64 << 10) + ": x", 431),
    (String(repeating: "X: " + String(repeating: "y", count: 60) + "\r\n", count: 1020), 431),
  ]

  /// Hosts, alone in a good request.
  private static let hosts = [
    "", " ", "a b", "a/b", "a@b", "a:b", "a:1:2", ":80", "a:123456", "[::1", "[]",
    "[::1]a", "::1", "a?b", "a#b", "a\\b", "<a>", "\u{E9}", "a\tb", "[g::1]", "[fe80::1%25eth0]",
  ]

  private static let whole: [(String, Int)] = [
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nX: y\r\n\r\n", 400),
    ("GET http://a/ HTTP/1.1\r\n\r\n", 400),
    ("GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
    ("GET http://a/ HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    ("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400),
    ("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\tX: y\r\n\r\n", 400),
    ("GET / HTTP/1.1\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\n\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\n\rX", 400),
  ]

  static let table: [RefusedRequest] =
    lines.map { RefusedRequest(text: $0 + "\r\nHost: a\r\n\r\n", status: $1) }
    + fields.map {
      RefusedRequest(text: "POST / HTTP/1.1\r\nHost: a\r\n" + $0 + "\r\n\r\n", status: $1)
    }
    + hosts.map { RefusedRequest(text: "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", status: 400) }
    + whole.map { RefusedRequest(text: $0, status: $1) }
}
