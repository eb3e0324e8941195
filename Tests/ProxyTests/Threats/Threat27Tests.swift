import JSON
import Proxy
import TestSupport
import Testing
import Wire

/// The plain listener is for who shares the machine: a dashboard's pod, whose browser pages others
/// wrote.
@Suite("Threat 27: who reaches the plain listener is somebody", .timeLimit(.minutes(5)))
struct Threat27Tests {
  private static var scene: Scene {
    var scene = Scene()
    scene.isPlain = true
    return scene
  }

  /// What on a front proxy's connection, or with a certificate, would make a request somebody's.
  static let claims: [[(String, String)]] = [
    [],
    [("X-Remote-User", "alice")],
    [("X-Remote-User", "admin"), ("X-Remote-Group", "system:masters"), ("X-Remote-Uid", "1")],
    [("X-Forwarded-Client-Cert", "Subject=\"CN=alice\"")], [("X-SSL-Client-Cert", "alice")],
    [("X-Forwarded-User", "alice")], [("Impersonate-User", "alice")],
    [("Impersonate-User", "admin"), ("Impersonate-Group", "system:masters")],
    [("Cookie", "token=alice.token")], [("Authorization", "Basic YWxpY2U6YWxpY2U=")],
    [("Authorization", "Bearer nonsense")],
  ]

  @Test(arguments: claims.indices, ["/api/v1/namespaces", "/api/v1/pods", "/version", "/healthz"])
  func `without a token nobody is anybody`(_ index: Int, _ target: String) async throws {
    try await Stage.run(Self.scene) { stage in
      let reply = try await stage.ask(target, Self.claims[index])
      #expect(reply.status == 401, "\(reply)")
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `a token is its user's, whatever stands beside it`() async throws {
    try await Stage.run(Self.scene) { stage in
      for target in ["/api/v1/namespaces", "/api/v1/pods"] {
        let reply = try await stage.ask(
          target, as: .alice,
          [("X-Remote-User", "admin"), ("X-Remote-Group", "system:masters")])
        #expect(reply.status == 200)
        #expect(target.hasSuffix("pods") || reply.names == Example.aliceNamespaces)
      }
      #expect(stage.forwarded.count == 2)
      for request in stage.forwarded {
        #expect(request.head.fields.all(.xRemote).isEmpty)
        #expect(!request.everything.contains("masters") && !request.everything.contains("admin"))
      }
    }
  }

  /// A page in a browser of the machine may send what it likes, by the name of any host; what it cannot
  /// do is name a token, and none is kept for it.
  @Test func `a browser's page has no more than others, and learns nothing`() async throws {
    try await Stage.run(Self.scene) { stage in
      let page = [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")]
      for method in ["GET", "POST", "OPTIONS", "DELETE"] {
        let reply = try await stage.ask(
          "/api/v1/namespaces", as: .nobody,
          page + [("Access-Control-Request-Headers", "authorization")], method: method,
          body: method == "POST" ? "{}" : nil)
        #expect(reply.status == 401, "\(method)")
        #expect(!reply.fields.contains { $0.name.lowercased().hasPrefix("access-control") })
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `acting as somebody takes the right to`() async throws {
    try await Stage.run(Self.scene) { stage in
      let refused = try await stage.ask(
        "/api/v1/namespaces", as: .eve, [("Impersonate-User", "alice")])
      #expect(refused.status == 403, "\(refused)")
      let allowed = try await stage.ask(
        "/api/v1/namespaces", as: .admin, [("Impersonate-User", "alice")])
      #expect(allowed.names == Example.aliceNamespaces, "\(allowed)")
    }
  }

  @Test func `what needs no credential is what was said, and only that`() async throws {
    var scene = Self.scene
    scene.script = { $0.isReview ? nil : .init("ok") }
    scene.authentication.anonymousPaths = ["/version"]
    try await Stage.run(scene) { stage in
      let (open, closed) = (try await stage.ask("/version"), try await stage.ask("/healthz"))
      #expect(open.status == 200 && closed.status == 401)
      let bad = try await stage.ask("/version", [("Authorization", "Bearer nonsense")])
      #expect(bad.status == 401)
    }
  }
}
