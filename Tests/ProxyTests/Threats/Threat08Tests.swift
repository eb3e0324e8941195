import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 08: a write runs widened", .timeLimit(.minutes(1)))
struct Threat08Tests {
  private static let collections = [
    "/api/v1/namespaces", "/api/v1/nodes", "/apis/storage.k8s.io/v1/storageclasses",
    "/apis/networking.k8s.io/v1/ingressclasses", "/apis/networking.k8s.io/v1beta1/ingressclasses",
  ]
  private static let objects = [
    "/api/v1/namespaces/oil-production", "/api/v1/nodes/worker-1",
    "/apis/storage.k8s.io/v1/storageclasses/custom",
    "/apis/networking.k8s.io/v1/ingressclasses/custom",
  ]
  private static let methods = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", "FROB"]

  @Test(arguments: collections + objects)
  func `neither an owner's nor a stranger's`(_ target: String) async throws {
    try await Stage.run { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      let proofs = [.alice, .token("joe.token"), .eve, alice]
      for proof in proofs {
        let client = try await stage.connect(as: proof)
        defer { client.close() }
        for method in Self.methods {
          let reply = try await stage.ask(
            target, as: proof, method: method, body: #"{"metadata":{"name":"x"}}"#, on: client)
          #expect(reply.status == 403, "\(method)")
        }
      }
      #expect(stage.forwarded.map(\.head.method) == proofs.flatMap { _ in Self.methods })
      for request in stage.forwarded {
        #expect(!request.everything.contains("bailiwick:"))
        #expect(request.target == target)
        #expect(request.text == #"{"metadata":{"name":"x"}}"#)
      }
    }
  }

  @Test(arguments: [
    "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
  ])
  func `nor behind another method's name`(_ field: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        "/api/v1/namespaces/oil-production", as: .alice, [(field, "GET")], method: "DELETE")
      #expect(reply.status == 403)
      #expect(stage.forwarded.map(\.isOwn) == [false])
    }
  }
}
