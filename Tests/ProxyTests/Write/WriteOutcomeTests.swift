import JSON
import KubernetesAPI
import Ownership
import TestSupport
import Testing
import Wire

@testable import Proxy

@Suite("What a widened write is answered", .timeLimit(.minutes(5)))
struct WriteOutcomeTests {
  private static let cordon = #"{"spec":{"unschedulable":true}}"#
  private static let merge = [("Content-Type", "application/merge-patch+json")]

  /// Answers writes of the program's that are dry, or that are not, with this.
  private static func answering(
    _ status: Int, _ message: String, dry: Bool = true
  ) -> @Sendable (TestServer.Received) -> TestServer.Answer? {
    { request in
      guard request.isOwn, request.head.method == "PATCH",
        request.target.contains("dryRun") == dry
      else { return nil }
      return .init(
        status: status, bytes: Status(code: status, reason: "X", message: message).encoded())
    }
  }

  @Test(arguments: [
    (422, "spec.podCIDR: Forbidden"), (409, "Apply failed with 1 conflict"),
    (403, #"User "alice" cannot patch resource "nodes" in API group "" at the cluster scope"#),
    (403, #"admission webhook "a.b" denied the request: no"#), (404, "gone"), (500, "broken"),
  ])
  func `by the API server's own refusal`(_ code: Int, _ message: String) async throws {
    for dry in [true, false] {
      var scene = WriteScene()
      scene.script = Self.answering(code, message, dry: dry)
      try await scene.run { [scene] stage in
        let reply = try await stage.ask(
          scene.path, as: .alice, Self.merge, method: "PATCH", body: Self.cordon)
        #expect(reply.status == code)
        #expect(reply.message == message)
        #expect(stage.log.text.contains("\(code)"))
      }
    }
  }

  @Test(arguments: [
    (401, "Unauthorized"),
    (403, #"users "alice" is forbidden: User "bailiwick-program" cannot impersonate resource"#),
  ])
  func `and not by what is said of the program`(_ code: Int, _ message: String) async throws {
    var scene = WriteScene()
    scene.script = Self.answering(code, message)
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: Self.cordon)
      #expect(reply.status == 503)
      #expect(!reply.everything.contains("bailiwick-program"))
      #expect(stage.log.text.contains("refuses the program"))
    }
  }

  @Test func `nor by words that name the program's groups`() async throws {
    var scene = WriteScene()
    scene.script = Self.answering(400, "denied for alice of [Bailiwick:write:nodes]")
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: Self.cordon)
      #expect(reply.status == 400)
      #expect(!reply.everything.lowercased().contains("bailiwick"))
    }
  }

  @Test func `when others change the object, after another try`() async throws {
    let scene = WriteScene()
    scene.upstream.meddle([
      ["metadata": ["annotations": ["a": "1"]]], [:], ["metadata": ["annotations": ["a": "2"]]],
    ])
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: Self.cordon)
      #expect(reply.status == 200)
      #expect(scene.upstream.object["metadata", "annotations", "a"] == "2")
      #expect(scene.upstream.object["spec", "unschedulable"] == true)
      let dry = stage.forwarded.map { $0.target.contains("dryRun") }
      #expect(stage.forwarded.filter { $0.head.method == "GET" }.count == 4, "\(dry)")
    }
  }

  @Test func `when others never stop changing it, by a conflict`() async throws {
    let scene = WriteScene()
    scene.upstream.meddle(Array(repeating: ["metadata": ["annotations": ["a": "1"]]], count: 20))
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: Self.cordon)
      #expect(reply.status == 409)
      #expect(stage.forwarded.filter { $0.head.method == "PATCH" }.count == 5)
      #expect(scene.upstream.object["spec", "unschedulable"] == nil)
    }
  }

  @Test func `and the client's own state is not tried again`() async throws {
    let scene = WriteScene()
    scene.upstream.meddle([["metadata": ["annotations": ["a": "1"]]]])
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH",
        body: #"{"metadata":{"resourceVersion":"100"},"spec":{"unschedulable":true}}"#)
      #expect(reply.status == 409)
      #expect(stage.forwarded.map(\.head.method) == ["GET", "PATCH"])
    }
  }

  @Test(arguments: ["PATCH", "DELETE"])
  func `a dry run is dry`(_ method: String) async throws {
    let scene = WriteScene()
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path + "?dryRun=All&pretty=false", as: .alice, Self.merge, method: method,
        body: method == "DELETE" ? nil : Self.cordon)
      #expect(reply.status == 200)
      #expect(stage.forwarded.map(\.head.method) == ["GET", method])
      #expect(stage.forwarded.last?.target.contains("dryRun=All") == true)
      #expect(scene.upstream.object == WriteScene.node)
    }
  }

  @Test(arguments: ["", #"{"propagationPolicy":"Background"}"#])
  func `a deletion is of what was read`(_ body: String) async throws {
    let scene = WriteScene()
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, [("Content-Type", "application/json")], method: "DELETE",
        body: body)
      #expect(reply.status == 200)
      #expect(reply.json?["kind"] == "Status")
      #expect(scene.upstream.isGone)
      let sent = try #require(try JSONValue(parsing: stage.forwarded[2].body).object)
      #expect(sent["preconditions"] == ["uid": "uid-1", "resourceVersion": "100"])
      #expect(sent["dryRun"] == nil)
      #expect((sent["propagationPolicy"] == "Background") == !body.isEmpty)
      let dry = try JSONValue(parsing: stage.forwarded[1].body)
      #expect(dry["dryRun"] == ["All"])
    }
  }

  @Test func `a deletion that waits for finalizers shows the object`() async throws {
    let held = PatchModel.merge(["metadata": ["finalizers": ["a/b"]]], into: WriteScene.node)
    let scene = WriteScene(held)
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(scene.path, as: .alice, method: "DELETE")
      #expect(reply.status == 200)
      #expect(reply.json?["metadata", "deletionTimestamp"] != nil)
    }
  }

  @Test(arguments: [false, true])
  func `a default class is chosen only where that is allowed`(_ isAllowed: Bool) async throws {
    var scene = WriteScene(WriteScene.storageClass, of: .storageClasses)
    scene.allowsClusterDefaults = isAllowed
    try await scene.run { [scene] stage in
      let body = #"""
        {"metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}}
        """#
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: body)
      #expect(reply.status == (isAllowed ? 200 : 403))
      #expect(reply.message.contains("--allow-cluster-defaults") == !isAllowed)
      #expect(stage.forwarded.count == (isAllowed ? 3 : 2))
    }
  }

  @Test(arguments: [
    ("application/vnd.kubernetes.protobuf,application/json", "application/json"),
    ("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "application/json"),
    ("*/*", "application/json"),
    (
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"
    ),
  ])
  func `in JSON where that will do`(_ accepted: String, _ asked: String) async throws {
    var scene = WriteScene()
    scene.accept = accepted
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: Self.cordon)
      #expect(reply.status == 200)
      #expect(
        stage.forwarded.map { $0.values("Accept") } == [
          ["application/json"], ["application/json"], [asked],
        ])
    }
  }

  /// A node in protobuf, as far as it is looked at.
  private static func protobuf(pool: String) -> [UInt8] {
    var node = ProtobufWriter()
    node.message(1) {
      $0.string(1, "worker-1")
      $0.string(5, "uid-1")
      $0.message(11) {
        $0.string(1, "pool")
        $0.string(2, pool)
      }
    }
    return ProtobufEnvelope(apiVersion: "v1", kind: "Node", raw: node.bytes).wrapped()
  }

  @Test(arguments: [("oil", 200), ("gas", 500)])
  func `in protobuf where nothing else will do`(_ pool: String, _ code: Int) async throws {
    var scene = WriteScene()
    scene.accept = Accept.protobuf
    scene.script = { request in
      guard request.isOwn, request.head.method == "PATCH", !request.target.contains("dryRun")
      else { return nil }
      return .init(bytes: Self.protobuf(pool: pool)).with(("Content-Type", Accept.protobuf))
    }
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: Self.cordon)
      #expect(reply.status == code)
      #expect((reply.body == Self.protobuf(pool: "oil")) == (code == 200))
      #expect(stage.forwarded.last?.values("Accept") == [Accept.protobuf])
    }
  }

  @Test func `options of a deletion in protobuf go upstream as JSON`() async throws {
    var options = ProtobufWriter()
    options.string(4, "Orphan")
    let body = ProtobufEnvelope(apiVersion: "v1", kind: "DeleteOptions", raw: options.bytes)
    let text = String(decoding: body.wrapped(), as: UTF8.self)
    let scene = WriteScene()
    try await scene.run { [scene] stage in
      let reply = try await stage.ask(
        scene.path, as: .alice, [("Content-Type", Accept.protobuf)], method: "DELETE", body: text)
      #expect(reply.status == 200)
      #expect(stage.forwarded[2].values("Content-Type") == ["application/json"])
      let sent = try JSONValue(parsing: stage.forwarded[2].body)
      #expect(
        sent == [
          "propagationPolicy": "Orphan",
          "preconditions": ["uid": "uid-1", "resourceVersion": "100"],
        ])
    }
  }

  @Test func `with the warnings, and nothing of an object that is hidden`() async throws {
    var scene = WriteScene()
    scene.script = { request in
      guard request.isOwn, request.head.method == "PATCH", !request.target.contains("dryRun")
      else { return nil }
      let other = PatchModel.merge(
        ["metadata": ["labels": ["pool": "gas"]]], into: WriteScene.node)
      var answer = TestServer.Answer(
        bytes: request.text.contains("show") ? WriteScene.node.encoded() : other.encoded())
      answer.fields += [("Warning", #"299 - "old""#), ("Server", "x")]
      return answer
    }
    try await scene.run { [scene] stage in
      let shown = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: #"{"a":"show"}"#)
      #expect(shown.value("Warning") == #"299 - "old""#)
      #expect(shown.value("Server") == nil)
      let hidden = try await stage.ask(
        scene.path, as: .alice, Self.merge, method: "PATCH", body: #"{"a":"b"}"#)
      #expect(hidden.status == 500)
      #expect(!hidden.text.contains("gas"))
    }
  }
}
