import Testing
import Wire

/// A response head that must be accepted, and how it reads as the answer to a method.
struct AcceptedResponse: Sendable, CustomTestStringConvertible {
  var text: String
  var method = MethodKind.other
  var body = BodyLength.fixed(5)
  var keepAlive = true
  var reason = "OK"

  var testDescription: String { "\(method) \(text.debugDescription)" }

  init(_ line: String, _ fields: String = "", _ change: (inout Self) -> Void = { _ in }) {
    text = line + "\r\n" + (fields.isEmpty ? "" : fields + "\r\n") + "\r\n"
    change(&self)
  }

  private static let length = "Content-Length: 5"
  private static let chunked = "Transfer-Encoding: chunked"

  static let table: [AcceptedResponse] = [
    AcceptedResponse("HTTP/1.1 200 OK", length),
    AcceptedResponse("HTTP/1.1 200 ", length) { $0.reason = "" },
    AcceptedResponse("HTTP/1.1 200 All  is\twell \u{21}", length) {
      $0.reason = "All  is\twell !"
    },
    AcceptedResponse("HTTP/1.1 200 OK", chunked) { $0.body = .chunked },
    AcceptedResponse("HTTP/1.1 200 OK", "transfer-encoding:Chunked") { $0.body = .chunked },
    AcceptedResponse("HTTP/1.1 200 OK") { ($0.body, $0.keepAlive) = (.untilClose, false) },
    AcceptedResponse("HTTP/1.1 200 OK", "Connection: keep-alive") {
      ($0.body, $0.keepAlive) = (.untilClose, false)
    },
    AcceptedResponse("HTTP/1.1 200 OK", length + "\r\nConnection: close") {
      $0.keepAlive = false
    },
    AcceptedResponse("HTTP/1.0 200 OK", length) { $0.keepAlive = false },
    AcceptedResponse("HTTP/1.0 200 OK", length + "\r\nConnection: Keep-Alive"),
    AcceptedResponse("HTTP/1.0 200 OK") { ($0.body, $0.keepAlive) = (.untilClose, false) },
    // Without a body whatever the fields say.
    AcceptedResponse("HTTP/1.1 200 OK", length) { ($0.method, $0.body) = (.head, .none) },
    AcceptedResponse("HTTP/1.1 200 OK", chunked) { ($0.method, $0.body) = (.head, .none) },
    AcceptedResponse("HTTP/1.1 200 OK") { ($0.method, $0.body) = (.head, .none) },
    AcceptedResponse("HTTP/1.1 404 OK", length) { ($0.method, $0.body) = (.head, .none) },
    AcceptedResponse("HTTP/1.1 304 OK", length) { $0.body = .none },
    AcceptedResponse("HTTP/1.1 304 OK", chunked) { $0.body = .none },
    AcceptedResponse("HTTP/1.1 204 OK") { $0.body = .none },
    AcceptedResponse("HTTP/1.1 204 OK", "Content-Length: 0") { $0.body = .none },
    AcceptedResponse("HTTP/1.1 100 OK") { $0.body = .none },
    AcceptedResponse("HTTP/1.1 103 OK", "Link: x") { $0.body = .none },
    AcceptedResponse("HTTP/1.1 101 OK", "Connection: Upgrade\r\nUpgrade: x") { $0.body = .none },
    AcceptedResponse("HTTP/1.1 200 OK") { ($0.method, $0.body) = (.connect, .none) },
    AcceptedResponse("HTTP/1.1 403 OK", length) { $0.method = .connect },
    AcceptedResponse("HTTP/1.1 205 OK", length), AcceptedResponse("HTTP/1.1 599 OK", length),
    AcceptedResponse("HTTP/1.1 200 OK", "X: \u{FF}\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n" + length),
  ]
}
