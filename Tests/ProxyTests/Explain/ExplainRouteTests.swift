import JSON
import TestSupport
import Testing
import Wire

/// What the proxy says of itself at `/bailiwick/explain`.
@Suite(.timeLimit(.minutes(5)))
struct ExplainRouteTests {
  private static let path = "/bailiwick/explain"

  struct Row: Sendable, CustomStringConvertible {
    var query: String
    var proof: Proof
    var outcome: String
    var isAllowed: Bool? = false
    /// The reasons of what selects.
    var because: [String] = []

    var description: String { query }
  }

  private static let rows = [
    Row(
      query: "resource=namespaces&name=oil-production", proof: .alice, outcome: "shown",
      because: ["the tenant's status names it"]),
    Row(query: "resource=namespaces&name=gas-production", proof: .alice, outcome: "refused"),
    Row(query: "resource=namespaces&name=none", proof: .alice, outcome: "refused"),
    Row(
      query: "resource=namespaces", proof: .alice, outcome: "part",
      because: ["the tenant's namespaces"]),
    Row(query: "resource=namespaces", proof: .eve, outcome: "refused"),
    Row(
      query: "resource=nodes&name=worker-1", proof: .alice, outcome: "shown",
      because: ["spec.nodeSelector wants pool=oil, and its labels are so"]),
    Row(query: "resource=nodes&name=worker-5", proof: .alice, outcome: "refused"),
    Row(query: "resource=nodes&name=worker-99", proof: .alice, outcome: "refused"),
    Row(
      query: "resource=nodes&name=worker-1&verb=watch", proof: .alice, outcome: "shown",
      because: ["spec.nodeSelector wants pool=oil, and its labels are so"]),
    Row(
      query: "resource=nodes&name=worker-1&verb=patch", proof: .alice, outcome: "refused"),
    Row(
      query: "resource=storageclasses.storage.k8s.io&name=cephfs", proof: .alice, outcome: "shown",
      because: ["spec.storageClasses has the pattern \\w+fs, which its name matches"]),
    Row(
      query: "resource=storageclasses&name=zol", proof: .bob, outcome: "shown",
      because: ["spec.storageClasses names it"]),
    Row(query: "resource=priorityclasses", proof: .alice, outcome: "refused"),
    Row(
      query: "resource=namespaces&name=kube-system", proof: .admin, outcome: "everything",
      isAllowed: true),
    Row(query: "resource=pods", proof: .alice, outcome: "notFiltered", isAllowed: nil),
  ]

  @Test(arguments: rows)
  func `the outcome is what the proxy would do, with why`(_ row: Row) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("\(Self.path)?\(row.query)", as: row.proof)
      #expect(reply.status == 200)
      #expect(reply.value("Content-Type") == "application/json")
      let json = try #require(reply.json)
      #expect(json["kind"] == "Explanation" && json["apiVersion"] == "bailiwick.explain/v1")
      #expect(json["outcome"] == .string(row.outcome))
      #expect(json["allowedByCluster"]?.bool == row.isAllowed)
      let grounds = json["grounds"]?.array ?? []
      let reasons = grounds.filter { $0["selects"] == true }.compactMap { $0["because"]?.string }
      #expect(reasons == row.because)
      // Nothing of it went upstream but reviews and the reading of one object.
      #expect(stage.forwarded.allSatisfy { !$0.target.contains("bailiwick") && $0.isOwn })
      let line = try await stage.audit.lines(1)[0]
      #expect(line["verdict"] == "explain" && line["reason"] == .string(row.outcome))
      #expect(line["path"] == .string(Self.path) && line["status"] == 200)
    }
  }

  @Test(arguments: [
    ("namespaces", "gas-production", "absent"), ("nodes", "worker-5", "worker-99"),
    ("storageclasses", "zol", "absent"), ("tenants", "gas", "absent"),
  ])
  func `what is another's is explained like what is not there`(
    _ resource: String, _ foreign: String, _ absent: String
  ) async throws {
    try await Stage.run { stage in
      for verb in ["get", "list", "watch", "update", "patch", "delete"] {
        for output in ["json", "text"] {
          var answers: [String] = []
          for name in [foreign, absent] {
            let reply = try await stage.ask(
              "\(Self.path)?resource=\(resource)&name=\(name)&verb=\(verb)&output=\(output)",
              as: .alice)
            #expect(reply.status == 200)
            answers.append(reply.text.replacing(name, with: "X"))
          }
          #expect(answers[0] == answers[1])
          #expect(!answers[0].contains("gas"))
          #expect(!answers[0].contains(#""selects":true"#))
        }
      }
    }
  }

  @Test func `no explanation names another's tenant or namespace`() async throws {
    try await Stage.run { stage in
      for resource in [
        "namespaces", "nodes", "storageclasses", "ingressclasses", "priorityclasses",
        "runtimeclasses", "persistentvolumes", "tenants", "nodes.metrics.k8s.io",
      ] {
        let reply = try await stage.ask("\(Self.path)?resource=\(resource)", as: .alice)
        #expect(reply.status == 200)
        for name in Example.foreign + ["\"gas\"", "robots", "bob", "gas-admins"] {
          #expect(!reply.text.contains(name), "\(name) in \(reply.text)")
        }
      }
    }
  }

  @Test func `a group's owner is told which group it is`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        "\(Self.path)?resource=nodes&output=text", as: .token("joe.token"))
      #expect(
        reply.text == """
          joe: list nodes
          outcome: part: of everything there is, what the grounds select is shown
          the cluster's own rules: do not allow it
          + tenant gas, through group gas-admins: spec.nodeSelector selects the labels pool=gas

          """)
      #expect(reply.value("Content-Type") == "text/plain; charset=utf-8")
    }
  }

  @Test(arguments: [
    ("GET", "/bailiwick", 404), ("GET", "/bailiwick/", 404), ("GET", "/bailiwick/explain/x", 404),
    ("GET", "/%62ailiwick/secrets", 404), ("POST", "/bailiwick/explain?resource=nodes", 405),
    ("DELETE", "/bailiwick/explain", 405), ("GET", "/bailiwick/explain", 400),
    ("GET", "/bailiwick/explain?resource=namespaces&name=a%2Fb", 400),
  ])
  func `what is not served is refused here`(
    _ method: String, _ target: String, _ code: Int
  ) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(target, as: .alice, method: method)
      #expect(reply.status == code)
      #expect(reply.json?["kind"] == "Status")
      #expect(stage.forwarded.isEmpty)
      #expect(reply.value("Audit-ID")?.isEmpty == false)
    }
  }

  @Test func `nobody is explained nothing`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("\(Self.path)?resource=namespaces")
      #expect(reply.status == 401)
      #expect(stage.upstream.received.isEmpty)
    }
  }

  @Test func `before it is known who owns what, nothing is explained`() async throws {
    var scene = Scene()
    scene.isSynced = false
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask("\(Self.path)?resource=namespaces", as: .alice)
      #expect(reply.status == 503)
    }
  }

  @Test func `who may act as another is explained the other's`() async throws {
    try await Stage.run { stage in
      let admin = try stage.keys.users.client("admin", groups: ["system:masters"])
      for proof in [Proof.admin, .certificate(admin)] {
        let reply = try await stage.ask(
          "\(Self.path)?resource=storageclasses&name=zol", as: proof, [("Impersonate-User", "bob")])
        #expect(reply.json?["user"]?["username"] == "bob")
        #expect(reply.json?["outcome"] == "shown")
      }
      for line in try await stage.audit.lines(2) {
        #expect(line["user"] == "bob" && line["original"] == "admin")
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test(arguments: [Proof.eve, .alice])
  func `who may not act as another is explained nothing`(
    _ proof: Proof
  ) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        "\(Self.path)?resource=namespaces", as: proof, [("Impersonate-User", "bob")])
      #expect(reply.status == 403)
      #expect(!reply.text.contains("tenant"))
      #expect(stage.forwarded.isEmpty)
    }
  }
}
