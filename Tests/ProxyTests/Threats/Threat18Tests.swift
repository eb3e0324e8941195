import JSON
import TestSupport
import Testing

@testable import Wire

@Suite("Threat 18: a request hides behind another one's answer", .timeLimit(.minutes(5)))
struct Threat18Tests {
  private static let exec = "/api/v1/namespaces/oil-production/pods/a/exec"

  /// A request that wants another protocol, and one behind it that the upstream must never see.
  private static let pipelined =
    "POST \(exec) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
    + "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n" + hidden
  private static let hidden = "GET /api/v1/secrets HTTP/1.1\r\nHost: x\r\n\r\n"

  /// What the upstream says to the upgrade, and what the client then gets.
  private static let outcomes: [(answer: String, status: Int, shown: String?)] = [
    ("200 OK\r\nContent-Length: 6\r\n\r\nsecret", 502, nil),
    ("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsecret\r\n0\r\n\r\n", 502, nil),
    ("200 OK\r\n\r\nsecret", 502, nil),
    ("202 Accepted\r\nContent-Length: 0\r\nX-Secret: secret\r\n\r\n", 502, nil),
    ("204 No Content\r\nX-Secret: secret\r\n\r\n", 502, nil),
    ("302 Found\r\nLocation: http://secret\r\nContent-Length: 0\r\n\r\n", 502, nil),
    ("304 Not Modified\r\nETag: secret\r\n\r\n", 502, nil),
    ("400 Bad Request\r\nContent-Length: 6\r\n\r\nno SPDY", 400, "no SPD"),
    (
      "403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nforbidden", 403,
      "forbidden"
    ),
    ("404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n", 404, "no"),
    ("426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nno", 426, "no"),
    ("500 Oops\r\n\r\noops", 500, "oops"),
    (
      "101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nsecret", 502,
      nil
    ),
    (
      "101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1, h2c\r\n\r\nsecret", 502,
      nil
    ),
    ("101 Switching Protocols\r\nConnection: Upgrade\r\n\r\nsecret", 502, nil),
    ("101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\n\r\nsecret", 502, nil),
    ("101 X\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nContent-Length: 6\r\n\r\n", 502, nil),
    ("100 Continue\r\n\r\nHTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", 403, "no"),
    ("secret\r\n\r\n", 502, nil), ("600 Secret\r\n\r\n", 502, nil),
  ]

  @Test(arguments: 0..<outcomes.count)
  func `nothing behind an upgrade is forwarded before its 101, and no tunnel exists without`(
    _ index: Int
  ) async throws {
    let (answer, status, shown) = Self.outcomes[index]
    let board = Switchboard()
    let scene = Scene.answering(Self.exec) { _ in board.answer("HTTP/1.1 \(answer)", hangsUp: true)
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.send(Self.pipelined, within: .seconds(20))
      #expect(reply.statuses.last == status && reply.statuses.filter { $0 >= 200 }.count == 1)
      #expect(reply.end == .closed)
      #expect(reply.text.lowercased().contains("connection: close"))
      #expect(!reply.text.contains("secret") && !reply.text.contains("Secret"))
      if let shown {
        #expect(reply.text.contains(shown))
      } else {
        #expect(reply.text.contains(#""kind":"Status""#))
      }
      #expect(await board.ends(on: stage.loops.first))
      #expect(board.heard == "")
      #expect(stage.forwarded.map(\.target) == [Self.exec])
      // Whoever comes next has another connection.
      let next = try await stage.ask("/api/v1/services", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
      #expect(stage.forwarded.map(\.connection).max() == stage.forwarded.last?.connection)
    }
  }

  @Test(arguments: [true, false])
  func `an upstream that says nothing to an upgrade gets nothing`(_ hangsUp: Bool) async throws {
    let board = Switchboard()
    var scene = Scene.answering(Self.exec) { _ in board.answer("", hangsUp: hangsUp) }
    scene.timeouts.answer = .milliseconds(200)
    try await Stage.run(scene) { stage in
      let reply = try await stage.send(Self.pipelined, within: .seconds(20))
      #expect(reply.statuses == [hangsUp ? 503 : 504])
      #expect(reply.end == .closed)
      #expect(await board.ends(on: stage.loops.first))
      #expect(board.heard == "")
      // A command is never run a second time.
      #expect(stage.forwarded.count == 1)
    }
  }

  /// An answer that speaks of the program is not shown to whom it impersonates.
  @Test func `the refusal of the program is not shown for an upgrade either`() async throws {
    let status =
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"users \"alice\" is forbidden: "#
      + #"User \"bailiwick-program\" cannot impersonate","reason":"Forbidden","code":403}"#
    let board = Switchboard()
    let scene = Scene.answering(Self.exec) { _ in
      board.answer(
        "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(status.utf8.count)\r\n\r\n" + status)
    }
    try await Stage.run(scene) { stage in
      let proof = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask(
        Self.exec, as: proof, [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1")], method: "POST")
      #expect(reply.status == 503)
      #expect(!reply.everything.contains(Cluster.program))
    }
  }

  // MARK: Answers that say more than they may

  @Test(arguments: [
    // A body where the method or the status allows none.
    ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", [200]),
    ("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n", [200]),
    ("GET", "HTTP/1.1 204 No Content\r\n\r\n", [204]),
    ("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", [304]),
    ("GET", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", [502]),
    ("GET", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", [502]),
    ("GET", "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\n", [502]),
    // More than was said.
    ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", [200]),
  ])
  func `what comes behind an answer is nobody's answer`(
    _ method: String, _ answer: String, _ statuses: [Int]
  ) async throws {
    let target = "/api/v1/namespaces/oil-production/pods"
    let forged = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    let board = Switchboard()
    try await Stage.run(.answering(target) { _ in board.answer(answer + forged) }) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      let reply = try await stage.ask(target, as: .alice, method: method, on: client)
      #expect([reply.status] == statuses)
      #expect(!reply.everything.contains("forged"))
      let next = try await stage.ask("/api/v1/services", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
      #expect(await board.ends(on: stage.loops.first))
      #expect(board.heard == "")
    }
  }

  @Test func `a flood of interim answers ends`() async throws {
    let board = Switchboard()
    let flood = String(repeating: "HTTP/1.1 102 Processing\r\n\r\n", count: 5000)
    try await Stage.run(.answering("/api/v1/pods") { _ in board.answer(flood) }) { stage in
      let reply = try await stage.send(
        "GET /api/v1/pods HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Connection: close\r\n\r\n", within: .seconds(20))
      #expect(reply.statuses.last == 502)
      #expect(reply.statuses.count < 20)
      #expect(reply.end == .closed)
      #expect(await board.ends(on: stage.loops.first))
    }
  }

  // MARK: Requests that are not read to their end

  @Test(arguments: ["Content-Length: 1000", "Transfer-Encoding: chunked"])
  func `a body that nobody drained closes the connection`(_ framing: String) async throws {
    try await Stage.run { stage in
      for token in ["nobody.token", "alice.token"] {
        let reply = try await stage.send(
          "POST \(token == "alice.token" ? "//x" : "/api/v1/pods") HTTP/1.1\r\nHost: x\r\n"
            + "Authorization: Bearer \(token)\r\n\(framing)\r\n\r\n" + Self.hidden)
        #expect(reply.statuses == [token == "alice.token" ? 400 : 401])
        #expect(reply.text.lowercased().contains("connection: close"))
        #expect(reply.end == .closed)
      }
      #expect(stage.forwarded.isEmpty)
    }
  }
}
