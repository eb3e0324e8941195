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

  @Test(arguments: collections + objects, methods)
  func `neither an owner's nor a stranger's`(_ target: String, _ method: String) async throws {
    try await Stage.run { stage in
      for token in ["alice.token", "joe.token", "eve.token"] {
        let reply = try await stage.ask(
          target, as: .token(token), [("Content-Type", "application/json")], method: method,
          body: #"{"metadata":{"name":"x"}}"#)
        #expect(reply.status == 403)
      }
      let carol = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask(target, as: carol, method: method, body: "{}")
      #expect(reply.status == 403)
      #expect(stage.forwarded.count == 4)
      for request in stage.forwarded {
        #expect(!request.everything.contains("bailiwick:"))
        #expect(request.head.method == method)
        #expect(request.target == target)
        #expect(request.body.count > 1)
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
