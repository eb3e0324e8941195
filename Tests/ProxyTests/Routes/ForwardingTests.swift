import JSON
import Proxy
import TestSupport
import Testing

@testable import Wire

/// A passed request and its answer are as they would be without the proxy.
@Suite(.timeLimit(.minutes(2)))
struct ForwardingTests {
  private static let pods = "/api/v1/namespaces/oil-production/pods"

  private static func head(_ method: String, _ fields: String = "") -> String {
    "\(method) \(pods) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\(fields)\r\n"
  }

  // MARK: The same as direct

  /// Odd requests that HTTP and the API server allow, by what the upstream then answers.
  private static let requests:
    [(method: String, target: String, fields: [(String, String)], body: String?)] = [
      ("GET", pods, [], nil), ("GET", pods + "?", [], nil),
      ("GET", pods + "?limit=1;2&a=%zz&&=&labelSelector=a%3Db,c+d", [], nil),
      ("GET", "/api/v1/namespaces/oil-production/services/a:b/proxy//x/../y;z%2F?q", [], nil),
      ("GET", "/x%20y/~!$&'()*+,=:@", [], nil), ("OPTIONS", "/apis", [], nil),
      ("GET", pods + "?x=" + String(repeating: "a", count: 8000), [], nil),
      ("HEAD", pods, [], nil), ("FROB", pods, [], "body"), ("DELETE", pods + "/a", [], "{}"),
      ("GET", pods, [], "a body of a GET"), ("POST", pods, [], ""),
      (
        "PATCH", pods + "/a", [("Content-Type", "application/apply-patch+yaml; a=\"b, c\"")], "a: b"
      ),
      (
        "GET", pods,
        [
          ("X-Twice", "1"), ("x-between", "2"), ("X-TWICE", "1"), ("X-Empty", ""),
          ("X-Tab", "a\tb  c"), ("X-Text", "größer"), ("Accept", "a/b;q=0.1, */*"),
          ("Cookie", "a=b; c=d"), ("Range", "bytes=0-1"), ("If-None-Match", "\"x\", W/\"y\""),
        ], nil
      ),
      (
        "GET", pods,
        [
          ("Via", "1.0 fred, 1.1 p.example.net (a comment)"), ("Audit-ID", "an-id"),
          ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
          ("tracestate", "a=b"), ("User-Agent", "kubectl/v1.37.0 (linux/amd64) kubernetes/abc"),
          ("Max-Forwards", "0"), ("Cache-Control", "no-cache"), ("Pragma", "no-cache"),
        ], nil
      ),
    ]

  /// Odd answers, by the bytes of their heads' rest and of their bodies.
  private static let answers: [TestServer.Answer] = {
    var answers = [200, 201, 202, 301, 400, 405, 409, 422, 500, 503, 599].map { status in
      TestServer.Answer(status: status, "status \(status)").with(
        ("Content-Type", "a/b; c=\"d\""), ("Set-Cookie", "a=b"), ("X-Between", ""),
        ("set-cookie", "c=d"), ("Warning", "299 - \"old\""), ("Location", "/elsewhere?a=b"),
        ("Retry-After", "3"), ("Allow", "GET, PUT"), ("ETag", "W/\"x\""), ("Via", "1.1 upstream"),
        ("Audit-Id", "theirs"), ("X-Text", "größer"), ("X-Kubernetes-Pf-Flowschema-Uid", "u"))
    }
    var chunks = TestServer.Answer.chunks(["a", "", "bc", String(repeating: "d", count: 100_000)])
    chunks.fields = [("Trailer", "X-Sum")]
    answers += [
      chunks, .init(), TestServer.Answer(status: 204).with(("X-A", "b")),
      TestServer.Answer(status: 304).with(("ETag", "\"x\"")),
      .raw("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok"),
      .raw("HTTP/1.1 404 Nothing of that kind: (here)\r\nContent-Length: 2\r\n\r\nno"),
      .raw("HTTP/1.1 200 OK\r\nX-A:b\r\nX-B: \t c \t\r\n\r\nto the end"),
      .raw("HTTP/1.0 200 OK\r\nX-A: b\r\n\r\nto the end of HTTP/1.0"),
      .raw("HTTP/1.1 206 Part\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\nab"),
    ]
    return answers
  }()

  /// What the upstream saw of a request, in an answer.
  private static func echo(_ request: TestServer.Received) -> TestServer.Answer {
    // The length is a field of its own hop too, and its place among the others means nothing. Who
    // names no Audit-ID is given one.
    let own = ["host", "x-forwarded-for", "content-length", "audit-id"]
    let fields = request.head.fields.filter { !own.contains($0.name.lowercased()) }
      .map { "\($0.name): \($0.value)\n" }.joined()
    return .init("\(request.head.method) \(request.target)\n\(fields)\n\(request.text)")
  }

  private static func direct(_ stage: Stage) async throws -> ClientConnection {
    try await ClientPool(
      endpoint: Endpoint(host: "127.0.0.1", port: stage.upstream.port),
      tls: try stage.keys.upstream.clientContext(), loop: stage.loops.first
    ).take()
  }

  private static let hopByHop = [
    "connection", "transfer-encoding", "keep-alive", "date", "content-length", "audit-id",
  ]

  private static func expectSame(
    _ direct: Reply, _ passed: Reply, location: SourceLocation = #_sourceLocation
  ) {
    func shown(_ reply: Reply) -> [String] {
      let fields = reply.fields.filter { !hopByHop.contains($0.name.lowercased()) }
      return fields.map { "\($0.name): \($0.value)" }
    }
    // A body of unknown length gets the framing of the next hop; its bytes are the same.
    #expect(passed.status == direct.status, sourceLocation: location)
    #expect(shown(passed) == shown(direct), sourceLocation: location)
    #expect(passed.body == direct.body, sourceLocation: location)
    #expect(
      passed.fields.values(of: .contentLength) == direct.fields.values(of: .contentLength),
      sourceLocation: location)
    #expect(passed.isWhole && direct.isWhole, sourceLocation: location)
  }

  @Test(arguments: 0..<requests.count)
  func `what reaches the API server is the same as direct`(_ index: Int) async throws {
    let (method, target, fields, body) = Self.requests[index]
    var scene = Scene()
    scene.script = { $0.isReview ? nil : Self.echo($0) }
    try await Stage.run(scene) { stage in
      let client = try await Self.direct(stage)
      defer { client.close() }
      let direct = try await stage.ask(
        target, as: .alice, fields, method: method, body: body, on: client)
      let passed = try await stage.ask(target, as: .alice, fields, method: method, body: body)
      Self.expectSame(direct, passed)
      #expect(method == "HEAD" || passed.text.hasPrefix("\(method) \(target)\n"))
    }
  }

  @Test(arguments: 0..<answers.count, ["GET", "HEAD", "POST"])
  func `what the API server answers is the same as direct`(
    _ index: Int, _ method: String
  ) async throws {
    try await Stage.run(.answering(Self.pods) { _ in Self.answers[index] }) { stage in
      let client = try await Self.direct(stage)
      defer { client.close() }
      let direct = try await stage.ask(Self.pods, as: .alice, method: method, on: client)
      let passed = try await stage.ask(Self.pods, as: .alice, method: method)
      Self.expectSame(direct, passed)
      #expect(passed.status == direct.status)
    }
  }

  // MARK: Trailers and interim answers

  @Test func `trailers pass both ways`() async throws {
    let board = Switchboard()
    var scene = Scene()
    let answer =
      "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
      + "X-Sum: 2\r\nX-Sum: again\r\n\r\n"
    scene.early = { $0.target == Self.pods ? board.answer(answer).takeOver : nil }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      let answer = OpenAnswer(client)
      try await stage.write(
        Self.head("POST", "TE: gzip, trailers\r\nTrailer: X-Mine\r\nTransfer-Encoding: chunked\r\n")
          + "3\r\nabc\r\n0\r\nX-Mine: 3\r\n\r\n", to: client)
      try await answer.readHead()
      #expect(answer.fields.values(of: .trailer) == ["X-Sum"])
      let rest = await answer.rest()
      #expect(rest.text == "ok" && rest.isWhole)
      #expect(
        client.input.trailers.map { "\($0.name): \($0.value)" } == ["X-Sum: 2", "X-Sum: again"])
      #expect(await board.hears("0\r\nX-Mine: 3\r\n\r\n", on: stage.loops.first))
      let asked = try #require(board.head)
      #expect(asked.fields.values(of: .te) == ["trailers"])
      #expect(asked.fields.values(of: .connection) == ["TE"])
      #expect(asked.fields.values(of: .trailer) == ["X-Mine"])
    }
  }

  @Test func `interim answers pass, but for a 100 that nobody waits for`() async throws {
    let answer =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nConnection: X-A\r\n"
      + "X-A: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    try await Stage.run(.answering(Self.pods) { _ in .raw(answer) }) { stage in
      let reply = try await stage.send(Self.head("GET", "Connection: close\r\n"))
      #expect(reply.statuses == [103, 200])
      #expect(reply.text.hasPrefix("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200"))
      // A client of HTTP/1.0 knows no interim answers.
      let old = try await stage.send(
        "GET \(Self.pods) HTTP/1.0\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\r\n")
      #expect(old.statuses == [200])
    }
  }

  // MARK: Before the body, and beside it

  @Test(arguments: [403, 413, 200])
  func `an answer before the body reaches who waits to send it`(_ status: Int) async throws {
    let board = Switchboard()
    var scene = Scene()
    let answer = "HTTP/1.1 \(status) X\r\nContent-Length: 2\r\n\r\nno"
    scene.early = { $0.target == Self.pods ? board.answer(answer).takeOver : nil }
    try await Stage.run(scene) { stage in
      let reply = try await stage.send(
        Self.head("POST", "Expect: 100-continue\r\nContent-Length: 10\r\n"), within: .seconds(20))
      #expect(reply.statuses == [status])
      #expect(reply.text.hasSuffix("\r\n\r\nno"))
      #expect(reply.text.lowercased().contains("connection: close"))
      #expect(reply.end == .closed)
      #expect(await board.ends(on: stage.loops.first))
      #expect(board.heard == "")
      #expect(board.head?.expectsContinue == true)
    }
  }

  @Test(arguments: [true, false])
  func `who waits to send is told to when the upstream wants it, or says nothing`(
    _ speaks: Bool
  ) async throws {
    let board = Switchboard()
    var scene = Scene()
    scene.timeouts.expect = speaks ? .seconds(60) : .milliseconds(50)
    let answer = speaks ? "HTTP/1.1 100 Continue\r\n\r\n" : ""
    scene.early = {
      $0.target == Self.pods
        ? board.answer(answer, at: "0123456789", "HTTP/1.1 201 X\r\nContent-Length: 2\r\n\r\nok")
          .takeOver : nil
    }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      try await stage.write(
        Self.head("PUT", "Expect: 100-continue\r\nContent-Length: 10\r\n"), to: client)
      let answer = OpenAnswer(client)
      #expect(try await !client.readHead(to: .other, by: .after(.seconds(20))))
      #expect(client.response.status == 100)
      #expect(board.heard == "")
      try await stage.write("0123456789", to: client)
      try await answer.readHead()
      #expect(answer.status == 201)
      #expect(await answer.rest().text == "ok")
      #expect(answer.fields.values(of: .connection).isEmpty)
    }
  }

  /// Belongs to the stage's one loop, as all tasks that see it.
  private struct Sender: @unchecked Sendable {
    let client: ClientConnection
  }

  /// Answers at once, and reads no further.
  @Sendable private static func refuse(_ connection: ServerConnection) async throws(WireError) {
    try await connection.send(
      unframed: Array("HTTP/1.1 413 Large\r\nContent-Length: 2\r\n\r\nno".utf8))
    try await connection.transport.loop.sleep(until: .after(.seconds(50)))
  }

  /// The upstream's connection would take 60 seconds to be given up.
  @Test(arguments: ["Content-Length: 200000000", "Transfer-Encoding: chunked"])
  func `an upstream that reads no further is heard at once`(_ framing: String) async throws {
    var scene = Scene()
    scene.early = { $0.target == Self.pods ? Self.refuse : nil }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      try await stage.write(Self.head("POST", framing + "\r\n"), to: client)
      let answer = OpenAnswer(client)
      let sender = Sender(client: client)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: stage.loops.first) {
          let piece = "f000\r\n" + String(repeating: "x", count: 0xf000) + "\r\n"
          while !Task.isCancelled { try await stage.write(piece, to: sender.client) }
        }
        try await answer.readHead()
        #expect(answer.status == 413)
        #expect(await answer.rest().text == "no")
        group.cancelAll()
        while await group.nextResult() != nil {}
      }
    }
  }

  @Test func `an answer and the body that it answers pass at the same time`() async throws {
    let board = Switchboard()
    var scene = Scene()
    let begin = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"
    scene.early = {
      $0.target == Self.pods
        ? board.answer(begin, at: "0\r\n\r\n", "3\r\nbye\r\n0\r\n\r\n").takeOver : nil
    }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      try await stage.write(Self.head("POST", "Transfer-Encoding: chunked\r\n"), to: client)
      let answer = OpenAnswer(client)
      try await answer.readHead()
      #expect(answer.status == 200)
      #expect(String(decoding: try await answer.take(2), as: UTF8.self) == "hi")
      for _ in 0..<3 {
        try await stage.write("1\r\na\r\n", to: client)
        #expect(await board.hears("1\r\na\r\n", on: stage.loops.first))
      }
      try await stage.write("0\r\n\r\n", to: client)
      let rest = await answer.rest()
      #expect(rest.text == "bye" && rest.isWhole)
    }
  }

  @Test func `a body that comes in small pieces is one body`() async throws {
    try await Stage.run(.answering(Self.pods) { Self.echo($0) }) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      try await stage.write(Self.head("POST", "Content-Length: 26\r\n"), to: client)
      for letter in "abcdefghijklmnopqrstuvwxyz" {
        try await stage.write(String(letter), to: client)
        for _ in 0..<3 { await stage.loops.first.yield() }
      }
      let answer = OpenAnswer(client)
      try await answer.readHead()
      #expect(await answer.rest().text.hasSuffix("\n\nabcdefghijklmnopqrstuvwxyz"))
      // Both connections go on.
      let next = try await stage.ask(Self.pods, as: .alice, on: client)
      #expect(next.status == 200)
      #expect(Set(stage.forwarded.map(\.connection)).count == 1)
    }
  }

  @Test(arguments: ["x\r\n", "5\r\nabc"])
  func `a body that is malformed or breaks off ends the request`(_ body: String) async throws {
    let board = Switchboard()
    var scene = Scene()
    scene.timeouts.body = .milliseconds(300)
    scene.early = { $0.target == Self.pods ? board.answer("").takeOver : nil }
    try await Stage.run(scene) { stage in
      let reply = try await stage.send(
        Self.head("POST", "Transfer-Encoding: chunked\r\n") + "1\r\na\r\n" + body,
        within: .seconds(20))
      #expect(reply.statuses == [body == "x\r\n" ? 400 : 408])
      #expect(await board.ends(on: stage.loops.first))
      #expect(!board.heard.contains("0\r\n\r\n"))
    }
  }

  // MARK: Streams, and clients that end their side

  @Test func `a log that is followed arrives line by line`() async throws {
    let faucet = Faucet()
    let target = Self.pods + "/a/log?follow=true"
    try await Stage.run(.answering(target) { _ in faucet.answer() }) { stage in
      let log = try await stage.open(target, as: .alice)
      defer { log.close() }
      for number in 0..<20 {
        faucet.pour("line \(number)\n")
        #expect(try await log.line() == "line \(number)\n")
      }
      faucet.close()
      #expect(await log.rest().isWhole)
    }
  }

  @Test(arguments: [true, false])
  func `a client that ended its side gets the answer`(_ hasBody: Bool) async throws {
    let scene = Scene.answering(Self.pods) { _ in .init("here").after(.milliseconds(300)) }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      defer { client.close() }
      try await stage.write(
        hasBody ? Self.head("POST", "Content-Length: 2\r\n") + "{}" : Self.head("GET"), to: client)
      try await client.transport.endWriting(by: .after(.seconds(20)))
      let answer = OpenAnswer(client)
      try await answer.readHead()
      #expect(answer.status == 200)
      #expect(await answer.rest().text == "here")
    }
  }

  @Test func `who ended its side and does not read is not waited for long`() async throws {
    let board = Switchboard()
    var scene = Scene()
    scene.timeouts.halfClosed = .milliseconds(100)
    scene.early = { $0.target == Self.pods ? board.answer("").takeOver : nil }
    try await Stage.run(scene) { stage in
      let client = try await stage.connect()
      try await stage.write(Self.head("GET"), to: client)
      let deadline = Deadline.after(.seconds(20))
      while board.head == nil, .now < deadline { await stage.loops.first.yield() }
      client.close()
      #expect(await board.ends(on: stage.loops.first))
    }
  }
}
