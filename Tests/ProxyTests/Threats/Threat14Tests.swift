import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 14: names of others beside the items", .timeLimit(.minutes(5)))
struct Threat14Tests {
  private static let item =
    #"{"metadata":{"name":"oil-production","uid":"UID"},"spec":{}}"#

  /// What the upstream is asked for of alice's names.
  private static let names =
    "labelSelector=kubernetes.io%2Fmetadata.name%20in%20%28gas-marketing%2Coil-development%2C"
    + "oil-production%29"

  private static func list(metadata: String, items: String = "") -> String {
    #"{"kind":"NamespaceList","apiVersion":"v1","metadata":\#(metadata),"items":[\#(items)]}"#
  }

  private static func scene(_ answer: TestServer.Answer) -> Scene {
    .answering("/api/v1/namespaces") { $0.isOwn ? answer : .init(status: 403, "{}") }
  }

  private static func expectNothingForeign(
    _ reply: Reply, location: SourceLocation = #_sourceLocation
  ) {
    for name in Example.foreign + ["bailiwick", "secret-name"] {
      #expect(!reply.everything.contains(name), "\(name)", sourceLocation: location)
    }
  }

  // MARK: Paging

  @Test func `of a page comes neither the token nor how many are left`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("/api/v1/namespaces?limit=2&x=y", as: .alice)
      // The upstream's page has two of others and a token, which names the second.
      #expect(reply.names == [])
      #expect(reply.json?["metadata"]?["continue"]?.string?.hasPrefix("bwk1.") == true)
      #expect(reply.json?["metadata"]?["remainingItemCount"] == nil)
      #expect(!reply.text.contains("eyJ2"))
      #expect(
        stage.forwarded.map(\.target)
          == ["/api/v1/namespaces?x=y&" + Self.names + "&limit=500"])
      Self.expectNothingForeign(reply)
    }
  }

  @Test func `a list that comes with a token all the same is not shown`() async throws {
    let page = try Fixture.bytes("namespaces.list.page1.json")
    try await Stage.run(Self.scene(.init(bytes: page))) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 502)
      #expect(!reply.text.contains("eyJ2"))
      Self.expectNothingForeign(reply)
    }
  }

  @Test func `a token that somebody brings is expired`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        "/api/v1/namespaces?limit=2&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ", as: .alice)
      #expect(reply.status == 410)
      #expect(reply.json?["reason"] == "Expired")
      #expect(reply.json?["metadata"]?["continue"] == nil)
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `how many are left is not told`() async throws {
    let body = Self.list(metadata: #"{"resourceVersion":"9","remainingItemCount":41}"#)
    try await Stage.run(Self.scene(.init(body))) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 200)
      #expect(reply.json?["metadata"]?["resourceVersion"] == "9")
      #expect(!reply.text.contains("remainingItemCount") && !reply.text.contains("41"))
    }
  }

  @Test func `a 410 loses its token for the rest`() async throws {
    let expired = """
      {"kind":"Status","apiVersion":"v1","metadata":{"continue":"c2VjcmV0LW5hbWU"},\
      "status":"Failure","message":"The provided continue parameter is too old",\
      "reason":"Expired","code":410}
      """
    try await Stage.run(Self.scene(.init(status: 410, expired))) { stage in
      let reply = try await stage.ask("/api/v1/namespaces?resourceVersion=1", as: .alice)
      #expect(reply.status == 410)
      #expect(reply.json?["reason"] == "Expired")
      #expect(reply.message == "The provided continue parameter is too old")
      #expect(reply.json?["metadata"]?["continue"] == nil)
      #expect(!reply.text.contains("c2VjcmV0LW5hbWU"))
      Self.expectNothingForeign(reply)
    }
  }

  // MARK: Refusals

  private static let refusals: [(Int, String)] = [
    (
      403,
      #"groups \"bailiwick:read:namespaces\" is forbidden: User \"bailiwick-program\" cannot "#
        + #"impersonate resource \"groups\" in API group \"\" at the cluster scope"#
    ),
    (
      403,
      #"users \"alice\" is forbidden: User \"bailiwick-program\" cannot impersonate resource "#
        + #"\"users\" in API group \"\" at the cluster scope"#
    ),
    (401, "Unauthorized"),
    (403, #"User \"bailiwick-program\" cannot list; not User \"alicex\" cannot either"#),
  ]

  @Test(arguments: 0..<refusals.count, ["/api/v1/namespaces", "/api/v1/namespaces/oil-production"])
  func `a refusal of the program itself names nobody`(_ index: Int, _ target: String) async throws {
    let (code, message) = Self.refusals[index]
    let status = """
      {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
      "message":"\(message)","reason":"Forbidden","code":\(code)}
      """
    try await Stage.run(Self.scene(.init(status: code, status))) { stage in
      let reply = try await stage.ask(target, as: .alice)
      #expect(reply.status == 503)
      #expect(!reply.everything.contains("program"))
      Self.expectNothingForeign(reply)
      #expect(stage.log.text.contains("bailiwick-program") || code == 401)
      #expect(stage.log.text.contains("error "))
      #expect(stage.forwarded.count == 1)
    }
  }

  @Test func `the caller's own refusal is shown as it is`() async throws {
    let status = try Fixture.text("status.403.list-namespaces.alice.json")
    try await Stage.run(Self.scene(.init(status: 403, status))) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 403)
      #expect(reply.text == status)
    }
  }

  @Test(arguments: ["gas-production", "kube-system", "no-such-thing"])
  func `another's namespace and none at all are refused in the same bytes`(
    _ name: String
  ) async throws {
    try await Stage.run { stage in
      let certificate = Proof.certificate(try stage.keys.users.client("alice"))
      for proof in [Proof.alice, certificate] {
        let reply = try await stage.ask("/api/v1/namespaces/\(name)", as: proof)
        let other = try await stage.ask("/api/v1/namespaces/absent", as: proof)
        #expect(reply.status == 403)
        #expect(Self.normal(reply, name) == Self.normal(other, "absent"))
      }
      #expect(stage.forwarded.allSatisfy { !$0.everything.contains("bailiwick:") })
    }
  }

  @Test(arguments: ["worker-3", "worker-5", "no-such-node"])
  func `another's node and none at all are refused in the same bytes`(
    _ name: String
  ) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("/api/v1/nodes/\(name)", as: .alice)
      let other = try await stage.ask("/api/v1/nodes/absent", as: .alice)
      #expect(reply.status == 403)
      #expect(Self.normal(reply, name) == Self.normal(other, "absent"))
      #expect(stage.forwarded.map(\.isOwn) == [true, false, true, false])
    }
  }

  /// The answer without what differs by its nature: the name asked for, and what follows from it.
  private static func normal(_ reply: Reply, _ name: String) -> String {
    let text = "\(reply.status) \(reply.text)".split(separator: name).joined(separator: "NAME")
    let own = ["date", "content-length", "audit-id"]
    let fields = reply.fields.filter { !own.contains($0.name.lowercased()) }
    return text + fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
  }

  // MARK: Tables, fields

  @Test(arguments: [
    #"{"cells":["secret-name","Active"]}"#, #"{"cells":["secret-name"],"object":null}"#,
    #"{"cells":["secret-name"],"object":{}}"#,
    #"{"cells":["secret-name"],"object":{"metadata":{}}}"#,
    #"{"cells":["secret-name"],"object":{"metadata":{"name":""}}}"#,
    #"{"cells":["secret-name"],"object":{"metadata":{"name":7}}}"#,
    #"{"cells":["secret-name"],"object":[]}"#,
  ])
  func `a row without an object is an error`(_ row: String) async throws {
    let table = """
      {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"1"},\
      "columnDefinitions":[],"rows":[\(row)]}
      """
    try await Stage.run(Self.scene(.init(table))) { stage in
      let reply = try await stage.ask(
        "/api/v1/namespaces", as: .alice,
        [("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")])
      #expect(reply.status == 502)
      Self.expectNothingForeign(reply)
    }
  }

  @Test func `rows are asked for with their objects, and shown without`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        "/api/v1/namespaces?includeObject=None", as: .alice,
        [("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")])
      #expect(reply.status == 200)
      #expect(reply.names.isEmpty)
      let rows = reply.json?["rows"]?.array ?? []
      #expect(
        rows.map { $0["cells"]?.array?.first?.string } == ["oil-development", "oil-production"])
      #expect(
        stage.forwarded.map(\.target) == ["/api/v1/namespaces?includeObject=Metadata&" + Self.names]
      )
      Self.expectNothingForeign(reply)
    }
  }

  @Test func `fields that could name others do not come along`() async throws {
    let answer = TestServer.Answer(Self.list(metadata: "{}")).with(
      ("Content-Type", "application/json"), ("Warning", #"299 - "secret-name is deprecated""#),
      ("Set-Cookie", "a=secret-name"), ("X-Remaining", "secret-name"),
      ("Location", "/secret-name"), ("ETag", "\"secret-name\""), ("Link", "<secret-name>"),
      ("Audit-Id", "1-2"), ("Retry-After", "3"))
    try await Stage.run(Self.scene(answer)) { stage in
      let reply = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(reply.status == 200)
      #expect(reply.value("Audit-Id") == "1-2")
      Self.expectNothingForeign(reply)
    }
  }

  @Test func `nothing secret reaches the log`() async throws {
    try await Stage.run { stage in
      for target in ["/api/v1/namespaces", "/api/v1/pods", "//x", "/api/v1/nodes/worker-3"] {
        for token in ["alice.token", "eve.token", "nonsense.token", "admin.token"] {
          _ = try await stage.ask(target, as: .token(token))
        }
      }
      #expect(!stage.log.text.isEmpty)
      for word in [".token", "Bearer", "PRIVATE"] { #expect(!stage.log.text.contains(word)) }
      for name in Example.foreign { #expect(!stage.log.text.contains(name)) }
    }
  }
}
