import Decide
import JSON
import KubernetesAPI
import Testing
import Wire

@testable import Proxy

/// What the line of a request says, member by member.
@Suite struct AuditLineTests {
  private static func line(
    _ stage: AuditLine.Stage = .complete, lost: Int = 0, userAgent: String = "",
    _ change: (RequestRecord) throws -> Void
  ) rethrows -> String {
    let record = RequestRecord(client: "10.0.0.1:50000")
    record.begin()
    try change(record)
    let facts = AuditLine.Facts(
      stage: stage, time: Timestamp(seconds: 0, nanoseconds: 1_000),
      elapsed: record.began + 2_500_000, status: record.verdict == .refused ? 401 : 200,
      bytes: 1234, firstByte: record.began + 1_500_999, lost: lost)
    var bytes: [UInt8] = []
    AuditLine.encode(record, facts, userAgent.utf8.span, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func request(_ target: String, _ method: String = "GET") throws -> ResourceRequest
  {
    try ResourceRequest(method: method, target: target)
  }

  @Test func `a filtered list has every member, in order`() throws {
    let line = try Self.line(userAgent: "kubectl/v1.36.0 (linux/amd64)") { record in
      var fields = Fields()
      fields.append("Audit-ID", literal: "an-id")
      record.identify(&fields)
      record.request = try Self.request("/apis/storage.k8s.io/v1/storageclasses?limit=5")
      record.identity = Identity(
        user: UserInfo(username: "bob", groups: ["a", "b"]), proof: .clientCertificate)
      record.original = Identity(user: UserInfo(username: "admin"), proof: .bearerToken)
      record.verdict = .filtered
      record.reason = "owner in tenant gas"
      record.upstreamStatus = 200
      record.hiddenItems = 7
    }
    #expect(
      line
        == #"{"time":"1970-01-01T00:00:00.000001Z","stage":"complete","auditID":"an-id","#
        + #""client":"10.0.0.1:50000","user":"bob","groups":2,"original":"admin","proof":"token","#
        + #""method":"GET","verb":"list","group":"storage.k8s.io","resource":"storageclasses","#
        + #""verdict":"filter","reason":"owner in tenant gas","status":200,"upstreamStatus":200,"#
        + #""bytes":1234,"hiddenItems":7,"firstByteMicros":1500,"micros":2500,"#
        + #""userAgent":"kubectl/v1.36.0 (linux/amd64)"}"# + "\n")
  }

  @Test func `the line of a beginning has no end`() throws {
    let line = try Self.line(.started) { record in
      record.request = try Self.request("/api/v1/namespaces/a/pods/b/log?follow=true")
      record.verdict = .passed
    }
    let json = try JSONValue(parsing: Array(line.utf8))
    #expect(json["stage"] == "started")
    #expect(json["subresource"] == "log" && json["namespace"] == "a" && json["name"] == "b")
    for name in ["bytes", "hiddenItems", "firstByteMicros", "micros", "user", "lostLines"] {
      #expect(json[name] == nil)
    }
  }

  @Test func `what is no resource is told by its path, without the query`() throws {
    let line = try Self.line(lost: 3) { record in
      record.request = try Self.request("/healthz/etcd?verbose&access_token=secret")
    }
    let json = try JSONValue(parsing: Array(line.utf8))
    #expect(json["path"] == "/healthz/etcd" && json["verb"] == nil && json["method"] == "GET")
    #expect(json["lostLines"] == 3)
    #expect(!line.contains("secret"))
  }

  @Test(arguments: [
    ("a\"b\\c", #"a\u0022b\u005cc"#), ("a\nb\r\u{1B}[2J\u{7F}", #"a\u000ab\u000d\u001b[2J\u007f"#),
    ("é\u{202E}\u{9B}", #"\u00e9\u202e\u009b"#), ("😀", #"\ud83d\ude00"#),
    ("e\u{301}", #"e\u0301"#), ("plain name", "plain name"),
  ])
  func `every name is one line of visible ASCII, and reads back as it was`(
    _ name: String, _ escaped: String
  ) throws {
    let line = Self.line(userAgent: name) { record in
      record.identity = Identity(user: UserInfo(username: name), proof: .bearerToken)
    }
    #expect(line.contains("\"user\":\"\(escaped)\""))
    #expect(line.contains("\"userAgent\":\"\(escaped)\""))
    #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A })
    #expect(line.utf8.count { $0 == 0x0A } == 1)
    let json = try JSONValue(parsing: Array(line.utf8))
    #expect(json["user"]?.string?.utf8.elementsEqual(name.utf8) == true)
  }

  @Test func `a line is bounded whatever is in it`() throws {
    let long = String(repeating: "\u{1}", count: 100_000)
    let line = try Self.line(userAgent: long) { record in
      let path = String(repeating: "%01", count: 20_000)
      record.request = try Self.request("/apis/\(path)/\(path)/namespaces/\(path)/\(path)/\(path)")
      record.identity = Identity(
        user: UserInfo(username: long, groups: Array(repeating: long, count: 300)),
        proof: .bearerToken)
      record.original = record.identity
      record.reason = long
    }
    #expect(line.utf8.count < 20_000)
    let json = try JSONValue(parsing: Array(line.utf8))
    #expect(json["user"]?.string?.hasSuffix("\u{1}\u{2026}") == true)
    #expect(json["groups"] == 300)
  }

  @Test func `a name cut within a letter is still text`() throws {
    let line = Self.line { record in
      let name = String(repeating: "a", count: AuditLine.longestName - 1) + "é"
      record.identity = Identity(user: UserInfo(username: name), proof: .bearerToken)
    }
    let json = try JSONValue(parsing: Array(line.utf8))
    #expect(json["user"]?.string?.hasSuffix("a\u{FFFD}\u{2026}") == true)
  }

  @Test(arguments: [
    (Identity.Proof.clientCertificate, "certificate"), (.bearerToken, "token"),
    (.verifiedToken, "oidc"), (.frontProxy, "front-proxy"), (.anonymous, "anonymous"),
  ])
  func `each proof has its word`(_ proof: Identity.Proof, _ word: String) throws {
    let line = Self.line { record in
      record.identity = Identity(user: UserInfo(username: "a"), proof: proof)
    }
    #expect(try JSONValue(parsing: Array(line.utf8))["proof"] == .string(word))
  }
}
