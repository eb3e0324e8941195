import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 23: somebody else answers for the upstream", .timeLimit(.minutes(5)))
struct Threat23Tests {
  @Test(arguments: [Scene.UpstreamTrust.otherAuthority, .otherName], Scene.ProgramProof.allCases)
  func `503, and neither a token nor a request is sent`(
    _ trust: Scene.UpstreamTrust, _ proof: Scene.ProgramProof
  ) async throws {
    var scene = Scene()
    scene.upstreamTrust = trust
    scene.programProof = proof
    try await Stage.run(scene) { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      for target in ["/api/v1/pods", "/api/v1/namespaces", "/api/v1/namespaces/oil-production"] {
        for proof in [alice, .alice] {
          let reply = try await stage.ask(target, as: proof)
          #expect(reply.status == 503)
          #expect(reply.value("Retry-After") == "1")
          #expect(reply.json?["kind"] == "Status")
        }
      }
      #expect(stage.upstream.received.isEmpty)
    }
  }
}
