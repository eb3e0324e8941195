import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 13: what was refused is forwarded all the same", .timeLimit(.minutes(5)))
struct Threat13Tests {
  private static let targets = [
    "//api/v1/namespaces", "/api//v1/namespaces", "/api/v1/./namespaces", "/api/v1/x/../namespaces",
    "/api/v1/%2e%2e/namespaces", "/api/v1/namespaces%2fkube-system", "/api/v1/namespaces%5Cx",
    "/api/v1/namespaces\\x", "/api/v1/namespaces/%00", "/api/v1/namespaces?a;b",
    "/api/v1/namespaces?limit=%zz", "/api/v1/nodes?x=1;watch=1", "/api/v1/namespaces/..",
  ]

  private static func request(_ target: String, _ rest: String = "") -> String {
    "GET \(target) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\(rest)\r\n"
  }

  @Test(arguments: targets)
  func `a target with two readings gets one Status`(_ target: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(Self.request(target, "Connection: close\r\n"))
      #expect(reply.statuses == [400])
      #expect(reply.end == .closed)
      #expect(stage.forwarded.isEmpty)
      let body = reply.text.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
      let status = try JSONValue(parsing: Array(body.utf8))
      #expect(status["kind"] == "Status")
      #expect(status["code"] == 400)
    }
  }

  @Test func `the next request of the connection is answered for itself`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        Self.request("//x") + Self.request("/api/v1/pods") + Self.request("/api/v1/x/../y")
          + Self.request("/api/v1/services", "Connection: close\r\n"))
      #expect(reply.statuses == [400, 200, 400, 200])
      #expect(stage.forwarded.map(\.target) == ["/api/v1/pods", "/api/v1/services"])
    }
  }

  @Test func `a body behind a refusal is read by nobody as a request`() async throws {
    try await Stage.run { stage in
      let hidden = Self.request("/api/v1/secrets")
      let reply = try await stage.send(
        "POST //x HTTP/1.1\r\nHost: x\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n" + hidden)
      #expect(reply.statuses == [400])
      #expect(reply.end == .closed)
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `before anything is known nothing is filtered and nothing passes`() async throws {
    var scene = Scene()
    scene.isSynced = false
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .admin)
      #expect(reply.status == 503)
      #expect(reply.value("Retry-After") == "1")
      #expect(stage.forwarded.isEmpty)
    }
  }
}
