import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Proxy

@Suite("Attacks by a widened write", .timeLimit(.minutes(5)))
struct WriteAttackTests {
  /// A request of alice's that must not be done.
  struct Attack: Sendable, CustomTestStringConvertible {
    var method = "PATCH"
    var type = "application/merge-patch+json"
    let body: String
    var query = ""
    /// The status she gets.
    var code = 403
    /// What its message says.
    let says: String
    var testDescription: String { "\(method) \(query) \(body)" }
  }

  static let tried = [
    Attack(body: #"{"metadata":{"labels":{"pool":"gas"}}}"#, says: "metadata.labels[pool]"),
    Attack(body: #"{"metadata":{"labels":null}}"#, says: "metadata.labels["),
    Attack(
      body: #"{"metadata":{"labels":{"node-restriction.kubernetes.io/tier":"b"}}}"#,
      says: "metadata.labels[node-restriction.kubernetes.io/tier]"),
    Attack(
      body: #"{"metadata":{"ownerReferences":[{"kind":"Pod","name":"x","uid":"y"}]}}"#,
      says: "metadata.ownerReferences"),
    Attack(body: #"{"metadata":{"finalizers":["a.b/c"]}}"#, says: "metadata.finalizers"),
    Attack(body: #"{"metadata":{"name":"worker-3"}}"#, says: "metadata.name"),
    Attack(
      type: "application/strategic-merge-patch+json",
      body: #"{"metadata":{"labels":{"pool":"gas"}}}"#, says: "metadata.labels[pool]"),
    Attack(
      type: "application/apply-patch+yaml", body: "metadata:\n  labels: {pool: gas}\n",
      query: "?fieldManager=x&force=true", says: "metadata.labels[pool]"),
    Attack(
      type: "application/json-patch+json",
      body: #"[{"op":"replace","path":"/metadata/labels/pool","value":"gas"}]"#,
      says: "metadata.labels[pool]"),
    Attack(
      type: "application/json-patch+json",
      body: #"""
        [{"op":"remove","path":"/metadata/resourceVersion"},
        {"op":"copy","from":"/metadata/name","path":"/metadata/labels/pool"}]
        """#, says: "metadata.labels[pool]"),
    Attack(
      method: "PUT", type: "application/json",
      body: #"{"metadata":{"name":"worker-1","labels":{"pool":"gas"}}}"#,
      says: "metadata.labels["),
  ]

  @Test(arguments: tried)
  func `are tried as a dry run and go no further`(_ attack: Attack) async throws {
    let scene = WriteScene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        scene.path + attack.query, as: .alice, [("Content-Type", attack.type)],
        method: attack.method, body: attack.body)
      #expect(reply.status == attack.code)
      #expect(reply.message.contains(attack.says), "\(reply.message)")
      #expect(reply.message.hasPrefix(#"nodes "worker-1" is forbidden: "#))
      #expect(stage.forwarded.map(\.head.method) == ["GET", attack.method])
      #expect(stage.forwarded[1].target.contains("dryRun=All"))
      #expect(scene.upstream.object == WriteScene.node)
    }
  }

  static let malformed = [
    Attack(
      body: #"{"metadata":{"resourceVersion":"100"},"metadata":{"labels":{"pool":"gas"}}}"#,
      code: 400, says: "two members of one name"),
    Attack(body: "", code: 400, says: "error decoding patch"),
    Attack(type: "application/cbor", body: "{}", code: 415, says: "415: Unsupported"),
    Attack(
      type: "Application/merge-patch+json", body: "{}", code: 415, says: "415: Unsupported"),
    Attack(
      type: "application/merge-patch+json,application/json-patch+json", body: "{}", code: 415,
      says: "415: Unsupported"),
    Attack(
      method: "PUT", type: "application/vnd.kubernetes.protobuf", body: "k8s\0", code: 415,
      says: "application/json"),
    Attack(
      method: "PUT", type: "application/json", body: #"{"metadata":{"resourceVersion":"99"}}"#,
      code: 409, says: "the object has been modified"),
    Attack(
      method: "DELETE", type: "application/json", body: #"{"preconditions":{"uid":"other"}}"#,
      code: 409, says: #"on Node "worker-1": the UID in the precondition (other) does not"#),
    Attack(
      method: "DELETE", type: "application/json",
      body: #"{"ignoreStoreReadErrorWithClusterBreakingPotential":true}"#, code: 403,
      says: "not possible here"),
    Attack(body: "{}", query: "?dryRun=none", code: 422, says: "Unsupported value"),
    Attack(
      body: #"{"a":"\#(String(repeating: "x", count: WriteBody.maximumBytes))"}"#, code: 413,
      says: "limit is 3145728"),
  ]

  @Test(arguments: malformed)
  func `that cannot be understood in one way are not even tried`(_ attack: Attack) async throws {
    let scene = WriteScene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        scene.path + attack.query, as: .alice, [("Content-Type", attack.type)],
        method: attack.method, body: attack.body)
      #expect(reply.status == attack.code, "\(reply)")
      #expect(reply.json?["kind"] == "Status")
      #expect(reply.message.contains(attack.says), "\(reply.message)")
      #expect(stage.forwarded.map(\.head.method) == ["GET"])
    }
  }

  /// Neither the status nor the words tell an object that is not there from one that is not hers.
  @Test(arguments: ["PATCH", "PUT", "DELETE"])
  func `on what is another's pass as they came`(_ method: String) async throws {
    let foreign = PatchModel.merge(
      ["metadata": ["labels": ["pool": "gas"]]], into: WriteScene.node)
    var absent = WriteScene()
    absent.script = {
      guard $0.head.method == "GET", $0.isOwn else { return nil }
      return .init(status: 404, bytes: Status(code: 404, reason: "NotFound", message: "").encoded())
    }
    var replies: [String] = []
    for scene in [WriteScene(foreign), absent] {
      let reply = try await scene.run { stage in
        let body = #"{"metadata":{"labels":{"pool":"oil"}}}"#
        let reply = try await stage.ask(
          scene.path + "?force=x", as: .alice, [("Content-Type", "application/merge-patch+json")],
          method: method, body: body)
        let passed = try #require(stage.forwarded.last)
        #expect(stage.forwarded.map(\.head.method) == ["GET", method])
        #expect(!passed.isOwn)
        #expect(passed.values("Authorization") == ["Bearer alice.token"])
        #expect(!passed.everything.contains("bailiwick"))
        #expect(passed.target == scene.path + "?force=x")
        #expect(passed.text == body)
        #expect(!stage.log.text.contains("widened write"))
        return reply
      }
      #expect(reply.status == 403)
      replies.append(reply.text)
    }
    #expect(replies[0] == replies[1])
  }

  /// An administrator moves the node away between two of the requests.
  @Test(arguments: [0, 1])
  func `are too late for what is another's meanwhile`(_ dry: Int) async throws {
    let scene = WriteScene()
    let away: JSONValue = ["metadata": ["labels": ["pool": "gas"]]]
    scene.upstream.meddle(dry == 0 ? [away] : [[:], away])
    try await scene.run { stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, [("Content-Type", "application/merge-patch+json")],
        method: "PATCH", body: #"{"spec":{"unschedulable":true}}"#)
      #expect(reply.status == 409)
      #expect(!reply.everything.contains("gas"))
      #expect(scene.upstream.object["spec", "unschedulable"] == nil)
    }
  }

  @Test func `cannot name our fields away or bring groups of their own`() async throws {
    let scene = WriteScene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        scene.path, as: .alice,
        [
          ("Content-Type", "application/merge-patch+json"),
          ("Connection", "Impersonate-User, Impersonate-Group, Content-Type, Content-Length"),
          ("X-Remote-User", "admin"), ("Impersonate_Group", "system:masters"),
        ], method: "PATCH", body: #"{"spec":{"unschedulable":true}}"#)
      #expect(reply.status == 200)
      for request in stage.forwarded {
        #expect(request.values("Impersonate-User") == ["alice"])
        #expect(request.values("Impersonate-Group").count == 2)
        #expect(request.values("Impersonate_Group").isEmpty)
        #expect(request.values("X-Remote-User").isEmpty)
        #expect(request.values("Authorization").isEmpty)
      }
    }
  }
}
