import Testing

/// A response head that must be refused, with 502 whatever is wrong.
struct RefusedResponse: Sendable, CustomTestStringConvertible {
  let text: String

  var testDescription: String { text.debugDescription }

  private static let lines = [
    "", "HTTP/1.1", "HTTP/1.1 200", "HTTP/1.1 200OK", "HTTP/1.1  200 OK", "HTTP/1.1 20 OK",
    "HTTP/1.1 2000 OK", "HTTP/1.1 +20 OK", "HTTP/1.1 2x0 OK", "HTTP/1.1 099 No",
    "HTTP/1.1 600 No", "HTTP/1.1 999 No", "HTTP/2.0 200 OK", "HTTP/0.9 200 OK", "HTTP/1.2 200 OK",
    "http/1.1 200 OK", "HTTP/1.1\t200 OK", "HTTP/1.1 200\tOK", " HTTP/1.1 200 OK",
    "\r\nHTTP/1.1 200 OK", "\nHTTP/1.1 200 OK", "ICY 200 OK", "HTTP/1.1 200 O\u{0}K",
    "HTTP/1.1 200 O\u{1B}K", "HTTP/1.1 200 OK\nX: y", "HTTP/1.1 200 OK\rX: y", "GET / HTTP/1.1",
    "HTTP/11 200 OK", "HTTP/1.1 200 " + String(repeating: "a", count: 64 << 10),
  ]

  private static let fields = [
    "Content-Length: 1\r\nTransfer-Encoding: chunked", "Content-Length: 1\r\nContent-Length: 1",
    "Content-Length: 1,1", "Content-Length: +1", "Content-Length: 0x1", "Content-Length:",
    "Content-Length: 9223372036854775808", "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: gzip", "Transfer-Encoding: identity", "Transfer-Encoding: chunked, gzip",
    "Transfer-Encoding:", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "X: y\r\n z", "X : y", ": y", "X", "X: \u{0}", "X: y\nZ: w", "\u{E9}: y", "Connection: a b",
    String(repeating: "X: y\r\n", count: 1024) + "X: y",
    "X: " + String(repeating: "y", count: 64 << 10),
  ]

  private static let whole = [
    "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\n\n",
    "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
    "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
    "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\n",
    "HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nContent-Length: 1\r\n\r\n",
    "HTTP/1.1 200 OK\r\n X: y\r\n\r\n", "HTTP/1.1 200 OK\r\n\n",
  ]

  static let table =
    (lines.map { $0 + "\r\nX: y\r\n\r\n" } + fields.map { "HTTP/1.1 200 OK\r\n" + $0 + "\r\n\r\n" }
    + whole).map { RefusedResponse(text: $0) }
}
