import JSON
import TestSupport
import Testing
import Wire

/// Questions about the caller's own rights, over the whole path.
@Suite(.timeLimit(.minutes(5)))
struct ReviewRouteTests {
  private static let access = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
  private static let rules = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
  private static let identity = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
  private static let protobuf = "application/vnd.kubernetes.protobuf"

  /// A scene in which every question gets a recorded answer.
  private static func scene(_ path: String, _ name: String, status: Int = 201) throws -> Scene {
    let bytes = try Fixture.bytes(name)
    return .answering(path) { _ in
      TestServer.Answer(status: status, bytes: bytes).with(
        ("Content-Type", "application/json"), ("Audit-Id", "a-1"), ("Cache-Control", "no-cache"))
    }
  }

  /// A scene in which the API server allows nothing and says what it was asked.
  private static let refusing = Scene.answering(access) { request in
    var review = (try? JSONValue(parsing: request.body)) ?? .null
    review["status"] = ["allowed": false, "reason": "no rule"]
    return TestServer.Answer(status: 201, bytes: review.encoded()).with(
      ("Content-Type", "application/json"))
  }

  private static func question(_ attributes: JSONValue) -> String {
    let question: JSONValue = [
      "kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1",
      "metadata": [:], "spec": ["resourceAttributes": attributes],
    ]
    return "\(question)"
  }

  /// What reached the upstream at the path.
  private static func asked(_ path: String, _ stage: Stage) -> [TestServer.Received] {
    stage.upstream.received.filter { $0.target.hasPrefix(path) }
  }

  @Test func `a list of namespaces is allowed to an owner, in an answer like the API server's`()
    async throws
  {
    let recorded = try Fixture.text("review.ssar.alice.list-ns.json")
    let scene = try Self.scene(Self.access, "review.ssar.alice.list-ns.json")
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.access, as: .alice,
        [("Content-Type", Self.protobuf), ("Accept", "\(Self.protobuf),application/json")],
        method: "POST", body: "k8s\u{0}anything")
      #expect(reply.status == 201)
      let parts = recorded.split(separator: "\"status\":{\"allowed\":false}")
      #expect(parts.count == 2)
      #expect(
        reply.text == parts[0]
          + #""status":{"allowed":true,"reason":"tenant ownership: allowed for the namespaces "#
          + #"of your tenants"}"# + parts[1])
      #expect(reply.value("Content-Type") == "application/json")
      #expect(reply.value("Audit-Id") == "a-1")
      #expect(reply.value("Cache-Control") == "no-cache")
      let asked = Self.asked(Self.access, stage)
      #expect(asked.count == 1)
      #expect(asked[0].text == "k8s\u{0}anything")
      #expect(asked[0].values("Content-Type") == [Self.protobuf])
      #expect(asked[0].values("Accept") == ["application/json"])
      #expect(asked[0].values("Authorization") == ["Bearer alice.token"])
      #expect(!asked[0].isOwn)
    }
  }

  @Test(arguments: [
    ("eve", "review.ssar.alice.list-ns.json", 201),
    ("alice", "review.ssar.alice.pods-oil.json", 201),
    ("alice", "status.422.json", 422), ("alice", "status.400.badjson.json", 400),
    ("alice", "review.selfsubjectreview.alice.json", 201),
  ])
  func `everything else is the API server's answer, byte for byte`(
    _ user: String, _ recording: String, _ status: Int
  ) async throws {
    let scene = try Self.scene(Self.access, recording, status: status)
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.access, as: .token("\(user).token"), [("Content-Type", "application/json")],
        method: "POST", body: "{}")
      #expect(reply.status == status)
      #expect(reply.body == (try Fixture.bytes(recording)))
    }
  }

  private static let accesses: [(JSONValue, Bool)] = [
    (["verb": "get", "resource": "nodes", "name": "worker-1"], true),
    (["verb": "get", "resource": "nodes", "name": "worker-3"], false),
    (["verb": "get", "resource": "nodes", "name": "absent"], false),
    (["verb": "list", "resource": "nodes", "name": "worker-3"], false),
    (["verb": "list", "resource": "nodes"], true),
    (["verb": "list", "resource": "namespaces", "namespace": "default"], true),
    (["verb": "get", "resource": "namespaces", "name": "oil-production"], true),
    (["verb": "get", "resource": "namespaces", "name": "gas-production"], false),
    (
      [
        "verb": "list", "resource": "namespaces",
        "fieldSelector": ["rawSelector": "metadata.name=gas-production"],
      ], false
    ),
    (
      [
        "verb": "list", "resource": "namespaces",
        "fieldSelector": [
          "requirements": [
            ["key": "metadata.name", "operator": "In", "values": ["gas-production"]]
          ]
        ],
      ], false
    ),
    (["verb": "delete", "resource": "namespaces", "name": "oil-production"], false),
    (["verb": "create", "resource": "namespaces"], false),
    (["verb": "list", "resource": "secrets"], false),
  ]

  @Test(arguments: accesses)
  func `an access is allowed if its request would be answered`(
    _ attributes: JSONValue, _ isAllowed: Bool
  ) async throws {
    try await Stage.run(Self.refusing) { stage in
      let reply = try await stage.ask(
        Self.access, as: .alice, [("Content-Type", "application/json")], method: "POST",
        body: Self.question(attributes))
      #expect(reply.status == 201)
      #expect(reply.json?["status"]?["allowed"] == .bool(isAllowed))
      #expect(reply.json?["spec"]?["resourceAttributes"] == attributes)
      if !isAllowed { #expect(reply.json?["status"]?["reason"] == "no rule") }
      #expect(!reply.everything.contains("gas\""))
    }
  }

  private static let settled: [JSONValue] = [
    ["allowed": false, "denied": true], ["allowed": "false"], [], .null,
    ["allowed": true, "reason": "RBAC"],
  ]

  @Test(arguments: settled)
  func `an answer that leaves nothing open stays`(_ status: JSONValue) async throws {
    let scene = Scene.answering(Self.access) { request in
      var review = (try? JSONValue(parsing: request.body)) ?? .null
      review["status"] = status
      return TestServer.Answer(status: 201, bytes: review.encoded()).with(
        ("Content-Type", "application/json"))
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.access, as: .alice, method: "POST",
        body: Self.question(["verb": "list", "resource": "namespaces"]))
      #expect(reply.json?["status"] == status)
    }
  }

  /// A scene in which the groups of the program have no rights, or nobody can say so.
  private static func unset(_ review: @escaping @Sendable () -> TestServer.Answer) -> Scene {
    var scene = refusing
    let answers = scene.script
    scene.script = { request in
      request.target.hasSuffix("/subjectaccessreviews") ? review() : answers(request)
    }
    return scene
  }

  @Test func `an access is not allowed that nobody set up`() async throws {
    let scene = Self.unset {
      .init(
        status: 201,
        #"{"kind":"SubjectAccessReview","status":{"allowed":false}}"#)
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.access, as: .alice, method: "POST",
        body: Self.question(["verb": "list", "resource": "namespaces"]))
      #expect(reply.json?["status"] == ["allowed": false, "reason": "no rule"])
    }
  }

  @Test func `an access of which nothing is known is neither allowed nor refused`() async throws {
    try await Stage.run(Self.unset { .init(status: 500, "{}") }) { stage in
      let reply = try await stage.ask(
        Self.access, as: .alice, method: "POST",
        body: Self.question(["verb": "list", "resource": "namespaces"]))
      #expect(reply.status == 503)
    }
  }

  @Test func `rules of which nothing is known make the answer incomplete`() async throws {
    var scene = Self.unset { .init(status: 500, "{}") }
    let bytes = try Fixture.bytes("review.ssrr.alice.json")
    let answers = scene.script
    scene.script = { request in
      guard request.target.hasPrefix(Self.rules) else { return answers(request) }
      return TestServer.Answer(status: 201, bytes: bytes).with(
        ("Content-Type", "application/json"))
    }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(Self.rules, as: .alice, method: "POST", body: "{}")
      #expect(reply.json?["status"]?["incomplete"] == true)
      let recorded = try JSONValue(parsing: bytes)
      #expect(
        reply.json?["status"]?["resourceRules"] == recorded["status"]?["resourceRules"])
    }
  }

  @Test func `the holder of a certificate is asked for by name, in no group of the program's`()
    async throws
  {
    try await Stage.run(Self.refusing) { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask(
        Self.access, as: alice, method: "POST",
        body: Self.question(["verb": "list", "resource": "namespaces"]))
      #expect(reply.json?["status"]?["allowed"] == true)
      let asked = Self.asked(Self.access, stage)
      #expect(asked.map(\.isOwn) == [true])
      #expect(asked[0].values("Impersonate-User") == ["alice"])
      #expect(asked[0].values("Impersonate-Group") == ["system:authenticated"])
    }
  }

  @Test(arguments: [
    "users \"alice\" is forbidden: User \"bailiwick-program\" cannot impersonate resource \"users\"",
    "Unauthorized",
  ])
  func `a refusal of the program itself is not shown`(_ message: String) async throws {
    let status: JSONValue = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
      "message": .string(message), "reason": "Forbidden", "code": 403,
    ]
    let scene = Scene.answering(Self.access) { _ in
      TestServer.Answer(status: 403, bytes: status.encoded()).with(
        ("Content-Type", "application/json"))
    }
    try await Stage.run(scene) { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask(Self.access, as: alice, method: "POST", body: "{}")
      #expect(reply.status == 503)
      #expect(!reply.everything.contains("program\""))
    }
  }

  @Test func `the rules have those of the tenants behind the cluster's own`() async throws {
    let recorded = try Fixture.json("review.ssrr.alice.json")
    let scene = try Self.scene(Self.rules, "review.ssrr.alice.json")
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.rules, as: .alice, [("Content-Type", Self.protobuf)], method: "POST", body: "k8s")
      #expect(reply.status == 201)
      let own = recorded["status"]?["resourceRules"]?.array ?? []
      let found = reply.json?["status"]?["resourceRules"]?.array ?? []
      #expect(Array(found.prefix(own.count)) == own)
      let added = found.dropFirst(own.count).map(\.description)
      #expect(
        added.first == #"{"verbs":["list","watch"],"apiGroups":[""],"resources":["namespaces"]}"#)
      #expect(
        added.contains(
          #"{"verbs":["get"],"apiGroups":[""],"resources":["namespaces"],"resourceNames":"#
            + #"["gas-marketing","oil-development","oil-production"]}"#))
      #expect(
        added.contains(
          #"{"verbs":["get","list","watch"],"apiGroups":[""],"resources":["nodes"]}"#))
      #expect(
        reply.json?["status"]?["incomplete"] == recorded["status"]?["incomplete"])
      #expect(!reply.text.contains("gas-production"))
      let eve = try await stage.ask(Self.rules, as: .eve, method: "POST", body: "{}")
      #expect(eve.body == (try Fixture.bytes("review.ssrr.alice.json")))
    }
  }

  @Test(arguments: [protobuf, "application/yaml", "application/json;as=Table;v=v1;g=meta.k8s.io"])
  func `an answer in another form is the API server's`(_ accept: String) async throws {
    let scene = try Self.scene(Self.access, "review.ssar.alice.list-ns.json")
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.access, as: .alice, [("Accept", accept)], method: "POST", body: "{}")
      #expect(reply.body == (try Fixture.bytes("review.ssar.alice.list-ns.json")))
      #expect(Self.asked(Self.access, stage).map { $0.values("Accept") } == [[accept]])
    }
  }

  @Test func `a question is as long as the API server reads, and no longer`() async throws {
    try await Stage.run(Self.refusing) { stage in
      let reply = try await stage.send(
        "POST \(Self.access) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
          + "Content-Length: 3145729\r\n\r\n" + String(repeating: "a", count: 3_145_729))
      #expect(reply.statuses == [413])
      #expect(Self.asked(Self.access, stage).isEmpty)
    }
  }

  @Test func `who the caller is, the API server says of the caller`() async throws {
    let scene = try Self.scene(Self.identity, "review.selfsubjectreview.alice.json")
    try await Stage.run(scene) { stage in
      let certificate = Proof.certificate(
        try stage.keys.users.client("alice", groups: ["devs"]))
      for proof in [Proof.alice, certificate] {
        let reply = try await stage.ask(
          Self.identity, as: proof, [("Accept", Self.protobuf), ("Content-Type", Self.protobuf)],
          method: "POST", body: "k8s")
        #expect(reply.body == (try Fixture.bytes("review.selfsubjectreview.alice.json")))
      }
      let asked = Self.asked(Self.identity, stage)
      #expect(asked.map(\.text) == ["k8s", "k8s"])
      #expect(asked.map { $0.values("Authorization") } == [["Bearer alice.token"], []])
      #expect(asked[1].values("Impersonate-User") == ["alice"])
      #expect(asked[1].values("Impersonate-Group") == ["devs", "system:authenticated"])
      #expect(
        asked[1].head.fields.contains { $0.name.lowercased().hasPrefix("impersonate-extra-") })
    }
  }
}
