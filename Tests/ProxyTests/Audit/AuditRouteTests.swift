import JSON
import KubernetesAPI
import Proxy
import TestSupport
import Testing
import Wire

/// What the audit line says of each way through the proxy, and what it shares with the upstream.
@Suite(.timeLimit(.minutes(5)))
struct AuditRouteTests {
  struct Row: Sendable, CustomStringConvertible {
    var target: String
    var proof: Proof
    var method = "GET"
    var body: String?
    /// Members that the line has.
    var members: [String: JSONValue]

    var description: String { "\(method) \(target)" }
  }

  private static let review =
    #"{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","#
    + #""spec":{"resourceAttributes":{"verb":"list","resource":"namespaces"}}}"#

  private static let rows = [
    Row(
      target: "/api/v1/namespaces", proof: .alice,
      members: [
        "verdict": "filter", "reason": "owner in tenant oil", "user": "alice", "proof": "token",
        "verb": "list", "resource": "namespaces", "status": 200, "upstreamStatus": 200,
      ]),
    Row(
      target: "/api/v1/namespaces/oil-production", proof: .alice,
      members: ["verdict": "filter", "verb": "get", "name": "oil-production", "status": 200]),
    Row(
      target: "/api/v1/namespaces/gas-production", proof: .alice,
      members: ["verdict": "pass", "reason": "not the caller's", "status": 403]),
    Row(
      target: "/api/v1/nodes/worker-5", proof: .alice,
      members: ["verdict": "pass", "status": 403, "upstreamStatus": 403]),
    Row(
      target: "/api/v1/namespaces", proof: .eve,
      members: ["verdict": "pass", "reason": "nothing owned", "status": 403]),
    Row(
      target: "/api/v1/namespaces", proof: .token("admin-of-oil"),
      members: ["verdict": "pass", "reason": "cluster RBAC allows it", "status": 200, "groups": 2]),
    Row(
      target: "/api/v1/namespaces/oil-production/pods?labelSelector=a%3Dsecret", proof: .alice,
      members: [
        "verdict": "pass", "reason": "not filtered", "namespace": "oil-production",
        "resource": "pods",
      ]),
    Row(
      target: "/version", proof: .alice,
      members: ["verdict": "pass", "path": "/version", "reason": "not filtered"]),
    Row(
      target: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", proof: .alice,
      method: "POST", body: review,
      members: ["verdict": "review", "verb": "create", "resource": "selfsubjectaccessreviews"]),
    Row(
      target: "/api/v1/namespaces", proof: .nobody,
      members: [
        "verdict": "refuse", "status": 401, "reason": "nothing that proves anybody",
        "resource": "namespaces",
      ]),
    Row(
      target: "/api/v1/namespaces?a;b", proof: .alice,
      members: ["verdict": "refuse", "status": 400, "user": "alice"]),
    Row(
      target: "/api/v1//namespaces", proof: .alice,
      members: ["verdict": "refuse", "status": 400]),
  ]

  @Test(arguments: rows)
  func `each verdict has its line`(_ row: Row) async throws {
    var scene = Scene()
    scene.tokens["admin-of-oil"] = Cluster.user("alice", "system:masters")
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        row.target, as: row.proof,
        row.body == nil ? [] : [("Content-Type", "application/json")], method: row.method,
        body: row.body)
      let lines = try await stage.audit.lines(1)
      try #require(lines.count == 1)
      let line = lines[0]
      for (name, value) in row.members { #expect(line[name] == value, "\(name) of \(line)") }
      #expect(line["stage"] == "complete")
      #expect(line["status"]?.int == reply.status)
      #expect(line["method"] == .string(row.method) || row.target.contains("//"))
      #expect((line["bytes"]?.int ?? 0) > reply.body.count)
      #expect(line["client"]?.string?.hasPrefix("127.0.0.1:") == true)
      #expect(!stage.audit.text.contains("secret"))
      // One name for the request, whoever answered it; the upstream in the middle of it has it too.
      let id = line["auditID"]?.string
      #expect(id?.utf8.count == 36)
      #expect(reply.fields.values(of: .auditID).allSatisfy { $0 == id })
      if reply.status >= 400, stage.forwarded.isEmpty { #expect(reply.value("Audit-ID") == id) }
      for request in stage.forwarded { #expect(request.values("Audit-ID") == [id ?? ""]) }
    }
  }

  @Test(arguments: ["/api/v1/namespaces", "/api/v1/namespaces/oil-production/pods", "/version"])
  func `a client's Audit-ID reaches the upstream and the line`(_ target: String) async throws {
    try await Stage.run { stage in
      let certificate = Proof.certificate(try stage.keys.users.client("alice"))
      for proof in [Proof.alice, certificate] {
        let reply = try await stage.ask(
          target, as: proof, [("Audit-ID", "my-own"), ("Connection", "Audit-ID")])
        #expect(reply.status == 200)
      }
      #expect(stage.forwarded.map { $0.values("Audit-ID") } == [["my-own"], ["my-own"]])
      #expect(try await stage.audit.lines(2).map { $0["auditID"] } == ["my-own", "my-own"])
    }
  }

  @Test func `two Audit-IDs become one, which nobody chose`() async throws {
    try await Stage.run { stage in
      let fields = [("Audit-ID", "one"), ("Audit-ID", "two")]
      #expect(try await stage.ask("/api/v1/pods", as: .alice, fields).status == 200)
      let id = try await stage.audit.lines(1).first?["auditID"]?.string ?? ""
      #expect(id.utf8.count == 36)
      #expect(stage.forwarded.map { $0.values("Audit-ID") } == [[id]])
    }
  }

  @Test func `hidden items and bytes are counted`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      let line = try await stage.audit.lines(1)[0]
      let all = try Cluster.namespaces()["items"]?.array?.count ?? 0
      #expect(line["hiddenItems"]?.int == all - Example.aliceNamespaces.count)
      let bytes = line["bytes"]?.int ?? 0
      #expect(bytes > reply.body.count && bytes < reply.body.count + 1_000)
      let (first, whole) = (line["firstByteMicros"]?.int ?? -1, line["micros"]?.int ?? -1)
      #expect(first > 0 && whole >= first)
    }
  }

  @Test func `a watch is told at its beginning, and at its end with why`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let answer = try await stage.open(WatchScene.target, as: .alice)
      defer { answer.close() }
      let started = try await stage.audit.lines(1)[0]
      #expect(started["stage"] == "started" && started["verdict"] == "filter")
      #expect(started["verb"] == "watch" && started["bytes"] == nil)
      faucet.pour(try WatchScene.event("ADDED", "kube-system"))
      faucet.pour(try WatchScene.event("ADDED", "oil-production"))
      #expect(try await answer.line()?.contains("oil-production") == true)
      stage.view.publish(try WatchScene.viewWithoutOil())
      #expect(await answer.rest().isWhole)
      let lines = try await stage.audit.lines(2)
      try #require(lines.count == 2)
      #expect(lines[1]["stage"] == "complete" && lines[1]["auditID"] == started["auditID"])
      #expect(lines[1]["hiddenItems"] == 1 && lines[1]["status"] == 200)
      #expect(lines[1]["reason"]?.string?.hasSuffix("what the caller owns changed") == true)
    }
  }

  @Test func `a client that goes away in the middle of a stream is told of`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let answer = try await stage.open(WatchScene.target, as: .alice)
      faucet.pour(try WatchScene.event("ADDED", "oil-production"))
      _ = try await answer.line()
      answer.close()
      let lines = try await stage.audit.lines(2)
      try #require(lines.count == 2)
      #expect(lines[1]["reason"]?.string?.contains("client") == true)
      #expect((lines[1]["bytes"]?.int ?? 0) > 0)
    }
  }

  @Test func `an upstream that fails is told of beside the rule`() async throws {
    let scene = Scene.answering("/api/v1/") { _ in .raw("nonsense\r\n\r\n") }
    try await Stage.run(scene) { stage in
      let rows = [("/api/v1/namespaces", "owner in"), ("/api/v1/pods", "not filtered")]
      for (number, (target, rule)) in rows.enumerated() {
        #expect(try await stage.ask(target, as: .alice).status == 502)
        let line = try #require(try await stage.audit.lines(number + 1).last)
        #expect(line["status"] == 502 && line["upstreamStatus"] == nil)
        let reason = line["reason"]?.string ?? ""
        #expect(reason.hasPrefix(rule) && reason.contains("upstream"))
      }
    }
  }

  @Test func `what is no request of HTTP has a line all the same`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.send("GET / HTTP/1.1\r\nHost: a\r\nBad Field: token\r\n\r\n")
      #expect(reply.statuses == [400])
      let line = try await stage.audit.lines(1)[0]
      #expect(line["verdict"] == "refuse" && line["status"] == 400 && line["user"] == nil)
      #expect(line["reason"]?.string?.isEmpty == false)
      #expect(reply.text.contains(line["auditID"]?.string ?? "-"))
    }
  }

  @Test func `requests on one connection have a line each, with nothing of the one before`()
    async throws
  {
    try await Stage.run { stage in
      let client = try await stage.connect()
      defer { client.close() }
      _ = try await stage.ask("/api/v1/namespaces", as: .alice, on: client)
      _ = try await stage.ask("/api/v1/namespaces", as: .nobody, on: client)
      let lines = try await stage.audit.lines(2)
      try #require(lines.count == 2)
      #expect(lines[1]["user"] == nil && lines[1]["upstreamStatus"] == nil)
      #expect(lines[1]["status"] == 401 && lines[1]["hiddenItems"] == nil)
      #expect(lines[0]["auditID"] != lines[1]["auditID"])
      #expect(lines[0]["client"] == lines[1]["client"])
    }
  }
}
