import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Proxy

/// The names are of namespaces that alice is shown already, so that no answer waits for a view.
@Suite("The making of a namespace by an owner", .timeLimit(.minutes(5)))
struct CreateRouteTests {
  private static let path = GrantedScene.path
  private static let json = [("Content-Type", "application/json")]

  private static func body(_ metadata: JSONValue) -> String {
    "\(["kind": "Namespace", "apiVersion": "v1", "metadata": metadata] as JSONValue)"
  }

  private static let production = body(["name": "oil-production", "labels": ["team": "a"]])

  private static func status(_ code: Int, _ reason: String, _ message: String) -> TestServer.Answer
  {
    .init(status: code, bytes: Status(code: code, reason: reason, message: message).encoded())
  }

  @Test func `holds a place, makes it as the caller in the one group, and binds the owners`()
    async throws
  {
    let scene = GrantedScene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        Self.path + "?fieldManager=kubectl-create", as: .alice, Self.json, method: "POST",
        body: Self.production)
      #expect(reply.status == 201, "\(reply)")
      #expect(reply.json?["metadata", "labels"]?["capsule.clastix.io/tenant"] == "oil")
      #expect(reply.json?["metadata", "labels"]?["team"] == "a")
      #expect(reply.json?["metadata", "ownerReferences"]?[0]?["uid"] == "t-oil")
      let done = scene.done
      #expect(done.prefix(2) == ["reserve oil", "create"])
      #expect(Set(done.dropFirst(2)) == ["release oil", "bind oil for alice"])
      let seen = stage.forwarded
      #expect(seen.count == 1)
      #expect(seen[0].isOwn && seen[0].target == Self.path + "?fieldManager=kubectl-create")
      #expect(seen[0].values("Impersonate-User") == ["alice"])
      #expect(
        seen[0].values("Impersonate-Group") == ["system:authenticated", GrantedScene.group])
      #expect(seen[0].values("Content-Type") == ["application/json"])
      let log = stage.log.text
      for word in ["self-service", "alice", "oil-production", "201"] {
        #expect(log.contains(word), "\(word)")
      }
      let line = try #require(try await stage.audit.lines(1).last)
      #expect(line["verdict"] == "create")
      #expect(
        line["reason"] == "owner in tenant oil; namespace oil-production; tenant oil")
    }
  }

  /// What kubectl posts.
  @Test func `reads protobuf`() async throws {
    var writer = ProtobufWriter()
    writer.message(1) { $0.string(1, "oil-production") }
    let bytes = ProtobufEnvelope(apiVersion: "v1", kind: "Namespace", raw: writer.bytes).wrapped()
    let body = try #require(String(validating: bytes, as: UTF8.self))
    let scene = GrantedScene()
    try await scene.run { stage in
      let type = "application/vnd.kubernetes.protobuf"
      let reply = try await stage.ask(
        Self.path, as: .alice, [("Content-Type", type), ("Accept", "\(type),application/json")],
        method: "POST", body: body)
      #expect(reply.status == 201, "\(reply)")
      #expect(stage.forwarded[0].values("Accept") == ["application/json"])
      #expect(reply.json?["metadata", "name"] == "oil-production")
    }
  }

  @Test func `does nothing in a dry run`() async throws {
    let scene = GrantedScene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        Self.path + "?dryRun=All", as: .alice, Self.json, method: "POST",
        body: Self.body(["name": "oil-new"]))
      #expect(reply.status == 201, "\(reply)")
      #expect(scene.done == ["look oil", "create"])
      #expect(stage.forwarded.map(\.target) == [Self.path + "?dryRun=All"])
    }
  }

  @Test(arguments: [
    (409, "AlreadyExists", #"namespaces "oil-production" already exists"#, true),
    (403, "Forbidden", "admission webhook denied the request", true),
    (422, "Invalid", "Namespace is invalid", true),
    // Nobody knows what became of it.
    (500, "InternalError", "etcdserver: request timed out", false),
    (504, "Timeout", "Timeout: request did not complete", false),
  ])
  func `gives the place back when the API server refuses`(
    _ code: Int, _ reason: String, _ message: String, _ isReleased: Bool
  ) async throws {
    let scene = GrantedScene(answers: [Self.status(code, reason, message)])
    try await scene.run { stage in
      let reply = try await stage.ask(
        Self.path, as: .alice, Self.json, method: "POST", body: Self.production)
      #expect(reply.status == code)
      #expect(reply.message == message)
      #expect(
        scene.done == ["reserve oil", "create"] + (isReleased ? ["release oil"] : []))
    }
  }

  @Test func `tells an administrator, and not the client, that the program was refused`()
    async throws
  {
    let message =
      #"users "alice" is forbidden: User "bailiwick-program" cannot impersonate resource "users""#
    let scene = GrantedScene(answers: [Self.status(403, "Forbidden", message)])
    try await scene.run { stage in
      let reply = try await stage.ask(
        Self.path, as: .alice, Self.json, method: "POST", body: Self.production)
      #expect(reply.status == 503)
      #expect(!reply.everything.contains("bailiwick-program"))
      #expect(stage.log.text.contains("bailiwick-program"))
      #expect(scene.done.contains("release oil"))
    }
  }

  @Test func `draws another name where the first is taken`() async throws {
    let taken = Self.status(409, "AlreadyExists", "already exists")
    let scene = GrantedScene(answers: [taken, taken])
    try await scene.run { stage in
      let reply = try await stage.ask(
        Self.path, as: .alice, Self.json, method: "POST",
        body: Self.body(["generateName": "oil-"]))
      #expect(reply.status == 201, "\(reply)")
      let names = stage.forwarded.compactMap {
        (try? JSONValue(parsing: $0.body))?["metadata", "name"]?.string
      }
      #expect(names.count == 3 && Set(names).count == 3)
      #expect(names.allSatisfy { $0.hasPrefix("oil-") && $0.utf8.count == 9 })
      #expect(scene.done.filter { $0 == "release oil" }.count == 3)
    }
  }

  @Test func `says so where the role bindings are not there`() async throws {
    let scene = GrantedScene(isBound: false)
    try await scene.run { stage in
      let reply = try await stage.ask(
        Self.path, as: .alice, Self.json, method: "POST", body: Self.production)
      #expect(reply.status == 201)
      #expect(reply.value("Warning")?.contains("role bindings") == true)
    }
  }

  @Test
  func
    `passes where nobody set it up, beside another who sees to it, and for whoever owns nothing`()
    async throws
  {
    for (isSetUp, isOn, proof) in [
      (false, true, Proof.alice), (true, false, .alice), (true, true, .eve), (true, true, .admin),
    ] {
      let scene = GrantedScene(isSetUp: isSetUp, isOn: isOn)
      try await scene.run { stage in
        let reply = try await stage.ask(
          Self.path, as: proof, Self.json, method: "POST", body: Self.production)
        #expect(reply.status == (proof.token == Proof.admin.token ? 200 : 403))
        #expect(scene.done.isEmpty)
        #expect(stage.forwarded.map(\.isOwn) == [false])
        #expect(stage.forwarded.map(\.text) == [Self.production])
      }
    }
  }

  @Test func `passes where it is switched off`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        Self.path, as: .alice, Self.json, method: "POST", body: Self.production)
      #expect(reply.status == 403)
      #expect(stage.forwarded.map(\.isOwn) == [false])
    }
  }

  @Test(arguments: [
    (true, true, Proof.alice, true), (false, true, .alice, false), (true, false, .alice, false),
    (true, true, .eve, false),
  ])
  func `is allowed in a review, and told among the rules`(
    _ isSetUp: Bool, _ isOn: Bool, _ proof: Proof, _ isAllowed: Bool
  ) async throws {
    let question: JSONValue = [
      "kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1",
      "spec": ["resourceAttributes": ["verb": "create", "resource": "namespaces"]],
    ]
    let rules: JSONValue = [
      "kind": "SelfSubjectRulesReview", "apiVersion": "authorization.k8s.io/v1",
      "spec": ["namespace": "default"],
    ]
    let scene = GrantedScene(isSetUp: isSetUp, isOn: isOn)
    try await scene.run { stage in
      func ask(_ review: String, _ body: JSONValue) async throws -> JSONValue? {
        try await stage.ask(
          "/apis/authorization.k8s.io/v1/\(review)", as: proof, Self.json, method: "POST",
          body: "\(body)"
        ).json?["status"]
      }
      let access = try await ask("selfsubjectaccessreviews", question)
      #expect(access?["allowed"] == .bool(isAllowed))
      let told = try await ask("selfsubjectrulesreviews", rules)?["resourceRules"]?.array ?? []
      let makes = told.contains { rule in
        rule["resources"] == ["namespaces"] && rule["verbs"]?.array?.contains("create") == true
      }
      #expect(makes == isAllowed)
    }
  }
}
