import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 08: a write runs widened", .timeLimit(.minutes(5)))
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

  private static let others = [
    "/apis/scheduling.k8s.io/v1/priorityclasses", "/apis/node.k8s.io/v1/runtimeclasses",
    "/api/v1/persistentvolumes", "/apis/capsule.clastix.io/v1beta2/tenants",
    "/apis/metrics.k8s.io/v1beta1/nodes",
  ]

  @Test(arguments: others)
  func `nor one of what is seldom filtered`(_ collection: String) async throws {
    try await Stage.run { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      for proof in [Proof.alice, .eve, alice] {
        for target in [collection, "\(collection)/oil"] {
          for method in Self.methods {
            _ = try await stage.ask(target, as: proof, method: method, body: "{}")
          }
        }
      }
      #expect(stage.forwarded.count == 6 * Self.methods.count)
      for request in stage.forwarded { #expect(!request.everything.contains("bailiwick:")) }
    }
  }

  /// Alice may change and delete nodes that are hers; she can make none, and clear no collection.
  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE"])
  func `nor one of the collection by who may change each object`(_ method: String) async throws {
    var scene = WriteScene()
    scene.isDecided = true
    try await scene.run { stage in
      for target in [
        "/api/v1/nodes", "/api/v1/nodes/", "/api/v1/nodes?fieldSelector=metadata.name=x",
      ] {
        let reply = try await stage.ask(target, as: .alice, method: method, body: "{}")
        #expect(reply.status == 403)
      }
      #expect(stage.forwarded.count == 3)
      for request in stage.forwarded {
        #expect(!request.isOwn && request.head.method == method)
        #expect(!request.everything.contains("bailiwick"))
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
