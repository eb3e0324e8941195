import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 07: a group that everybody is in owns something", .timeLimit(.minutes(5)))
struct Threat07Tests {
  /// The tenant gas names system:authenticated and system:serviceaccounts as owners.
  @Test(arguments: ["/api/v1/namespaces", "/api/v1/nodes", "/api/v1/namespaces/gas-production"])
  func `its members see nothing of the tenant`(_ target: String) async throws {
    var scene = Scene()
    scene.tokens["account"] = Cluster.user(
      "system:serviceaccount:x:y", "system:serviceaccounts", "system:serviceaccounts:x",
      "system:unauthenticated")
    try await Stage.run(scene) { stage in
      for token in ["eve.token", "account"] {
        let reply = try await stage.ask(target, as: .token(token))
        #expect(reply.status == 403)
      }
      #expect(stage.forwarded.count == 2)
      #expect(stage.forwarded.allSatisfy { !$0.isOwn })
    }
  }
}
