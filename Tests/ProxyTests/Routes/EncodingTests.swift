import Decide
import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Proxy

/// Answers in each encoding and coding, by what the answer says of itself.
@Suite(.timeLimit(.minutes(5)))
struct EncodingTests {
  private static let namespaces = "/api/v1/namespaces"
  private static let protobuf = "application/vnd.kubernetes.protobuf"

  private static func scene(
    _ bytes: [UInt8], _ fields: (String, String)..., status: Int = 200, prefix: String = namespaces
  ) -> Scene {
    var answer = TestServer.Answer(status: status, bytes: bytes)
    answer.fields = fields
    let whole = answer
    return .answering(prefix) { $0.isOwn ? whole : .init(status: 403, "{}") }
  }

  // MARK: Refusals

  @Test(arguments: [401, 403])
  func `a refusal that comes compressed is one answer of its own length`(_ status: Int) async throws
  {
    let text =
      #"{"kind":"Status","apiVersion":"v1","code":\#(status),"message":"of a pod\#(String(repeating: "x", count: 4096))"}"#
    let bytes = try #require(Gzip.compressed(Array(text.utf8)))
    var answer = TestServer.Answer(status: status, bytes: bytes)
    answer.fields = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")]
    let whole = answer
    let target = "/api/v1/namespaces/oil-production/services/x/proxy/"
    try await Stage.run(.answering(target) { _ in whole }) { stage in
      let proof = Proof.certificate(try stage.keys.users.client("alice"))
      let reply = try await stage.ask(target, as: proof, [("Accept-Encoding", "gzip")])
      guard status == 403 else { return #expect(reply.status == 503) }
      #expect(reply.status == 403 && reply.text == text)
      #expect(reply.value("Content-Encoding") == nil)
      #expect(reply.value("Content-Length") == "\(text.utf8.count)")
    }
  }

  // MARK: Protobuf

  @Test func `a list in protobuf has what is the caller's`() async throws {
    let bytes = try Fixture.bytes("namespaces.list.pb")
    try await Stage.run(Self.scene(bytes, ("Content-Type", Self.protobuf))) { stage in
      let reply = try await stage.ask(
        Self.namespaces, as: .alice, [("Accept", "\(Self.protobuf),application/json")])
      #expect(reply.status == 200)
      #expect(reply.value("Content-Type") == Self.protobuf)
      #expect(reply.body.starts(with: Array("k8s\0".utf8)))
      #expect(reply.text.contains("oil-production") && reply.text.contains("oil-development"))
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
      #expect(stage.forwarded.first?.values("Accept") == ["\(Self.protobuf),application/json"])
    }
  }

  @Test func `an object in protobuf is shown as it is, or not at all`() async throws {
    let bytes = try Fixture.bytes("namespace.get.pb")
    let item = try ProtobufAnswer.object(bytes)
    let scene = Self.scene(bytes, ("Content-Type", Self.protobuf))
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        "\(Self.namespaces)/oil-production", as: .alice, [("Accept", Self.protobuf)])
      // What the upstream says is judged, whatever was asked for.
      if item.name == "oil-production" {
        #expect(reply.body == bytes)
      } else {
        #expect(reply.status == 403)
      }
      let other = try await stage.ask(
        "\(Self.namespaces)/kube-system", as: .alice, [("Accept", Self.protobuf)])
      #expect(other.status == 403)
      #expect(!other.everything.contains(item.name))
    }
  }

  @Test(arguments: [
    ("namespaces.list.pb", "application/vnd.kubernetes.protobuf;stream=watch"),
    ("namespaces.list.pb", "application/json"),
    ("namespaces.list.json", "application/vnd.kubernetes.protobuf"),
    ("namespace.get.pb", "application/vnd.kubernetes.protobuf"),
  ])
  func `bytes that are not what they are said to be are not shown`(
    _ fixture: String, _ type: String
  ) async throws {
    let bytes = try Fixture.bytes(fixture)
    try await Stage.run(Self.scene(bytes, ("Content-Type", type))) { stage in
      let reply = try await stage.ask(Self.namespaces, as: .alice)
      #expect(reply.status == 502)
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
    }
  }

  // MARK: Errors

  @Test(arguments: [
    (nil, false), ("", false), ("*/*", false), ("application/*", false),
    ("application/vnd.kubernetes.protobuf", true),
    ("application/vnd.kubernetes.protobuf;stream=watch", true),
    ("application/vnd.kubernetes.protobuf;stream=other,application/json", false),
    ("application/vnd.kubernetes.protobuf,application/json", true),
    ("application/json,application/vnd.kubernetes.protobuf", false),
    ("application/json;q=0.5,application/vnd.kubernetes.protobuf;q=0.9", true),
    ("application/vnd.kubernetes.protobuf;q=x,application/json;q=0.1", false),
    (
      "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,"
        + "application/json", false
    ),
    ("application/vnd.kubernetes.protobuf;sv=v2,*/*", false), ("text/html", false),
  ])
  func `errors are told in what the client prefers for them`(
    _ accept: String?, _ isProtobuf: Bool
  ) {
    #expect(Accept(parsing: accept).errorEncoding == (isProtobuf ? .protobuf : .json))
  }

  @Test(arguments: [false, true])
  func `our own refusal is in the client's encoding`(_ isProtobuf: Bool) async throws {
    let type = isProtobuf ? Self.protobuf : "application/json"
    try await Stage.run { stage in
      let reply = try await stage.ask("//x", as: .alice, [("Accept", type)])
      #expect(reply.status == 400)
      #expect(reply.value("Content-Type") == type)
      let status =
        isProtobuf ? try Status(protobuf: reply.body.span) : reply.json.flatMap { Status($0) }
      #expect(status?.code == 400)
    }
  }

  @Test(arguments: [false, true], [false, true])
  func `the upstream's refusal is understood and told in either encoding`(
    _ comes: Bool, _ goes: Bool
  ) async throws {
    let recorded = try #require(
      Status(try Fixture.json("status.403.list-namespaces.alice.json")))
    let bytes = comes ? recorded.encodedProtobuf() : recorded.encoded()
    let scene = Self.scene(
      bytes, ("Content-Type", comes ? Self.protobuf : "application/json"), status: 403)
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.namespaces, as: .alice, [("Accept", goes ? Self.protobuf : "application/json")])
      #expect(reply.status == 403)
      let told =
        goes ? try Status(protobuf: reply.body.span) : reply.json.flatMap { Status($0) }
      #expect(told == recorded)
    }
  }

  @Test func `a refusal of the program itself names nobody in protobuf either`() async throws {
    let status = Status(
      code: 403, reason: "Forbidden", message: "User \"bailiwick-program\" cannot impersonate")
    let scene = Self.scene(
      status.encodedProtobuf(), ("Content-Type", Self.protobuf), status: 403)
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(Self.namespaces, as: .alice, [("Accept", Self.protobuf)])
      #expect(reply.status == 503)
      #expect(reply.value("Content-Type") == Self.protobuf)
      #expect(!reply.everything.contains("program"))
    }
  }

  // MARK: Gzip

  /// Enough of alice's namespaces for an answer of so many bytes.
  private static func long(_ count: Int) throws -> [UInt8] {
    let items = try Cluster.namespaces()["items"]?.array ?? []
    let texts = items.map { String(decoding: $0.encoded(), as: UTF8.self) }.joined(separator: ",")
    let rounds = count / 3000 + 1
    let body = Array(repeating: texts, count: rounds).joined(separator: ",")
    return Array(#"{"kind":"NamespaceList","apiVersion":"v1","metadata":{},"items":["#.utf8)
      + Array(body.utf8) + Array("]}".utf8)
  }

  @Test(arguments: [false, true], [false, true])
  func `a long list is expanded, filtered, and compressed if the client takes it`(
    _ comesCompressed: Bool, _ takesGzip: Bool
  ) async throws {
    let plain = try Self.long(400_000)
    let bytes = comesCompressed ? try #require(Gzip.compressed(plain)) : plain
    let scene =
      comesCompressed
      ? Self.scene(bytes, ("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
      : Self.scene(bytes, ("Content-Type", "application/json"))
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        Self.namespaces, as: .alice, takesGzip ? [("Accept-Encoding", "deflate, gzip")] : [])
      #expect(reply.status == 200 && reply.isWhole)
      #expect(reply.value("Content-Encoding") == (takesGzip ? "gzip" : nil))
      #expect(reply.value("Vary") == (takesGzip ? "Accept-Encoding" : nil))
      #expect(
        stage.forwarded.first?.values("Accept-Encoding") == [takesGzip ? "gzip" : "identity"])
      var shown = reply
      if takesGzip { shown.body = try #require(Gzip.expanded(reply.body, maximum: 8 << 20)) }
      #expect(Set(shown.names) == Set(Example.aliceNamespaces))
      for name in Example.foreign { #expect(!shown.text.contains(name)) }
    }
  }

  @Test func `a short list is not compressed`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        Self.namespaces, as: .alice, [("Accept-Encoding", "gzip")])
      #expect(reply.value("Content-Encoding") == nil && reply.value("Vary") == nil)
      #expect(reply.names == Example.aliceNamespaces)
    }
  }

  @Test(arguments: ["br", "deflate", "gzip, gzip", "x-gzip", "identity", "zstd"])
  func `another coding is not shown`(_ coding: String) async throws {
    let scene = Self.scene(
      try Self.long(1), ("Content-Type", "application/json"), ("Content-Encoding", coding))
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(Self.namespaces, as: .alice)
      #expect(reply.status == 502)
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
    }
  }

  @Test(arguments: ["cut", "garbage", "changed"])
  func `gzip that is not whole is not shown as whole`(_ fault: String) async throws {
    for size in [1, 300_000] {
      var bytes = try #require(Gzip.compressed(try Self.long(size)))
      switch fault {
      case "cut": bytes.removeLast(4)
      case "garbage": bytes.append(0)
      default: bytes[bytes.count - 6] ^= 1
      }
      let scene = Self.scene(
        bytes, ("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
      try await Stage.run(scene) { stage in
        let reply = try await stage.ask(Self.namespaces, as: .alice)
        #expect(reply.status == 502 || !reply.isWhole)
      }
    }
  }
}
