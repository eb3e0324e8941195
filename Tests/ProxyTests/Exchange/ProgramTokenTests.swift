import JSON
import TestSupport
import Testing

/// The program's own token, which is replaced in its file before it ends.
@Suite(.timeLimit(.minutes(5)))
struct ProgramTokenTests {
  @Test(arguments: ["/api/v1/pods", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"])
  func `one that was refused is read again for the next request`(_ target: String) async throws {
    var scene = Scene()
    scene.programProof = .token
    scene.programTokens = ["replaced.token", Cluster.programToken]
    try await Stage.run(scene) { stage in
      let carol = Proof.certificate(try stage.keys.users.client("carol"))
      let isQuestion = target.hasSuffix("reviews")
      let method = isQuestion ? "POST" : "GET"
      let first = try await stage.ask(
        target, as: carol, method: method, body: isQuestion ? "{}" : nil)
      #expect(first.status == 503)
      #expect(!first.everything.contains("replaced.token"))
      let second = try await stage.ask(
        target, as: carol, method: method, body: isQuestion ? "{}" : nil)
      #expect(second.status == 200)
      #expect(
        stage.upstream.received.map { $0.values("Authorization") } == [
          ["Bearer replaced.token"], ["Bearer \(Cluster.programToken)"],
        ])
      #expect(!stage.log.text.contains("replaced.token"))
    }
  }

  /// A caller's own token that is refused says nothing of the program's.
  @Test func `a caller's refusal does not concern it`() async throws {
    var scene = Scene.answering("/api/v1/pods") { _ in .init(status: 401, "{}") }
    scene.programProof = .token
    scene.programTokens = [Cluster.programToken, "another.token"]
    try await Stage.run(scene) { stage in
      let refused = try await stage.ask("/api/v1/pods", as: .alice)
      let filtered = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect((refused.status, filtered.status) == (401, 200))
    }
  }
}
