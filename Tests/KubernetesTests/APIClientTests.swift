import JSON
import Kubernetes
import KubernetesAPI
import Testing

struct APIClientTests {
  private typealias Answer = ScriptedTransport.Answer

  private func client(
    _ transport: ScriptedTransport, basePath: String = "", token: String? = "t"
  ) -> APIClient<ScriptedTransport> {
    APIClient(
      transport: transport, basePath: basePath,
      token: token.map { token in
        TokenProvider(source: .inline(token)) { _ throws(FileFailure) in throw .missing }
      }, version: "1.2.3", pace: FakePace().pace)
  }

  @Test func `every request says who asks, and for JSON`() async throws {
    let transport = ScriptedTransport([.json("{}"), .json("{}", status: 201)])
    let client = client(transport, basePath: "/k8s/c")
    #expect(try await client.get("/version") == [:])
    #expect(try await client.create(["a": 1], at: "/x") == [:])
    let common = [
      APIRequest.Field("User-Agent", "bailiwick/1.2.3"),
      APIRequest.Field("Accept", "application/json"),
    ]
    let proof = APIRequest.Field("Authorization", "Bearer t")
    #expect(transport.targets == ["GET /k8s/c/version", "POST /k8s/c/x"])
    #expect(transport.requests[0].fields == common + [proof])
    #expect(transport.requests[0].body == nil)
    #expect(
      transport.requests[1].fields
        == common + [APIRequest.Field("Content-Type", "application/json"), proof])
    #expect(transport.requests[1].body == Array(#"{"a":1}"#.utf8))
  }

  @Test(arguments: [true, false])
  func `asks for the metadata alone where no more is wanted`(isMetadataOnly: Bool) async throws {
    let transport = ScriptedTransport([
      .json(#"{"metadata":{"resourceVersion":"1"},"items":[]}"#), .json(""),
    ])
    let client = client(transport, token: nil)
    let nodes = APICollection(version: "v1", resource: "nodes", isMetadataOnly: isMetadataOnly)
    _ = try await client.list(nodes) { _ throws(APIError) in }
    try await client.watch(nodes, from: "1", timeout: .seconds(1)) { _ throws(APIError) in }
    let accepts = transport.requests.map { $0.fields.first { $0.name == "Accept" }?.value }
    #expect(
      accepts
        == (isMetadataOnly
          ? ["List", ""].map {
            "application/json;as=PartialObjectMetadata\($0);v=v1;g=meta.k8s.io,application/json"
          } : ["application/json", "application/json"]))
  }

  @Test func `sends no Authorization when the connection is the proof`() async throws {
    let transport = ScriptedTransport([.json("{}")])
    _ = try await client(transport, token: nil).get("/version")
    #expect(!transport.requests[0].fields.contains { $0.name == "Authorization" })
  }

  @Test func `a refusal is what the Status says`() async throws {
    let body = try Fixture.bytes("status.403.list-namespaces.alice.json")
    let transport = ScriptedTransport([
      Answer(status: 403, body: [Array(body.prefix(40)), Array(body.dropFirst(40))]),
      Answer(status: 429, contentType: "text/plain", retryAfter: "3", body: [Array("slow".utf8)]),
      Answer(status: 302, contentType: ""),
    ])
    let client = client(transport)
    let message =
      "namespaces is forbidden: User \"alice\" cannot list resource \"namespaces\""
      + " in API group \"\" at the cluster scope"
    await #expect(
      throws: APIError.refused(
        APIError.Refusal(code: 403, reason: "Forbidden", message: message))
    ) { try await client.get("/api/v1/namespaces") }
    await #expect(
      throws: APIError.refused(APIError.Refusal(code: 429, retryAfter: .seconds(3)))
    ) { try await client.get("/") }
    await #expect(throws: APIError.refused(APIError.Refusal(code: 302))) {
      try await client.get("/")
    }
  }

  @Test(arguments: ["text/html", "", "application/json5", "application/vnd.kubernetes.protobuf"])
  func `an answer that is not JSON is not read`(_ type: String) async {
    let transport = ScriptedTransport([Answer(contentType: type, body: [Array("{}".utf8)])])
    await #expect(throws: APIError.unreadable("its content type is not JSON")) {
      try await client(transport).get("/")
    }
  }

  @Test func `broken answers are errors`() async {
    let transport = ScriptedTransport([
      .json("{"), Answer(), .nothing(.unreachable("no route")), .nothing(.timedOut),
      Answer(status: 0),
      Answer(body: Array(repeating: Array(repeating: 0x20, count: 1 << 20), count: 17)),
    ])
    let client = client(transport)
    for error in [
      APIError.unreadable("it is not JSON"), .unreadable("it is not JSON"),
      .unreachable("no route"), .timedOut, .unreadable("it has no head"),
      .unreadable("it is longer than 16 MiB"),
    ] { await #expect(throws: error) { try await client.get("/") } }
  }

  @Test func `a refused token file is read again for the next request`() async throws {
    let transport = ScriptedTransport([.json("{}"), .json("{}", status: 401), .json("{}")])
    let reads = Counter()
    let client = APIClient(
      transport: transport, basePath: "",
      token: TokenProvider(source: .file(path: "/t")) { _ throws(FileFailure) in
        Array("t\(reads.next())".utf8)
      }, version: "0", pace: FakePace().pace)
    _ = try await client.get("/")
    await #expect(throws: APIError.refused(APIError.Refusal(code: 401))) {
      try await client.get("/")
    }
    _ = try await client.get("/")
    let tokens = transport.requests.compactMap { request in
      request.fields.first { $0.name == "Authorization" }?.value
    }
    #expect(tokens == ["Bearer t1", "Bearer t1", "Bearer t2"])
  }

  @Test func `lists a page, and the next by its token`() async throws {
    let transport = ScriptedTransport([
      Answer(body: [try Fixture.bytes("namespaces.list.page1.json")]),
      Answer(body: [try Fixture.bytes("namespaces.list.page2.json")]),
    ])
    let client = client(transport)
    let namespaces = APICollection(version: "v1", resource: "namespaces")
    var names: [String] = []
    let take = { (item: JSONValue) in names.append(item["metadata", "name"]?.string ?? "") }
    let first = try await client.list(namespaces, limit: 2) { item throws(APIError) in take(item) }
    #expect(first.resourceVersion == "353")
    let token = try #require(first.next)
    _ = try await client.list(namespaces, limit: 2, continue: token) { item throws(APIError) in
      take(item)
    }
    #expect(names == ["default", "gas-production", "gas-staging", "kube-node-lease"])
    #expect(
      transport.targets == [
        "GET /api/v1/namespaces?limit=2", "GET /api/v1/namespaces?limit=2&continue=\(token)",
      ])
  }

  @Test func `paths are encoded`() async throws {
    let collection = APICollection(
      group: "rbac.authorization.k8s.io", version: "v1", resource: "roles", namespace: "a/b")
    #expect(collection.path == "/apis/rbac.authorization.k8s.io/v1/namespaces/a%2Fb/roles")
    #expect(
      APICollection(version: "v1", resource: "nodes").path(of: "é x?")
        == "/api/v1/nodes/%C3%A9%20x%3F")
    let transport = ScriptedTransport([.json(#"{"items":[]}"#)])
    _ = try await client(transport).list(collection, continue: "a+/=&b") { _ in }
    #expect(transport.targets[0].hasSuffix("?continue=a%2B%2F%3D%26b"))
  }

  @Test func `watches to the orderly end`() async throws {
    let transport = ScriptedTransport([
      Answer(body: [try Fixture.bytes("watch.namespaces.from-rv.bookmarks.json")])
    ])
    var seen: [String] = []
    let namespaces = APICollection(version: "v1", resource: "namespaces")
    try await client(transport).watch(namespaces, from: "355", timeout: .seconds(14)) {
      lines throws(APIError) in
      for line in lines {
        switch line {
        case .added: seen.append("added")
        case .modified: seen.append("modified")
        case .deleted: seen.append("deleted")
        case .bookmark(let version): seen.append(version)
        }
      }
    }
    #expect(
      seen == ["added", "modified", "modified", "modified", "modified", "deleted"]
        + Array(repeating: "370", count: 2))
    #expect(
      transport.targets == [
        "GET /api/v1/namespaces?watch=true&allowWatchBookmarks=true&resourceVersion=355"
          + "&timeoutSeconds=14"
      ])
    #expect(transport.requests[0].deadline == nil)
    #expect(transport.requests[0].silence == .seconds(90))
  }

  @Test func `an ERROR event is thrown after the events before it were given`() async throws {
    let event = #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}"# + "\n"
    let transport = ScriptedTransport([
      Answer(body: [Array(event.utf8) + (try Fixture.bytes("watch.namespaces.410-old-rv.json"))])
    ])
    var seen: [WatchLine] = []
    do throws(APIError) {
      try await client(transport).watch(
        APICollection(version: "v1", resource: "namespaces"), from: "1", timeout: .seconds(1)
      ) { lines throws(APIError) in seen += lines }
      Issue.record("the watch ended well")
    } catch {
      #expect(error.watchFailure == .expired)
    }
    #expect(seen == [.bookmark(resourceVersion: "7")])
  }

  @Test(arguments: [
    "{}\n", "x\n", #"{"type":"ADDED"}"# + "\n", #"{"type":"NEW","object":{}}"# + "\n",
    #"{"type":"BOOKMARK","object":{}}"# + "\n", #"{"type":"ADDED","object":{}}"#,
    #"{"type":"ADDED","object":[]}"# + "\n",
  ])
  func `a watch that cannot be read is an error`(_ body: String) async {
    let transport = ScriptedTransport([.json(body)])
    await #expect(throws: APIError.self) {
      try await client(transport).watch(
        APICollection(version: "v1", resource: "pods"), from: "1", timeout: .seconds(1)
      ) { _ in }
    }
  }

  @Test func `reviews ask and answer`() async throws {
    let transport = ScriptedTransport([
      Answer(status: 201, body: [try Fixture.bytes("review.tokenreview.static-alice.json")]),
      Answer(status: 201, body: [try Fixture.bytes("review.sar.alice.json")]),
      .nothing(.timedOut), .json("{}", status: 500),
    ])
    let client = client(transport)
    guard case .authenticated(let alice) = await client.review(token: "token-alice") else {
      Issue.record("alice is not authenticated")
      return
    }
    let review = SubjectAccessReview(
      user: alice,
      attributes: .resource(verb: "list", group: "", version: "v1", resource: "pods"))
    #expect(await client.review(review) == .allowed)
    #expect(await client.review(token: "x") == .failed(.timedOut))
    #expect(await client.review(review) == .failed(.refused(APIError.Refusal(code: 500))))
    #expect(
      transport.targets.prefix(2) == [
        "POST /apis/authentication.k8s.io/v1/tokenreviews",
        "POST /apis/authorization.k8s.io/v1/subjectaccessreviews",
      ])
    let question = try JSONValue(parsing: try #require(transport.requests[0].body))
    #expect(question["spec"] == ["token": "token-alice"])
  }

  @Test(arguments: [
    (APIError.timedOut, WatchFailure.interrupted(retryAfter: nil), WatchFailure.silent),
    (.unreachable(""), .interrupted(retryAfter: nil), .interrupted(retryAfter: nil)),
    (.unreadable(""), .unusable(retryAfter: nil), .unusable(retryAfter: nil)),
    (.refused(APIError.Refusal(code: 410)), .expired, .expired),
    (.refused(APIError.Refusal(code: 500, reason: "Expired")), .expired, .expired),
    (.refused(APIError.Refusal(code: 404)), .absent, .absent),
    (
      .refused(APIError.Refusal(code: 429, retryAfter: .seconds(2))),
      .interrupted(retryAfter: .seconds(2)), .interrupted(retryAfter: .seconds(2))
    ),
    (
      .refused(APIError.Refusal(code: 403)), .interrupted(retryAfter: nil),
      .interrupted(retryAfter: nil)
    ),
    (
      .refused(APIError.Refusal(code: 400)), .unusable(retryAfter: nil),
      .unusable(retryAfter: nil)
    ),
  ])
  func `errors say what is tried next`(
    _ error: APIError, _ list: WatchFailure, _ watch: WatchFailure
  ) {
    #expect(error.listFailure == list)
    #expect(error.watchFailure == watch)
  }
}
