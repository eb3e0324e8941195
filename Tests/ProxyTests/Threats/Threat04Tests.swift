import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 04: two names that look alike share what they own", .timeLimit(.minutes(5)))
struct Threat04Tests {
  private static func user(_ name: String, _ groups: String...) -> JSONValue {
    [
      "authenticated": true,
      "user": [
        "username": .string(name),
        "groups": .array((groups + ["system:authenticated"]).map(JSONValue.string)),
      ],
    ]
  }

  /// alice is a user of the tenant oil; the service account a-b/c owns robots.
  private static let strangers: [JSONValue] = [
    user("system:serviceaccount:a:b-c"), user("system:serviceaccount:default:alice"),
    user("system:serviceaccount:other:c"), user("system:serviceaccount:a-b:c:d"),
    user("system:serviceaccount:a-b"), user("a-b:c"), user("x", "alice"),
    user("x", "system:serviceaccount:a-b:c"), user("gas-admins"), user("Alice"), user("alice."),
    user("al\u{0456}ce"), user("x", "bob"),
  ]

  @Test(arguments: strangers)
  func `they own nothing here`(_ stranger: JSONValue) async throws {
    var scene = Scene()
    scene.tokens["stranger"] = stranger
    try await Stage.run(scene) { stage in
      for resource in ["/api/v1/namespaces", "/api/v1/nodes"] {
        let reply = try await stage.ask(resource, as: .token("stranger"))
        #expect(reply.status == 403)
      }
      #expect(stage.forwarded.count == 2)
      for request in stage.forwarded {
        #expect(!request.isOwn)
        #expect(request.values("Authorization") == ["Bearer stranger"])
      }
    }
  }

  @Test func `the service account itself has its own`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .token("robot.token"))
      #expect(reply.names == ["platform-monitoring"])
    }
  }
}
