import Decide
import KubernetesAPI
import Proxy
import Testing
import Wire

/// What of a client's head reaches the upstream.
struct UpstreamCredentialTests {
  private static let client: [(String, String)] = [
    ("Host", "proxy"), ("Authorization", "Bearer theirs"), ("Accept", "application/json"),
    ("Connection", "close, X-Private, Authorization, Impersonate-User, Host, User-Agent"),
    ("X-Private", "1"), ("User-Agent", "kubectl"), ("Keep-Alive", "5"), ("TE", "trailers"),
    ("Upgrade", "websocket"), ("Proxy-Authorization", "Basic x"), ("Expect", "100-continue"),
    ("X-Remote-User", "admin"), ("X_Remote-Group", "system:masters"), ("Forwarded", "for=1.1.1.1"),
    ("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-Host", "h"), ("X-Real-IP", "1.1.1.1"),
    ("Impersonate-User", "them"), ("Impersonate-Group", "g"), ("Impersonate_Uid", "0"),
    ("Content-Type", "application/json"), ("Traceparent", "00-1"), ("Audit-ID", "a"),
  ]

  private static let kept = [
    "Accept: application/json", "Content-Type: application/json", "Traceparent: 00-1",
    "Audit-ID: a",
  ]

  /// The proxy's own, for this hop.
  private static let own = ["Host: upstream:6443", "X-Forwarded-For: 10.1.1.1"]

  private static func head() throws -> RequestHead {
    var head = try RequestHead(method: "PATCH", target: "/api/v1/namespaces/x?y=%7A")
    for (name, value) in client { try head.fields.append(name: name, value: value) }
    return head
  }

  private static func lines(_ head: RequestHead) -> [String] {
    head.fields.map { "\($0.name): \($0.value)" }
  }

  private static func prepared(
    _ credential: UpstreamCredential, target: String? = nil, _ body: BodyLength = .none
  ) throws -> RequestHead {
    var head = try head()
    if body != .none { head.setBody(body) }
    var hop = Fields()
    hop.append("Host", literal: "upstream:6443")
    hop.append("X-Forwarded-For", literal: "10.1.1.1")
    try head.prepare(for: credential, target: target, hop: hop)
    return head
  }

  private static func alice() throws -> Caller {
    try Caller(
      Identity(user: UserInfo(username: "alice", groups: ["dev"]), proof: .clientCertificate))
  }

  @Test func `with the caller's token: theirs, and nothing of ours`() throws {
    let head = try Self.prepared(.callersToken)
    #expect(
      Self.lines(head) == [
        "Authorization: Bearer theirs", "Accept: application/json", "Impersonate-User: them",
        "Impersonate-Group: g", "Impersonate_Uid: 0", "Content-Type: application/json",
        "Traceparent: 00-1", "Audit-ID: a",
      ] + Self.own)
    #expect(head.target == "/api/v1/namespaces/x?y=%7A")
    #expect(head.method == "PATCH")
  }

  @Test(arguments: [nil, "program"], [nil, "bailiwick:read:nodes"])
  func `impersonating: ours, and nothing of theirs`(_ token: String?, _ group: String?) throws {
    let head = try Self.prepared(
      .impersonating(try Self.alice(), wideningGroup: group, programToken: token),
      target: "/base/api")
    #expect(
      Self.lines(head) == Self.kept + Self.own
        + (token.map { ["Authorization: Bearer \($0)"] } ?? [])
        + [
          "Impersonate-User: alice", "Impersonate-Group: dev",
          "Impersonate-Group: system:authenticated",
        ] + (group.map { ["Impersonate-Group: \($0)"] } ?? []))
    #expect(head.target == "/base/api")
  }

  @Test func `the body keeps its framing, said once`() throws {
    let fixed = try Self.prepared(.callersToken, .fixed(5))
    #expect(fixed.fields.values(of: .contentLength) == ["5"])
    #expect(fixed.fields.values(of: .transferEncoding).isEmpty)
    let chunked = try Self.prepared(.callersToken, .chunked)
    #expect(chunked.fields.values(of: .contentLength).isEmpty)
    #expect(chunked.fields.values(of: .transferEncoding) == ["chunked"])
    let none = try Self.prepared(.callersToken)
    #expect(!none.fields.contains(.contentLength) && !none.fields.contains(.transferEncoding))
  }

  @Test(arguments: ["x", "", "/a b", "/a#b", "/\u{E9}", "/a\r\nX: y", "http://x/"])
  func `a target that is none is refused`(_ target: String) throws {
    #expect(throws: HTTPError.self) { try Self.prepared(.callersToken, target: target) }
  }

  @Test(arguments: ["bailiwick:x\r\nImpersonate-User: admin", " bailiwick:x", "a\u{0}"])
  func `a group that would arrive as another is refused`(_ group: String) throws {
    let alice = try Self.alice()
    #expect(throws: HTTPError.self) {
      try Self.prepared(.impersonating(alice, wideningGroup: group, programToken: nil))
    }
  }
}
