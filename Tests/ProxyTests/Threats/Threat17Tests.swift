import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 17: a message that two readers read in two ways", .timeLimit(.minutes(5)))
struct Threat17Tests {
  /// What an attacker hides behind a message, to be taken for a request of its own.
  private static let hidden =
    "GET /smuggled HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\r\n"

  /// Fields of a request for /api/v1/pods, and what follows the empty line.
  private static let fields: [(String, String)] = [
    ("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    ("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n"),
    ("Content-Length: 0\r\nContent-Length: 4", "abcd"),
    ("Content-Length: 4\r\nContent-Length: 4", "abcd"),
    ("Content-Length: +1", "a"), ("Content-Length: -1", "a"), ("Content-Length: 0x10", "a"),
    ("Content-Length: 1,1", "a"), ("Content-Length: 1 1", "a"), ("Content-Length:", "a"),
    ("Content-Length: 99999999999999999999", "a"), ("Content-Length: 1;a=b", "a"),
    ("Transfer-Encoding: xchunked", "0\r\n\r\n"),
    ("Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
    ("Transfer-Encoding: identity", ""), ("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    ("Transfer-Encoding: \"chunked\"", "0\r\n\r\n"),
    ("Transfer-Encoding: chunked;a=b", "0\r\n\r\n"),
    ("Transfer-Encoding : chunked", "0\r\n\r\n"), ("Transfer-Encoding:\u{B}chunked", "0\r\n\r\n"),
    ("Transfer-Encoding:\r\n chunked", "0\r\n\r\n"), ("X: y\r\n folded", ""),
    ("X: y\r\n\tfolded", ""),
    ("X: y\nImpersonate-User: admin", ""), ("X: y\rImpersonate-User: admin", ""),
    ("X: y\u{0}", ""), ("X\u{0}: y", ""), ("X : y", ""), (": y", ""), ("no colon", ""),
    ("X\u{E9}: y", ""), (" X: y", ""), ("Host: y", ""), ("X@: y", ""), ("X: \u{1}", ""),
    ("Expect: 200-ok", ""), ("Connection: a b", ""), ("Authorization: Bearer \u{C3}", ""),
    ("Impersonate-User: \u{FF}", ""), ("Content-Length: 3\n", "abc"),
  ]

  /// Chunked bodies for a head that is well-formed.
  private static let chunked = [
    "1;a=b\r\na\r\n0\r\n\r\nx", "+1\r\na\r\n0\r\n\r\n", "0x1\r\na\r\n0\r\n\r\n",
    "1 \r\na\r\n0\r\n\r\n",
    " 1\r\na\r\n0\r\n\r\n", "1\na\n0\n\n", "1\r\na0\r\n\r\n", "1\r\nab\r\n0\r\n\r\n",
    "\r\n0\r\n\r\n",
    "-1\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\na\r\n", "10000000000000000\r\na\r\n", "G\r\n",
    "1\r\na\r\n0\r\nX y\r\n\r\n",
    "0\r\nContent-Length: 5\r\n\r\n", "0\r\nTransfer-Encoding: chunked\r\n\r\n",
    "0\r\nImpersonate-User: admin\r\n\r\n", "0\r\nAuthorization: Bearer admin.token\r\n\r\n",
    "0\r\nImpersonate_Group: system:masters\r\n\r\n", "0\r\nHost: y\r\n\r\n", "0\r\n X: y\r\n\r\n",
  ]

  private static let lines = [
    "GET /api/v1/pods HTTP/2.0", "GET /api/v1/pods HTTP/1.2", "GET /api/v1/pods",
    "GET  /api/v1/pods HTTP/1.1",
    "GET /api/v1/pods HTTP/1.1 ", " GET /api/v1/pods HTTP/1.1", "GET\t/api/v1/pods HTTP/1.1",
    "GET /api/v1/pods\u{0} HTTP/1.1", "GET /api/v1/p\u{E9} HTTP/1.1", "GET /api/v1/pods#x HTTP/1.1",
    "GET * HTTP/1.1", "CONNECT x:443 HTTP/1.1", "GET api/v1/pods HTTP/1.1", "G@T / HTTP/1.1",
    "GET ftp://x/ HTTP/1.1", "GET http://a@b/ HTTP/1.1", "PRI * HTTP/2.0", "\u{16}\u{3}\u{1}",
  ]

  private static let messages: [String] =
    fields.map { fields, body in
      "POST /api/v1/pods HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
        + "\(fields)\r\n\r\n\(body)\(hidden)"
    }
    + lines.map { "\($0)\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\r\n\(hidden)" }
    + [
      "GET /api/v1/pods HTTP/1.1\r\n\r\n" + hidden,
      "GET /api/v1/pods HTTP/1.1\nHost: x\n\n" + hidden,
      "POST /api/v1/pods HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        + hidden,
    ]

  /// One byte for each character.
  private static func octets(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  @Test func `one answer, the connection closed, and nothing reached the upstream`() async throws {
    try await Stage.run { stage in
      #expect(Self.messages.count >= 40)
      for message in Self.messages {
        let reply = try await stage.send(Self.octets(message))
        #expect(reply.statuses.count == 1, "\(message.debugDescription): \(reply)")
        #expect(
          reply.statuses.allSatisfy { (400...505).contains($0) }, "\(message.debugDescription)")
        #expect(reply.end == .closed, "\(message.debugDescription)")
        let body = reply.text.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
        let status = try? JSONValue(parsing: Array(body.utf8))
        #expect(status?["kind"] == "Status", "\(message.debugDescription): \(reply)")
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `a chunked body that is malformed never becomes a request`() async throws {
    try await Stage.run { stage in
      // A kept connection, for the request that must not follow half a body.
      _ = try await stage.ask("/api/v1/services", as: .alice)
      for body in Self.chunked {
        let reply = try await stage.send(
          "POST /api/v1/pods HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n\(body)\(Self.hidden)")
        #expect(reply.statuses == [400], "\(body.debugDescription) \(reply)")
        #expect(reply.end != .open, "\(body.debugDescription)")
      }
      // The upstream had a head and no end of a body, which is no request.
      #expect(stage.forwarded.count == 1)
      let next = try await stage.ask("/api/v1/pods", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
    }
  }

  @Test func `a target and a head beyond the limits are refused`() async throws {
    try await Stage.run { stage in
      let long = "GET /" + String(repeating: "a", count: 17 << 10) + " HTTP/1.1\r\nHost: x\r\n\r\n"
      let wide =
        "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 65 << 10) + "\r\n\r\n"
      let many =
        "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "X: y\r\n", count: 1030) + "\r\n"
      for (message, status) in [(long, 414), (wide, 431), (many, 431)] {
        let reply = try await stage.send(message)
        #expect(reply.statuses == [status])
        #expect(reply.end == .closed)
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `what is well-formed goes on with the same framing`() async throws {
    try await Stage.run { stage in
      let head = "POST /api/v1/pods HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
      let reply = try await stage.send(
        head + "Content-Length: 3\r\n\r\nabc" + head
          + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nX-Late: y\r\n\r\n" + head
          + "Content-Length: 0\r\nConnection: close\r\n\r\n")
      #expect(reply.statuses == [200, 200, 200])
      #expect(stage.forwarded.map(\.text) == ["abc", "abc", ""])
      #expect(stage.forwarded.map { $0.values("Transfer-Encoding") } == [[], ["chunked"], []])
      #expect(stage.forwarded.map { $0.values("Content-Length") } == [["3"], [], ["0"]])
    }
  }
}
