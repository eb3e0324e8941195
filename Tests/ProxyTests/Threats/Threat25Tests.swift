import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@Suite("Threat 25: an owner moves an object into another tenant", .timeLimit(.minutes(5)))
struct Threat25Tests {
  /// The nodes of the tenant gas are those with both labels, those of green those in a zone, and iron's
  /// those whose name is under a key with a slash.
  private static let others: [JSONValue] = [
    tenant("gas", ["pool": "gas", "tier": "gold"]), tenant("green", ["zone": "north"]),
    tenant("iron", ["iron.example.com/node": "yes"]),
  ]

  private static func tenant(_ name: String, _ selector: JSONValue) -> JSONValue {
    [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": .string(name), "uid": .string("t-\(name)")],
      "spec": [
        "owners": [
          [
            "kind": "User", "name": "bob",
            "proxySettings": [["kind": "Nodes", "operations": ["List"]]],
          ]
        ], "nodeSelector": selector,
      ],
    ]
  }

  private static func scene() -> WriteScene {
    var scene = WriteScene()
    scene.others = others
    scene.isDecided = true
    return scene
  }

  struct Attempt: Sendable, CustomTestStringConvertible {
    var method = "PATCH"
    let type: String
    let body: String
    var query = ""
    var testDescription: String { "\(type) \(body)" }
  }

  private static let merge = "application/merge-patch+json"
  private static let strategic = "application/strategic-merge-patch+json"
  private static let apply = "application/apply-patch+yaml"
  private static let patch = "application/json-patch+json"

  static let attempts: [Attempt] =
    [
      #"{"pool":"gas"}"#, #"{"pool":"gas","tier":"gold"}"#, #"{"tier":"gold"}"#,
      #"{"zone":"north"}"#,
      #"{"iron.example.com/node":"yes"}"#, #"{"pool":null}"#, "null",
    ].flatMap { labels in
      [merge, strategic].map {
        Attempt(
          type: $0, body: #"{"metadata":{"labels":\#(labels)},"spec":{"unschedulable":true}}"#)
      }
    }
    + [
      Attempt(
        type: apply, body: "metadata:\n  name: worker-1\n  labels:\n    zone: north\n",
        query: "?fieldManager=x&force=true"),
      Attempt(type: patch, body: #"[{"op":"add","path":"/metadata/labels/zone","value":"north"}]"#),
      Attempt(
        type: patch,
        body: #"[{"op":"add","path":"/metadata/labels/iron.example.com~1node","value":"yes"}]"#),
      Attempt(type: patch, body: #"[{"op":"remove","path":"/metadata/labels/pool"}]"#),
      Attempt(
        type: patch,
        body: #"[{"op":"add","path":"/metadata/labels","value":{"pool":"gas","tier":"gold"}}]"#),
      Attempt(
        type: patch,
        body: #"[{"op":"move","from":"/metadata/labels/pool","path":"/metadata/labels/zone"}]"#),
      Attempt(
        method: "PUT", type: "application/json",
        body: #"""
          {"kind":"Node","apiVersion":"v1","metadata":{"name":"worker-1","labels":{"pool":"oil",
          "zone":"north","node-restriction.kubernetes.io/tier":"a"}}}
          """#),
      Attempt(
        method: "PUT", type: "application/json",
        body: #"{"kind":"Node","apiVersion":"v1","metadata":{"name":"worker-1"}}"#),
    ]

  @Test(arguments: attempts)
  func `a widened update of a node cannot reach a label that any tenant selects by`(
    _ attempt: Attempt
  ) async throws {
    let scene = Self.scene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        scene.path + attempt.query, as: .alice, [("Content-Type", attempt.type)],
        method: attempt.method, body: attempt.body)
      #expect(reply.status == 403, "\(reply)")
      #expect(reply.message.contains("metadata.labels["), "\(reply.message)")
      for word in ["gas", "green", "iron\"", "bob"] { #expect(!reply.message.contains(word)) }
      // A read and a dry run reached the API server, and no write.
      #expect(stage.forwarded.map(\.head.method) == ["GET", attempt.method])
      #expect(stage.forwarded.last?.target.contains("dryRun=All") == true)
      #expect(scene.upstream.object == WriteScene.node)
    }
  }

  @Test func `what no tenant selects by can be changed`() async throws {
    let scene = Self.scene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, [("Content-Type", Self.merge)], method: "PATCH",
        body: #"{"metadata":{"labels":{"mine":"yes"}},"spec":{"unschedulable":true}}"#)
      #expect(reply.status == 200, "\(reply)")
      #expect(scene.upstream.object["metadata", "labels", "mine"] == "yes")
    }
  }

  /// Namespaces are never written widened, so the API server decides these as the caller.
  @Test(arguments: ["", "/status", "/finalize"])
  func `a namespace is changed as the caller only`(_ part: String) async throws {
    try await Stage.run { stage in
      for (method, type) in [
        ("PUT", "application/json"), ("PATCH", Self.merge), ("PATCH", Self.apply),
        ("PATCH", Self.patch),
      ] {
        let reply = try await stage.ask(
          "/api/v1/namespaces/oil-production\(part)", as: .alice, [("Content-Type", type)],
          method: method,
          body: #"{"metadata":{"labels":{"capsule.clastix.io/tenant":"gas"}}}"#)
        #expect(reply.status == 403 || !part.isEmpty)
      }
      #expect(stage.forwarded.count == 4)
      for request in stage.forwarded {
        #expect(!request.isOwn)
        #expect(request.values("Authorization") == ["Bearer alice.token"])
      }
    }
  }
}
