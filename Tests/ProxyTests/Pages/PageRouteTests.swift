import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@Suite("Pages of a filtered list", .timeLimit(.minutes(5)))
struct PageRouteTests {
  /// How a list is asked for.
  enum Shape: String, CaseIterable, Sendable {
    case json = "application/json"
    case table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    case protobuf = "application/vnd.kubernetes.protobuf"
  }

  /// One page as a client sees it, whatever its encoding is.
  private struct Page {
    let reply: Reply
    let names: [String]
    let token: String?

    init(_ reply: Reply) {
      self.reply = reply
      let text = String(decoding: reply.body.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
      // In protobuf a field may follow whose key is a letter.
      names = Self.words("uid-of-", in: text).map {
        String($0.dropFirst("uid-of-".count).prefix("node-100000".count))
      }
      token = Self.words("bwk1.", in: text).first
    }

    /// The words with this beginning, in order.
    private static func words(_ prefix: String, in text: String) -> [String] {
      let isWord: (Character) -> Bool = { $0.isLetter || $0.isNumber || "-_.".contains($0) }
      return text.split(whereSeparator: { !isWord($0) }).filter { $0.hasPrefix(prefix) }
        .map(String.init)
    }
  }

  /// All pages, as a client gets them that follows the tokens.
  private static func list(
    _ stage: Stage, limit: Int, as proof: Proof = .alice, _ shape: Shape = .json,
    _ parameters: String = ""
  ) async throws -> [Page] {
    let client = try await stage.connect(as: proof)
    defer { client.close() }
    var pages: [Page] = []
    var token: String?
    repeat {
      let target =
        "/api/v1/nodes?limit=\(limit)\(parameters)" + (token.map { "&continue=\($0)" } ?? "")
      let reply = try await stage.ask(
        target, as: proof, [("Accept", shape.rawValue)], on: client)
      let page = Page(reply)
      pages.append(page)
      guard reply.status == 200, pages.count < 100 else { break }
      token = page.token
    } while token != nil
    return pages
  }

  private static func first(_ stage: Stage, _ parameters: String = "") async throws -> String {
    let reply = try await stage.ask("/api/v1/nodes?limit=1\(parameters)", as: .alice)
    return try #require(Page(reply).token)
  }

  @Test(arguments: Shape.allCases, [1, 2, 500])
  func `are together the list without pages`(_ shape: Shape, _ limit: Int) async throws {
    let nodes = PagedNodes(count: 1_200, oil: [3, 4, 499, 500, 1_100])
    try await Stage.run(nodes.scene) { stage in
      let pages = try await Self.list(stage, limit: limit, shape)
      #expect(pages.flatMap(\.names) == nodes.shown)
      for page in pages {
        #expect(page.reply.status == 200)
        #expect(page.names.count <= limit)
        for word in ["remainingItemCount", "eyJ2", "gas", "node-100000"] {
          #expect(!page.reply.text.contains(word), "\(word)")
        }
      }
      if limit == 500 { #expect(pages.count == 1) }
      for request in stage.forwarded { #expect(request.target.contains("limit=500")) }
      #expect(Set(pages.map { $0.reply.value("Content-Type") }).count == 1)
    }
  }

  @Test func `cost the upstream one page of 500 each, however little they hold`() async throws {
    let nodes = PagedNodes(count: 4_000, oil: [3_999])
    try await Stage.run(nodes.scene) { stage in
      let pages = try await Self.list(stage, limit: 1)
      #expect(pages.flatMap(\.names) == nodes.shown)
      #expect(pages.count == 8)
      #expect(stage.forwarded.count == 8)
    }
  }

  @Test func `are read again where they began, at the version of the list`() async throws {
    let nodes = PagedNodes(count: 600, oil: [1, 2, 599])
    try await Stage.run(nodes.scene) { stage in
      _ = try await Self.list(stage, limit: 1, .json, "&labelSelector=a%3Db")
      let targets = stage.forwarded.map(\.target)
      #expect(targets.count == 3)
      #expect(targets[0] == "/api/v1/nodes?labelSelector=a%3Db&limit=500")
      #expect(
        targets[1]
          == "/api/v1/nodes?labelSelector=a%3Db&limit=500&resourceVersion=7&resourceVersionMatch=Exact"
      )
      #expect(targets[2].hasPrefix("/api/v1/nodes?labelSelector=a%3Db&limit=500&continue=eyJ2"))
    }
  }

  @Test func `hold no more than the limit when the upstream knows none`() async throws {
    let nodes = PagedNodes(count: 50, oil: 10..<20)
    try await Stage.run(nodes.scene) { stage in
      let reply = try await stage.ask("/api/v1/nodes?limit=3&resourceVersion=0", as: .alice)
      let page = Page(reply)
      #expect(page.names == Array(nodes.shown.prefix(3)))
      let token = try #require(page.token)
      let rest = Page(try await stage.ask("/api/v1/nodes?continue=\(token)", as: .alice))
      #expect(page.names + rest.names == nodes.shown)
      #expect(rest.token == nil)
    }
  }

  @Test func `that hold nothing more have no token`() async throws {
    let nodes = PagedNodes(count: 400, oil: [0, 1])
    try await Stage.run(nodes.scene) { stage in
      let pages = try await Self.list(stage, limit: 2)
      #expect(pages.count == 1)
      #expect(pages[0].reply.json?["metadata"]?["continue"] == nil)
    }
  }

  // MARK: Threats

  /// The words of the API server (`apiserver/pkg/storage/etcd3/errors.go`).
  private static let expired: JSONValue = [
    "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
    "message": """
    The provided continue parameter is too old to display a consistent list result. You can start \
    a new list without the continue parameter.
    """,
    "reason": "Expired", "code": 410,
  ]

  @Test(arguments: [
    ("another caller", "/api/v1/nodes?limit=1", Proof.token("joe.token")),
    ("a caller who needs no filter", "/api/v1/nodes?limit=1", .admin),
    ("a caller who has nothing", "/api/v1/nodes?limit=1", .eve),
    ("another resource", "/apis/storage.k8s.io/v1/storageclasses?limit=1", .alice),
    ("another label selector", "/api/v1/nodes?limit=1&labelSelector=a%3Dc", .alice),
    (
      "another field selector", "/api/v1/nodes?limit=1&fieldSelector=spec.unschedulable%3Dtrue",
      .alice
    ),
    ("a list of one", "/api/v1/nodes?fieldSelector=metadata.name%3Dworker-1", .alice),
  ])
  func `go on for nobody and nothing else`(_ what: String, _ target: String, _ proof: Proof)
    async throws
  {
    let nodes = PagedNodes(count: 20, oil: 0..<10)
    try await Stage.run(nodes.scene) { stage in
      let token = try await Self.first(stage)
      let before = stage.forwarded.count
      let reply = try await stage.ask("\(target)&continue=\(token)", as: proof)
      #expect(reply.status == 410, "\(what)")
      #expect(reply.json == Self.expired, "\(what)")
      #expect(stage.forwarded.count == before, "\(what)")
    }
  }

  @Test func `go on with no token but a whole one that was sealed here`() async throws {
    let nodes = PagedNodes(count: 1_000, oil: 0..<10)
    try await Stage.run(nodes.scene) { stage in
      let token = try await Self.first(stage)
      let before = stage.forwarded.count
      let raw = "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6Nywic3RhcnQiOiJub2RlLTEwMDAwMFx1MDAwMCJ9"
      let flipped = token.dropLast() + (token.hasSuffix("A") ? "B" : "A")
      for text in [raw, "zzz", "bwk1.", String(token.dropLast(2)), String(flipped), "bwk1.\(raw)"] {
        let reply = try await stage.ask("/api/v1/nodes?limit=1&continue=\(text)", as: .alice)
        #expect(reply.status == 410, "\(text)")
        #expect(reply.json == Self.expired, "\(text)")
      }
      #expect(stage.forwarded.count == before)
      let reply = try await stage.ask("/api/v1/nodes?limit=1&continue=\(token)", as: .alice)
      #expect(Page(reply).names == [nodes.shown[1]])
    }
  }

  // MARK: What fails upstream

  @Test(arguments: [1, 600])
  func `of a list whose version is gone go on with what is there now`(_ place: Int) async throws {
    let nodes = PagedNodes(count: 1_000, oil: [0, 1, place + 1, place + 2])
    try await Stage.run(nodes.scene) { stage in
      var token = try await Self.first(stage)
      if place > 500 {
        // The page in hand is not the first any more.
        let page = try await stage.ask("/api/v1/nodes?limit=2&continue=\(token)", as: .alice)
        #expect(Page(page).names == [nodes.shown[1], nodes.shown[2]])
        token = try #require(Page(page).token)
      }
      nodes.compact()
      let gone = try await stage.ask("/api/v1/nodes?limit=5&continue=\(token)", as: .alice)
      #expect(gone.status == 410)
      #expect(gone.json?["reason"] == "Expired")
      #expect(!gone.text.contains("secret-name") && !gone.text.contains("eyJ2"))
      let next = try #require(gone.json?["metadata"]?["continue"]?.string)
      #expect(next.hasPrefix("bwk1."))
      let rest = try await stage.ask("/api/v1/nodes?limit=5&continue=\(next)", as: .alice)
      #expect(rest.status == 200)
      #expect(Page(rest).names == Array(nodes.shown.dropFirst(place > 500 ? 3 : 1)))
    }
  }

  @Test(arguments: [
    TestServer.Answer(status: 429, "too many"), TestServer.Answer(status: 500, "{}"),
    TestServer.Answer(status: 410, "{}"),
    TestServer.Answer(status: 200, "text").with(("Content-Type", "text/plain")),
  ])
  func `come short when the upstream does not give the next one`(_ refusal: TestServer.Answer)
    async throws
  {
    let nodes = PagedNodes(count: 1_000, oil: [0, 700])
    try await Stage.run(nodes.scene) { stage in
      nodes.refuse(after: 1, with: refusal)
      let pages = try await Self.list(stage, limit: 10)
      #expect(pages.map(\.reply.status) == [200, 200])
      #expect(pages.flatMap(\.names) == nodes.shown)
    }
  }

  @Test func `that cannot be read are not shown`() async throws {
    let nodes = PagedNodes(count: 1_000, oil: [0, 700])
    try await Stage.run(nodes.scene) { stage in
      nodes.refuse(after: 1, with: .init(#"{"kind":"NodeList","items":[{"secret-name":1}]}"#))
      let reply = try await stage.ask("/api/v1/nodes?limit=10", as: .alice)
      #expect(reply.status == 502)
      #expect(!reply.everything.contains("secret-name"))
    }
  }
}
