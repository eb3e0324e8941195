import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 22: an upstream that fails", .timeLimit(.minutes(5)))
struct Threat22Tests {
  private static let pods = "/api/v1/namespaces/oil-production/pods"

  /// Answers the first requests for `prefix` so, one after the other, and the rest as a cluster.
  private static func scene(_ prefix: String, _ answers: TestServer.Answer...) -> Scene {
    let queue = AnswerQueue(answers)
    var scene = Scene()
    scene.script = { request in
      request.target.hasPrefix(prefix) && !request.isReview ? queue.next() : nil
    }
    return scene
  }

  private static func expectStatus(
    _ reply: Reply, _ codes: [Int], location: SourceLocation = #_sourceLocation
  ) {
    #expect(codes.contains(reply.status), sourceLocation: location)
    #expect(reply.json?["kind"] == "Status", sourceLocation: location)
    #expect(reply.json?["code"]?.int == reply.status, sourceLocation: location)
    #expect(reply.isWhole, sourceLocation: location)
  }

  private static let garbage: [String] = [
    "\r\n\r\n", "hello\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc X\r\n\r\n",
    "HTTP/1.1 99 X\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
    "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}", "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n{}", "HTTP/1.1 200 OK\r\nX: y",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "\u{0}\u{1}\u{2}\u{3}", "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 2000) + "\r\n",
  ]

  @Test(arguments: garbage, [pods, "/api/v1/namespaces", "/api/v1/namespaces/oil-production"])
  func `garbage is told with a Status, and the pool recovers`(
    _ text: String, _ target: String
  ) async throws {
    try await Stage.run(Self.scene(target, .raw(text))) { stage in
      let reply = try await stage.ask(target, as: .alice)
      Self.expectStatus(reply, [502, 503])
      let next = try await stage.ask(target, as: .alice)
      #expect(next.status == 200)
      #expect(stage.forwarded.count == 2)
    }
  }

  @Test(arguments: ["GET", "POST", "PATCH", "DELETE"])
  func `late is told with 504, and the late answer is nobody's`(_ method: String) async throws {
    var scene = Self.scene(Self.pods, .init("late, for alice").after(.milliseconds(300)))
    scene.timeouts.answer = .milliseconds(100)
    try await Stage.run(scene) { stage in
      // The connections of both pools are kept, so that there is one to be mixed up.
      _ = try await stage.ask("/api/v1/services", as: .alice)
      let late = try await stage.ask(Self.pods, as: .alice, method: method)
      Self.expectStatus(late, [504])
      #expect(late.value("Retry-After") == "1")
      let next = try await stage.ask("/api/v1/services", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
      #expect(stage.forwarded.filter { $0.target == Self.pods }.count == 1)
      #expect(stage.forwarded.last?.connection != stage.forwarded[1].connection)
    }
  }

  @Test func `an answer for a caller that went away is nobody's`() async throws {
    let scene = Self.scene(Self.pods, .init("late, for alice").after(.milliseconds(200)))
    try await Stage.run(scene) { stage in
      _ = try await stage.ask("/api/v1/services", as: .alice)
      let gone = try await stage.connect()
      try await stage.write(
        "GET \(Self.pods) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\r\n",
        to: gone)
      let deadline = Deadline.after(.seconds(10))
      while stage.forwarded.count < 2, .now < deadline { await stage.loops.first.yield() }
      #expect(stage.forwarded.count == 2)
      gone.close()
      let next = try await stage.ask("/api/v1/services", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
    }
  }

  @Test func `a body that was not sent whole is not followed by another request`() async throws {
    try await Stage.run { stage in
      _ = try await stage.ask("/api/v1/services", as: .alice)
      let half = try await stage.connect()
      try await stage.write(
        "POST \(Self.pods) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Content-Length: 500\r\n\r\nabc", to: half)
      half.close()
      let next = try await stage.ask("/api/v1/services", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
      #expect(!stage.forwarded.contains { $0.target == Self.pods })
    }
  }

  @Test func `a GET with a body is passed with it, once`() async throws {
    let scene = Self.scene("/none")
    try await Stage.run(scene) { stage in
      let other = try await stage.ask("/api/v1/nodes/worker-3", as: .alice, body: "0123456789")
      #expect(other.status == 403)
      #expect(stage.forwarded.map(\.text) == ["", "0123456789"])
      #expect(stage.forwarded.map { $0.values("Content-Length") } == [[], ["10"]])
      let mine = try await stage.ask("/api/v1/nodes/worker-1", as: .alice, body: "0123456789")
      #expect(mine.status == 200)
      let next = try await stage.ask("/api/v1/services", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
    }
  }

  // MARK: Breaking off

  @Test(arguments: [true, false])
  func `a passed answer that breaks off ends without its end`(_ isChunked: Bool) async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    let body =
      isChunked
      ? "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n" : "Content-Length: 9\r\n\r\n{\"a\""
    try await Stage.run(Self.scene(Self.pods, .raw(head + body))) { stage in
      let reply = try await stage.ask(Self.pods, as: .alice)
      #expect(reply.status == 200)
      #expect("{\"a\"".hasPrefix(reply.text))
      #expect(!reply.isWhole)
      #expect(stage.forwarded.count == 1)
      #expect(try await stage.ask(Self.pods, as: .alice).isWhole)
    }
  }

  @Test(arguments: ["/api/v1/namespaces", "/api/v1/namespaces/oil-production"])
  func `a filtered answer that breaks off before anything was said is a Status`(
    _ target: String
  ) async throws {
    let raw =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"items\":["
    try await Stage.run(Self.scene(target, .raw(raw))) { stage in
      let reply = try await stage.ask(target, as: .alice)
      Self.expectStatus(reply, [503])
      #expect(stage.forwarded.count == 1)
      #expect(try await stage.ask(target, as: .alice).status == 200)
    }
  }

  @Test func `a slow body is given up`() async throws {
    var stalling = TestServer.Answer.raw(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"items\":")
    stalling.lingering = .seconds(60)
    var scene = Self.scene("/api/v1/namespaces", stalling)
    scene.timeouts.body = .milliseconds(100)
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      Self.expectStatus(reply, [504])
    }
  }

  // MARK: Again

  @Test(arguments: ["GET", "HEAD"])
  func `a stale kept connection is tried again, once`(_ method: String) async throws {
    try await Stage.run(Self.scene(Self.pods, .raw(""), .raw(""))) { stage in
      _ = try await stage.ask("/api/v1/services", as: .alice)
      let reply = try await stage.ask(Self.pods, as: .alice, method: method)
      #expect(reply.status == 503)
      #expect(stage.forwarded.filter { $0.target == Self.pods }.count == 2)
      let next = try await stage.ask(Self.pods, as: .alice, method: method)
      #expect(next.status == 200)
    }
  }

  @Test func `a widened list on a stale connection is tried again, once`() async throws {
    try await Stage.run(Self.scene("/api/v1/namespaces", .raw(""))) { stage in
      // The reviews left a kept connection of the program's own.
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.names == Example.aliceNamespaces)
      #expect(stage.forwarded.count == 2)
      #expect(stage.forwarded.allSatisfy { $0.isOwn })
    }
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FROB"])
  func `a write is never repeated`(_ method: String) async throws {
    try await Stage.run(Self.scene(Self.pods, .raw(""))) { stage in
      _ = try await stage.ask("/api/v1/services", as: .alice)
      let reply = try await stage.ask(Self.pods, as: .alice, method: method, body: "{}")
      Self.expectStatus(reply, [503])
      #expect(stage.forwarded.filter { $0.target == Self.pods }.count == 1)
    }
  }

  @Test func `nothing is repeated on a fresh connection or after a byte`() async throws {
    try await Stage.run(Self.scene(Self.pods, .raw(""), .raw("HTTP/1.1 2"))) { stage in
      let fresh = try await stage.ask(Self.pods, as: .alice)
      Self.expectStatus(fresh, [503])
      #expect(stage.forwarded.count == 1)
      _ = try await stage.ask("/api/v1/services", as: .alice)
      let begun = try await stage.ask(Self.pods, as: .alice)
      Self.expectStatus(begun, [502, 503])
      #expect(stage.forwarded.filter { $0.target == Self.pods }.count == 2)
    }
  }

  // MARK: Saying no

  @Test(arguments: [pods, "/api/v1/namespaces", "/api/v1/namespaces/oil-production"])
  func `429 comes through with its Retry-After`(_ target: String) async throws {
    let status = """
      {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"busy",\
      "reason":"TooManyRequests","code":429}
      """
    let answer = TestServer.Answer(status: 429, status)
      .with(("Content-Type", "application/json"), ("Retry-After", "7"))
    try await Stage.run(Self.scene(target, answer)) { stage in
      let reply = try await stage.ask(target, as: .alice)
      Self.expectStatus(reply, [429])
      #expect(reply.value("Retry-After") == "7")
      #expect(reply.message == "busy")
      #expect(stage.forwarded.count == 1)
    }
  }

  @Test(arguments: [429, 503], ["/api/v1/namespaces", "/api/v1/namespaces/oil-production"])
  func `priority and fairness says no in plain text, and a filtered route in a Status`(
    _ code: Int, _ target: String
  ) async throws {
    let answer = TestServer.Answer(
      status: code, "Too many requests, please try again later.\n"
    ).with(("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "1"))
    try await Stage.run(Self.scene(target, answer)) { stage in
      let reply = try await stage.ask(target, as: .alice)
      Self.expectStatus(reply, [code])
      #expect(reply.value("Retry-After") == "1")
    }
  }

  @Test(arguments: [pods, "/api/v1/namespaces"])
  func `410 comes through`(_ target: String) async throws {
    let status = try Fixture.text("status.410.expired.json")
    try await Stage.run(Self.scene(target, .init(status: 410, status))) { stage in
      let reply = try await stage.ask(target + "?resourceVersion=1", as: .alice)
      Self.expectStatus(reply, [410])
      #expect(reply.text == status)
    }
  }
}
