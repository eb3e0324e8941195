import KubernetesAPI
import Logging
import Testing
import Wire

@testable import Proxy

@Suite struct `A page token` {
  private static let token = PageToken(
    resourceVersion: "353", upstreamToken: "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MzUzfQ",
    lastName: "oil-production")

  private static let alice = UserInfo(username: "alice", uid: "7", groups: ["dev", "ops"])

  private static func scope(
    _ user: UserInfo = alice, _ resource: String = "namespaces", path: String? = nil,
    _ query: String = ""
  ) -> PageScope {
    PageScope(
      user: user, resource: GroupResource(group: "", resource: resource),
      path: path ?? "/api/v1/\(resource)", query: Query(parsing: query))
  }

  private static func makeSeal() throws -> PageSeal {
    PageSeal(try PageKeys(store: nil, logger: LogCapture().logger))
  }

  @Test(arguments: [
    token, PageToken(resourceVersion: "", upstreamToken: "", lastName: ""),
    PageToken(resourceVersion: "1", upstreamToken: "", lastName: "ä\u{0}"),
    PageToken(
      resourceVersion: "1", upstreamToken: String(repeating: "x", count: 2000), lastName: "a"),
  ])
  func `says what it was made with`(_ token: PageToken) async throws {
    let seal = try Self.makeSeal()
    let text = try seal.seal(token, for: Self.scope())
    #expect(text.hasPrefix("bwk1."))
    #expect(await seal.open(text, for: Self.scope()) == token)
  }

  @Test func `is never the same text twice`() async throws {
    let seal = try Self.makeSeal()
    let texts = try (0..<100).map { _ in try seal.seal(Self.token, for: Self.scope()) }
    #expect(Set(texts).count == 100)
  }

  @Test func `shows nothing of the names in it`() throws {
    let text = try Self.makeSeal().seal(Self.token, for: Self.scope())
    let bytes = try #require(Base64.decode(String(text.dropFirst(5)), .url))
    let shown = text + String(decoding: bytes, as: UTF8.self)
    for word in ["oil", "353", "eyJ2"] { #expect(!shown.contains(word)) }
  }

  @Test func `tells of the length of its names only how many times 64 bytes they fill`() throws {
    let seal = try Self.makeSeal()
    var lengths: Set<Int> = []
    for count in 0...253 {
      let name = String(repeating: "n", count: count)
      let text = try seal.seal(
        PageToken(resourceVersion: "", upstreamToken: "", lastName: name), for: Self.scope())
      let bytes = try #require(Base64.decode(String(text.dropFirst(5)), .url)).count
      #expect((bytes - PageKey.idCount - XAES256GCM.nonceCount - XAES256GCM.tagCount) % 64 == 0)
      lengths.insert(bytes)
    }
    #expect(lengths.count == 5)
  }

  /// Scopes that alice's token of her namespaces must not open for.
  private static let others: [(String, PageScope)] = [
    ("another user", scope(UserInfo(username: "bob", uid: "7", groups: ["dev", "ops"]))),
    ("another uid", scope(UserInfo(username: "alice", uid: "8", groups: ["dev", "ops"]))),
    ("fewer groups", scope(UserInfo(username: "alice", uid: "7", groups: ["dev"]))),
    ("groups joined", scope(UserInfo(username: "alice", uid: "7", groups: ["devops"]))),
    ("another resource", scope(alice, "nodes")),
    ("another version", scope(alice, path: "/api/v2/namespaces")),
    ("a label selector", scope(alice, "namespaces", "labelSelector=a")),
    ("a field selector", scope(alice, "namespaces", "fieldSelector=a")),
    ("text moved from one part to the next", scope(UserInfo(username: "alice7", groups: ["dev"]))),
  ]

  @Test(arguments: others)
  func `opens for nothing but its own scope`(_ name: String, _ other: PageScope) async throws {
    let seal = try Self.makeSeal()
    let text = try seal.seal(Self.token, for: Self.scope())
    #expect(await seal.open(text, for: other) == nil, "\(name)")
    #expect(await seal.open(text, for: Self.scope()) == Self.token)
  }

  @Test func `opens whatever the order of the groups, the extras and the other parameters are`()
    async throws
  {
    let seal = try Self.makeSeal()
    let text = try seal.seal(
      Self.token, for: Self.scope(Self.alice, "namespaces", "limit=2&labelSelector=a%3Db"))
    var user = UserInfo(username: "alice", uid: "7", groups: ["ops", "dev"])
    user.extra = [UserInfo.Extra(key: "credential-id", values: ["JTI=1"])]
    let query = "labelSelector=a=b&limit=9&continue=x&timeoutSeconds=3"
    #expect(await seal.open(text, for: Self.scope(user, "namespaces", query)) == Self.token)
  }

  @Test func `opens no more when a character was changed, left out or added`() async throws {
    let seal = try Self.makeSeal()
    let text = try seal.seal(Self.token, for: Self.scope())
    let digits = Array(text.utf8)
    for index in digits.indices {
      for digit in "A.".utf8 where digit != digits[index] {
        var changed = digits
        changed[index] = digit
        let other = String(decoding: changed, as: UTF8.self)
        #expect(await seal.open(other, for: Self.scope()) == nil, "\(index)")
      }
      let cut = String(decoding: digits.prefix(index), as: UTF8.self)
      #expect(await seal.open(cut, for: Self.scope()) == nil, "\(index)")
    }
    for more in ["A", "AA", "AAAA", "=", "=="] {
      #expect(await seal.open(text + more, for: Self.scope()) == nil)
    }
  }

  @Test(arguments: [
    "", "bwk1.", "bwk1", "zzz", "bwk1.AAAA", "BWK1.AAAA", "bwk2.AAAA",
    "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MzUzLCJzdGFydCI6Ii9nYXMtcHJvZHVjdGlvblx1MDAwMCJ9",
    "bwk1.eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MzUzLCJzdGFydCI6Ii9nYXMtcHJvZHVjdGlvblx1MDAwMCJ9",
    "bwk1." + String(repeating: "A", count: 9000),
  ])
  func `is nothing that was not sealed`(_ text: String) async throws {
    #expect(try await Self.makeSeal().open(text, for: Self.scope()) == nil)
  }

  @Test func `opens with no other program's key`() async throws {
    let text = try Self.makeSeal().seal(Self.token, for: Self.scope())
    #expect(try await Self.makeSeal().open(text, for: Self.scope()) == nil)
  }

  @Test(arguments: [
    [], [UInt8](repeating: 0, count: 11), [UInt8](repeating: 1, count: 64),
    [UInt8](repeating: 0, count: 128), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  ])
  func `is not read from other bytes`(_ bytes: [UInt8]) {
    #expect(PageToken(encoded: bytes) == nil)
  }
}
