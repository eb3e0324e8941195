import JSON
import TestSupport
import Testing

@testable import Proxy
@testable import Wire

@Suite("Threat 19: a message that takes more than its share", .timeLimit(.minutes(2)))
struct Threat19Tests {
  private static func request(_ target: String, _ fields: String) -> String {
    "GET \(target) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\(fields)\r\n"
  }

  /// A head of exactly so many bytes.
  private static func head(_ bytes: Int) -> String {
    let bare = request(Torture.pods, "Connection: close\r\nX: \r\n").utf8.count
    return request(
      Torture.pods, "Connection: close\r\nX: \(String(repeating: "y", count: bytes - bare))\r\n")
  }

  private static func target(_ bytes: Int) -> String {
    request("/" + String(repeating: "a", count: bytes - 1), "Connection: close\r\n")
  }

  private static func fields(_ count: Int) -> String {
    request(
      Torture.pods, "Connection: close\r\n" + String(repeating: "X: y\r\n", count: count - 3))
  }

  @Test func `a head, a target and fields have a limit, and no more is taken`() async throws {
    let limits = HTTPLimits.standard
    #expect((limits.head, limits.target, limits.fields) == (64 << 10, 16 << 10, 1024))
    try await Recorder.run { stage, recorder in
      for text in [Self.head(64 << 10), Self.target(16 << 10), Self.fields(1024)] {
        let reply = try await stage.send(text)
        #expect(reply.statuses == [200])
      }
      #expect(recorder.messages.count == 3)
      for (text, status) in [
        (Self.head((64 << 10) + 1), 431), (Self.target((16 << 10) + 1), 414),
        (Self.fields(1025), 431),
      ] {
        let reply = try await stage.send(text + Torture.hidden)
        #expect(reply.statuses == [status])
        #expect(reply.end == .closed)
        #expect(reply.text.contains(#""kind":"Status""#))
      }
      #expect(recorder.messages.count == 3)
    }
  }

  /// Without an end to any line, only a limit ends the reading.
  @Test(arguments: [
    ("", "G", [501]), ("GET /", "a", [414]), ("GET / HTTP/1.1\r\nHost: x\r\n", "X", [431]),
    ("GET / HTTP/1.1\r\nHost: x\r\nX: ", "y", [431]),
  ])
  func `what never ends is refused at the limit`(
    _ start: String, _ more: String, _ statuses: [Int]
  ) async throws {
    try await Recorder.run { stage, recorder in
      let reply = try await stage.send(start + String(repeating: more, count: 66 << 10))
      #expect(reply.statuses == statuses)
      #expect(reply.end == .closed)
      #expect(recorder.streams.isEmpty)
    }
  }

  private static let review = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
  private static let most = 3 << 20

  @Test func `a body that the proxy reads itself has the API server's limit`() async throws {
    try await Stage.run { stage in
      let largest = String(repeating: " ", count: Self.most - 2) + "{}"
      let taken = try await stage.ask(Self.review, as: .alice, method: "POST", body: largest)
      #expect(taken.status == 200)
      #expect(stage.upstream.received.map(\.body.count).contains(Self.most))
      let before = stage.upstream.received.count
      let refused = try await stage.ask(
        Self.review, as: .alice, method: "POST", body: largest + " ")
      #expect(refused.status == 413)
      #expect(refused.json?["reason"] == "RequestEntityTooLarge")
      #expect(stage.upstream.received.count == before)
    }
  }

  @Test(arguments: [
    "Content-Length: \((3 << 20) + 1)\r\n", "Content-Length: 9223372036854775807\r\n",
  ])
  func `a length that is too large is refused where the client waits to be asked for it`(
    _ fields: String
  ) async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        "POST \(Self.review) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Expect: 100-continue\r\n\(fields)\r\n")
      #expect(reply.statuses == [413])
      #expect(reply.end == .closed)
      #expect(!stage.upstream.received.contains { $0.target == Self.review })
    }
  }

  @Test func `chunks that are too many are refused too`() async throws {
    try await Stage.run { stage in
      let chunk = "10000\r\n" + String(repeating: " ", count: 1 << 16) + "\r\n"
      let reply = try await stage.send(
        "POST \(Self.review) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 49))
      #expect(reply.statuses == [413])
      #expect(!stage.upstream.received.contains { $0.target == Self.review })
    }
  }

  @Test func `of a widened write too`() async throws {
    let scene = WriteScene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, [("Content-Type", "application/merge-patch+json")],
        method: "PATCH", body: "{" + String(repeating: " ", count: Self.most) + "}")
      #expect(reply.status == 413)
      #expect(stage.forwarded.allSatisfy { $0.head.method == "GET" })
    }
  }

  /// The API server has its own limit for what it reads, and none for what it streams.
  @Test(arguments: [true, false])
  func `a body that passes streams, however long`(_ isChunked: Bool) async throws {
    try await Stage.run { stage in
      let block = String(repeating: "0123456789abcdef", count: 1 << 12)
      let count = 160
      let body =
        isChunked
        ? String(repeating: "10000\r\n\(block)\r\n", count: count) + "0\r\n\r\n"
        : String(repeating: block, count: count)
      let framing =
        isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.utf8.count)"
      let reply = try await stage.send(
        "POST /api/v1/namespaces/oil-production/configmaps HTTP/1.1\r\nHost: x\r\n"
          + "Authorization: Bearer alice.token\r\nConnection: close\r\n\(framing)\r\n\r\n\(body)",
        within: .seconds(60))
      #expect(reply.statuses == [200])
      #expect(stage.forwarded.map(\.body.count) == [count << 16])
    }
  }
}
