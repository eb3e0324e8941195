import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 03: a review that proves nobody lets somebody in", .timeLimit(.minutes(5)))
struct Threat03Tests {
  private static let nobody: [String] = [
    #"{"authenticated":false,"user":{"username":"alice"}}"#, #"{"authenticated":true,"user":{}}"#,
    #"{"authenticated":true,"user":{"username":""}}"#,
    #"{"user":{"username":"alice"}}"#, #"{"error":"x"}"#, "{}",
    #"{"authenticated":true,"user":{"username":" alice"}}"#,
    #"{"authenticated":true,"user":{"username":"alice","groups":[""]}}"#,
    #"{"authenticated":true,"user":{"username":"alice","extra":{"A":["b"]}}}"#,
    #"{"authenticated":true,"user":{"username":"alice","uid":"\u0000"}}"#,
  ]

  private static let unreadable: [String] = [
    #"{"authenticated":"true","user":{"username":"alice"}}"#,
    #"{"authenticated":1,"user":{"username":"alice"}}"#,
    #"{"authenticated":true,"user":{"username":7}}"#,
    #"{"authenticated":true,"user":"alice"}"#,
    #"{"authenticated":true,"user":{"username":"alice","groups":"system:masters"}}"#,
    "null", "7", #"{"authenticated":true}"#,
  ]

  private static func scene(
    _ answer: @escaping @Sendable () -> TestServer.Answer
  ) -> Scene {
    .answering("/apis/authentication.k8s.io/v1/tokenreviews") { _ in answer() }
  }

  private static func review(_ status: String) -> TestServer.Answer {
    .init(
      status: 201,
      #"{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","status":\#(status)}"#)
  }

  @Test(arguments: nobody)
  func `who is not authenticated, or has no sound name, is nobody`(_ status: String) async throws {
    try await Stage.run(Self.scene { Self.review(status) }) { stage in
      for target in ["/api/v1/namespaces", "/api/v1/pods", "/version"] {
        let reply = try await stage.ask(target, as: .alice)
        #expect(reply.status == 401)
        #expect(reply.json == (try Fixture.json("status.401.json")))
      }
      #expect(stage.forwarded.isEmpty)
      #expect(!stage.log.text.contains("alice.token"))
    }
  }

  @Test(arguments: unreadable)
  func `a review that cannot be read is no verdict`(_ status: String) async throws {
    try await Stage.run(Self.scene { Self.review(status) }) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 503)
      #expect(reply.value("Retry-After") == "1")
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test(arguments: [
    TestServer.Answer(status: 500, "{}"), TestServer.Answer(status: 403, "{}"),
    TestServer.Answer(status: 429, "busy"), TestServer.Answer(status: 201, "<html>"),
    TestServer.Answer(status: 201, "{}"), TestServer.Answer(status: 401, "{}"),
    .raw(""), .raw("HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{"),
    .raw("\u{0}\u{1}\r\n\r\n"),
    TestServer.Answer(status: 201, "{}").after(.seconds(60)),
  ])
  func `a review that errs or hangs is told with 503, not 401`(
    _ answer: TestServer.Answer
  ) async throws {
    var scene = Self.scene { answer }
    scene.reviewDeadline = .milliseconds(150)
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 503)
      #expect(reply.value("Retry-After") == "1")
      #expect(reply.json?["kind"] == "Status")
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `an access review that errs shows nothing`() async throws {
    let scene = Scene.answering("/apis/authorization.k8s.io") { _ in .init(status: 500, "{}") }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 503)
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test(arguments: [
    "Basic YWxpY2U6eA==", "Bearer", "Bearer a b", "bearer\talice.token", "Bearer  alice.token",
    "Bearer alice.token,Bearer b", "Token alice.token", "Bearer =", "Bearer \"alice.token\"",
  ])
  func `an Authorization that is not one bearer token is nobody's`(_ value: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("/api/v1/pods", [("Authorization", value)])
      #expect(reply.status == 401)
      let twice = try await stage.ask("/api/v1/pods", as: .alice, [("Authorization", value)])
      #expect(twice.status == 401)
      #expect(stage.upstream.received.isEmpty)
    }
  }
}
