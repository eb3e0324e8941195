import Testing

/// What an upstream sends in the place of an answer, and what the client may get of it.
struct AnswerTorture: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable {
    /// One Status that says that the upstream is to blame.
    case refused
    /// This answer, and nothing behind it.
    case answered(Int, String)
    /// The answer's beginning, without its end.
    case broken(Int, String)
  }

  let name: String
  var method = "GET"
  let reply: Recorder.Reply
  let outcome: Outcome

  var testDescription: String { name }

  /// Another answer, to be taken for the next request's.
  static let hidden =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"a\":\"h1dden\"}"

  private static func bad(
    _ name: String, _ text: String, _ end: Recorder.Reply.End = .open
  ) -> AnswerTorture {
    AnswerTorture(name: name, reply: .init(bytes: text.octets, end: end), outcome: .refused)
  }

  private static func good(
    _ name: String, _ text: String, _ status: Int = 200, _ body: String = "{}",
    method: String = "GET", end: Recorder.Reply.End = .open
  ) -> AnswerTorture {
    AnswerTorture(
      name: name, method: method, reply: .init(bytes: text.octets, end: end),
      outcome: .answered(status, body))
  }

  private static func broken(
    _ name: String, _ text: String, _ body: String = "", _ end: Recorder.Reply.End = .open
  ) -> AnswerTorture {
    AnswerTorture(
      name: name, reply: .init(bytes: text.octets, end: end), outcome: .broken(200, body))
  }

  private static let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
  private static let chunked = "\(ok)Transfer-Encoding: chunked\r\n\r\n"

  static let refused: [AnswerTorture] =
    fieldLines.map {
      .bad("the line \($0.prefix(60).debugDescription)", "\(ok)\($0)\r\n\r\n{}\(hidden)")
    }
    + statusLines.map {
      .bad("the status line \($0.debugDescription)", "\($0)\r\nContent-Length: 2\r\n\r\n{}")
    } + otherRefused

  private static let fieldLines: [String] =
    [
      "Content-Length: 2\r\nTransfer-Encoding: chunked",
      "Transfer-Encoding: chunked\r\nContent-Length: 2",
      "Content-Length: 2\r\nContent-Length: 2", "Content-Length: 2\r\nContent-Length: 3",
      "Content-Length: 2, 2", "Content-Length: +2", "Content-Length: -2", "Content-Length: 0x2",
      "Content-Length: 2 2", "Content-Length:", "Content-Length: 99999999999999999999",
      "Content_Length: 2", "Transfer_Encoding: chunked", "Transfer-Encoding: gzip",
      "Transfer-Encoding: chunked, gzip", "Transfer-Encoding: chunked, chunked",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: identity",
      "Transfer-Encoding : chunked", "Transfer-Encoding:\u{B}chunked", "X: y\r\n folded",
      "Content-Length: 2\n", "X: y\nContent-Length: 2", "X: y\rContent-Length: 2", "X: a\u{0}b",
      "X : y", ": y", "no colon", "X\u{E9}: y", " X: y", "Connection: a b",
      "\(many("X: y\r\n", 1030))X: y",
      "X: \(many("y", 65 << 10))",
    ]

  private static let statusLines: [String] =
    [
      "HTTP/2.0 200 OK", "HTTP/1.2 200 OK", "HTTP/0.9 200 OK", "http/1.1 200 OK", "HTTP/1.1 200",
      "HTTP/1.1 200OK", "HTTP/1.1  200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 099 X",
      "HTTP/1.1 600 X", "HTTP/1.1 -20 X", "HTTP/1.1 2x0 OK", "HTTP/1.1 200 O\u{0}K",
      "HTTP/1.1\t200 OK", " HTTP/1.1 200 OK", "\r\nHTTP/1.1 200 OK", "ICY 200 OK", "GET / HTTP/1.1",
      "HTTP/1.1 200 OK\n", "\u{16}\u{3}\u{1}\u{2}", "{}",
    ]

  private static let otherRefused: [AnswerTorture] =
    [
      .bad("nothing", "", .closed), .bad("nothing, and a reset", "", .broken),
      .bad("half a status line", "HTTP/1.1 2", .closed),
      .bad("half a head", "\(ok)X: y", .closed), .bad("a head without its end", ok, .broken),
      .bad(
        "chunks in HTTP/1.0",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
      .bad("a 204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}"),
      .bad(
        "a 204 in chunks", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      .bad("an interim answer with a length", "HTTP/1.1 103 X\r\nContent-Length: 2\r\n\r\n{}"),
      .bad(
        "an interim answer in chunks",
        "HTTP/1.1 103 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(hidden)"),
      .bad("interim answers without end", many("HTTP/1.1 100 X\r\n\r\n", 40)),
      .bad("an interim answer alone", "HTTP/1.1 100 Continue\r\n\r\n", .closed),
      .bad(
        "another protocol that nobody asked for",
        "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n\(hidden)"),
    ]

  /// Answers with one reading, some with more behind them.
  static let answered: [AnswerTorture] = [
    .good("a length", "\(ok)Content-Length: 2\r\n\r\n{}"),
    .good("a length with zeros before", "\(ok)Content-Length: 002\r\n\r\n{}"),
    .good("no reason", "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n{}"),
    .good("a reason of 8 bits", "HTTP/1.1 200 \u{E9}t\u{E9}\r\nContent-Length: 2\r\n\r\n{}"),
    .good("chunks", "\(chunked)1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"),
    .good("chunks with extensions", "\(chunked)2;a=\"b\"\r\n{}\r\n0;c\r\n\r\n"),
    .good("chunks with a trailer", "\(chunked)2\r\n{}\r\n0\r\nX-Late: y\r\n\r\n"),
    .good("until the end", "\(ok)\r\n{}", end: .closed),
    .good(
      "until the end, with another answer in it", "\(ok)\r\n\(hidden)", 200, hidden, end: .closed),
    .good("HTTP/1.0 until the end", "HTTP/1.0 200 OK\r\n\r\n{}", end: .closed),
    .good("HTTP/1.0 with a length", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
    .good("continue before", "HTTP/1.1 100 Continue\r\n\r\n\(ok)Content-Length: 2\r\n\r\n{}"),
    .good(
      "hints before",
      "\(many("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 5))\(ok)Content-Length: 2\r\n\r\n{}"
    ),
    .good("a 204", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
    .good("a 204 of no length", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204, ""),
    .good("a 304 with a length", "HTTP/1.1 304 X\r\nContent-Length: 2\r\n\r\n", 304, ""),
    .good("a HEAD's length", "\(ok)Content-Length: 2\r\n\r\n", 200, "", method: "HEAD"),
    .good("a HEAD's chunks", chunked, 200, "", method: "HEAD"),
    .good("a HEAD's nothing", "\(ok)\r\n", 200, "", method: "HEAD"),
    .good("another answer behind a length", "\(ok)Content-Length: 2\r\n\r\n{}\(hidden)"),
    .good("another answer behind chunks", "\(chunked)2\r\n{}\r\n0\r\n\r\n\(hidden)"),
    .good("another answer behind no length", "\(ok)Content-Length: 0\r\n\r\n\(hidden)", 200, ""),
    .good("a body behind a 204", "HTTP/1.1 204 X\r\n\r\n\(hidden)", 204, ""),
    .good(
      "a body behind a 304",
      "HTTP/1.1 304 X\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n\(hidden)", 304, ""),
    .good(
      "a body behind a HEAD", "\(ok)Content-Length: \(hidden.utf8.count)\r\n\r\n\(hidden)", 200, "",
      method: "HEAD"),
    .good(
      "chunks behind a HEAD", "\(chunked)2\r\n{}\r\n0\r\n\r\n\(hidden)", 200, "", method: "HEAD"),
    .good(
      "an error with another answer behind",
      "HTTP/1.1 404 X\r\nContent-Length: 2\r\n\r\n{}\(hidden)", 404, "{}"),
    .good("a line's end behind", "\(ok)Content-Length: 2\r\n\r\n{}\r\n"),
    .good("an interim answer behind", "\(ok)Content-Length: 2\r\n\r\n{}HTTP/1.1 100 X\r\n\r\n"),
    .good("close, and more", "\(ok)Connection: close\r\nContent-Length: 2\r\n\r\n{}\(hidden)"),
    .good(
      "options that name the framing away",
      "\(ok)Connection: Content-Length, Content-Type\r\nContent-Length: 2\r\n\r\n{}"),
    .good(
      "an upgrade that was not done",
      "\(ok)Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n{}"),
  ]

  /// Bodies that break off: the client must see that there is no end.
  static let brokenOff: [AnswerTorture] = [
    .broken("too few bytes", "\(ok)Content-Length: 9\r\n\r\n{}", "{}", .closed),
    .broken("too few bytes and a reset", "\(ok)Content-Length: 9\r\n\r\n{}", "{}", .broken),
    .broken("until a reset", "\(ok)\r\n{}", "{}", .broken),
    .broken("no last chunk", "\(chunked)2\r\n{}\r\n", "{}", .closed),
    .broken("half a chunk", "\(chunked)9\r\n{}", "{}", .closed),
    .broken("no end of the trailers", "\(chunked)2\r\n{}\r\n0\r\n", "{}", .closed),
    .broken("a size that is none", "\(chunked)x\r\n{}\r\n0\r\n\r\n\(hidden)"),
    .broken("a size with a sign", "\(chunked)+2\r\n{}\r\n0\r\n\r\n\(hidden)"),
    .broken("a size beyond 64 bits", "\(chunked)10000000000000002\r\n{}\r\n0\r\n\r\n"),
    .broken("line feeds alone", "\(chunked)2\n{}\n0\n\n\(hidden)"),
    .broken("data longer than its size", "\(chunked)1\r\n{}\r\n0\r\n\r\n\(hidden)", "{"),
    .broken("an extension with a bare LF", "\(chunked)2;a\n{}\r\n0\r\n\r\n\(hidden)"),
    .broken(
      "an extension without end", "\(chunked)2;\(many("a", 300))\r\n{}\r\n"
    ),
    .broken(
      "a trailer that is a length", "\(chunked)2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n\(hidden)",
      "{}"),
    .broken(
      "a trailer that is folded", "\(chunked)2\r\n{}\r\n0\r\nX: y\r\n z\r\n\r\n\(hidden)", "{}"),
    .broken(
      "trailers without end",
      "\(chunked)2\r\n{}\r\n0\r\nX: \(many("y", 9 << 10))", "{}"),
    .broken("an answer in the place of chunks", "\(chunked)\(hidden)"),
  ]
}
