import Testing
import Wire

/// A request head that must be accepted, and how it reads.
struct AcceptedRequest: Sendable, CustomTestStringConvertible {
  var text: String
  var target = "/"
  var body = BodyLength.none
  var keepAlive = true
  var expectsContinue = false
  var asksForUpgrade = false
  var host: String? = "a"

  var testDescription: String { text.debugDescription }

  init(_ line: String, _ fields: String = "Host: a", _ change: (inout Self) -> Void = { _ in }) {
    text = line + "\r\n" + (fields.isEmpty ? "" : fields + "\r\n") + "\r\n"
    change(&self)
  }

  private static let lines: [AcceptedRequest] = [
    AcceptedRequest("GET / HTTP/1.1"), AcceptedRequest("\r\nGET / HTTP/1.1"),
    AcceptedRequest("get / HTTP/1.1"), AcceptedRequest("M-SEARCH / HTTP/1.1"),
    AcceptedRequest("!#$%&'*+-.^_`|~09 / HTTP/1.1"), AcceptedRequest("OPTIONS / HTTP/1.1"),
    AcceptedRequest("GET //a/./..//%2f%2e;x?a=b&c;d=%zz HTTP/1.1") {
      $0.target = "//a/./..//%2f%2e;x?a=b&c;d=%zz"
    },
    AcceptedRequest("GET /a\"<>\\^`{|}[] HTTP/1.1") { $0.target = "/a\"<>\\^`{|}[]" },
    AcceptedRequest("GET /?http://b/ HTTP/1.1") { $0.target = "/?http://b/" },
    AcceptedRequest("GET /" + String(repeating: "a", count: 16383) + " HTTP/1.1") {
      $0.target = "/" + String(repeating: "a", count: 16383)
    },
    AcceptedRequest("GET http://b/c?d HTTP/1.1") { ($0.target, $0.host) = ("/c?d", "b") },
    AcceptedRequest("GET HTTPS://b:6443 HTTP/1.1") { $0.host = "b:6443" },
    AcceptedRequest("GET http://b?c=/d HTTP/1.1") { ($0.target, $0.host) = ("/?c=/d", "b") },
    AcceptedRequest("GET http://[::1]:1/ HTTP/1.1") { $0.host = "[::1]:1" },
    AcceptedRequest("OPTIONS http://b/ HTTP/1.1") { $0.host = "b" },
    AcceptedRequest("GET http://b/ HTTP/1.0", "") { ($0.host, $0.keepAlive) = ("b", false) },
    AcceptedRequest("GET / HTTP/1.0", "") { ($0.host, $0.keepAlive) = (nil, false) },
    AcceptedRequest("GET / HTTP/1.0", "Host: a\r\nConnection: keep-alive") {
      $0.keepAlive = false
    },
    AcceptedRequest("POST / HTTP/1.0", "Host: a\r\nContent-Length: 3\r\nExpect: 100-continue") {
      ($0.keepAlive, $0.body) = (false, .fixed(3))
    },
  ]

  private static func fields(
    _ fields: String, _ change: (inout Self) -> Void = { _ in }
  ) -> AcceptedRequest {
    AcceptedRequest("POST / HTTP/1.1", "Host: a\r\n" + fields, change)
  }

  private static let sections: [AcceptedRequest] = [
    fields("Content-Length: 0") { $0.body = .fixed(0) },
    fields("content-length:007") { $0.body = .fixed(7) },
    fields("CONTENT-LENGTH: \t9223372036854775807\t ") {
      $0.body = .fixed(UInt64(Int64.max))
    },
    fields("Transfer-Encoding: chunked") { $0.body = .chunked },
    fields("transfer-ENCODING:\tCHUNKED ") { $0.body = .chunked },
    fields("Connection: close") { $0.keepAlive = false },
    fields("Connection: keep-alive, CLOSE") { $0.keepAlive = false },
    fields("Connection: ,, x ,\tClose\t,") { $0.keepAlive = false },
    fields("Connection: keep-alive\r\nConnection: close") { $0.keepAlive = false },
    fields("Connection: closed"), fields("Connection:"), fields("Proxy-Connection: close"),
    fields("Connection: " + String(repeating: "x,", count: 64)),
    fields("Connection: Upgrade\r\nUpgrade: SPDY/3.1") { $0.asksForUpgrade = true },
    fields("Connection: keep-alive, upgrade\r\nUpgrade: websocket") { $0.asksForUpgrade = true },
    fields("Upgrade: websocket"), fields("Connection: upgrade"),
    fields("Expect: 100-Continue"),
    fields("Expect: 100-continue\r\nContent-Length: 0") {
      $0.body = .fixed(0)
    },
    fields("Expect: 100-continue\r\nContent-Length: 5") {
      ($0.body, $0.expectsContinue) = (.fixed(5), true)
    },
    fields("Expect: 100-continue\r\nTransfer-Encoding: chunked") {
      ($0.body, $0.expectsContinue) = (.chunked, true)
    },
    fields("X: \u{80}\u{FF} obs-text, tab\tinside"), fields("X:"), fields("X: \t \t"),
    fields("X: :"),
    fields("!#$%&'*+-.^_`|~09azAZ: y"), fields("x.y_z-Long.Name.Without.End: 1"),
    fields("Impersonate-User: jan\u{C3}\u{A9}"), fields("X: y\r\nX: y\r\nx: Y"),
    fields(String(repeating: "X: y\r\n", count: 1022) + "X: y"),
  ]

  private static let hosts: [AcceptedRequest] = [
    "a:443", "a.b-c_d~e", "10.0.0.1:6443", "[::1]", "[2001:db8::1]:6443", "a:", "%61",
    "a!$&'()*+;=",
  ].map { host in AcceptedRequest("GET / HTTP/1.1", "Host: " + host) { $0.host = host } }

  static let table = lines + sections + hosts
}
