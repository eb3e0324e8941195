import JSON
import TestSupport
import Testing
import Wire

/// What each kind of request for a filtered resource comes to, over the whole path.
@Suite(.timeLimit(.minutes(5)))
struct RouteTests {
  private static let namespaces = "/api/v1/namespaces"

  @Test func `a list has what is the caller's, byte for byte`() async throws {
    try await Stage.run { stage in
      let certificate = Proof.certificate(try stage.keys.users.client("alice"))
      let recorded = try Cluster.namespaces()["items"]?.array ?? []
      for proof in [Proof.alice, certificate] {
        let reply = try await stage.ask(Self.namespaces, as: proof)
        #expect(reply.status == 200)
        #expect(reply.value("Content-Type") == "application/json")
        #expect(reply.names == Example.aliceNamespaces)
        for item in recorded {
          let text = String(decoding: item.encoded(), as: UTF8.self)
          let name = item["metadata"]?["name"]?.string ?? ""
          #expect(reply.text.contains(text) == Example.aliceNamespaces.contains(name))
        }
      }
      for request in stage.forwarded {
        #expect(request.isOwn)
        #expect(request.values("Impersonate-User") == ["alice"])
        #expect(
          request.values("Impersonate-Group")
            == ["system:authenticated", "bailiwick:read:namespaces"])
      }
    }
  }

  @Test(arguments: [
    "/api/v1/namespaces", "/api/v1/namespaces/", "/api/v1/namespaces?pretty=true",
    "/api/v1/namespaces?resourceVersion=0", "/api/v1/namespaces?watch=false",
    "/api/v1/namespaces?watch=0", "http://elsewhere/api/v1/namespaces",
  ])
  func `every spelling of the list is filtered`(_ target: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        "GET \(target) HTTP/1.1\r\nHost: elsewhere\r\nAuthorization: Bearer alice.token\r\n"
          + "Connection: close\r\n\r\n")
      #expect(reply.statuses == [200])
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
      #expect(reply.text.contains("oil-production"))
      #expect(stage.forwarded.allSatisfy { $0.isOwn })
    }
  }

  @Test(arguments: ["", "0", "1"])
  func `who owns nothing gets the API server's own refusal`(_ version: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("\(Self.namespaces)?resourceVersion=\(version)", as: .eve)
      #expect(reply.status == 403)
      #expect(reply.message.contains("User \"eve\" cannot list resource \"namespaces\""))
      #expect(stage.forwarded.map(\.isOwn) == [false])
    }
  }

  @Test(arguments: ["/api/v1/namespaces", "/api/v1/nodes", "/api/v1/namespaces/kube-system"])
  func `an administrator passes`(_ target: String) async throws {
    var scene = Scene()
    scene.tokens["admin-of-oil"] = Cluster.user("alice", "system:masters")
    try await Stage.run(scene) { stage in
      for token in ["admin.token", "admin-of-oil"] {
        let reply = try await stage.ask(target, as: .token(token))
        #expect(reply.status == 200)
        #expect(reply.text.contains("kube-system") || reply.text.contains("worker-5"))
      }
      #expect(stage.forwarded.map(\.isOwn) == [false, false])
      let reviews = stage.upstream.received.filter { $0.target.contains("subjectaccess") }
      #expect(reviews.allSatisfy { $0.text.contains("system:masters") })
    }
  }

  @Test(arguments: [
    ("/api/v1/namespaces?watch=1", "/api/v1/namespaces?watch=true"),
    ("/api/v1/watch/namespaces", "/api/v1/namespaces?watch=true"),
    ("/api/v1/namespaces?watch=tru", "/api/v1/namespaces?watch=true"),
    ("/api/v1/namespaces?watch=", "/api/v1/namespaces?watch=true"),
    ("/api/v1/namespaces?watch&watch=false", "/api/v1/namespaces?watch=true"),
    (
      "/api/v1/watch/namespaces/oil-production",
      "/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Doil-production"
    ),
    (
      "/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Doil-production",
      "/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Doil-production"
    ),
    ("/api/v1/nodes?watch=1", "/api/v1/nodes?watch=true"),
  ])
  func `a watch is asked for in the one form, widened only for who owns something`(
    _ target: String, _ asked: String
  ) async throws {
    try await Stage.run { stage in
      _ = try await stage.ask(target, as: .alice)
      let eve = try await stage.ask(target, as: .eve)
      #expect(eve.status == 403)
      let admin = try await stage.ask(target, as: .admin)
      #expect(admin.status == 200)
      #expect(stage.forwarded.map(\.isOwn) == [true, false, false])
      #expect(stage.forwarded.map(\.target) == [asked, target, target])
    }
  }

  @Test(arguments: [
    (
      "application/vnd.kubernetes.protobuf,application/json",
      "application/vnd.kubernetes.protobuf,application/json"
    ),
    (
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    ),
    ("*/*", "application/json"),
    ("application/cbor, application/*;q=0.5", "application/json;q=0.5"),
  ])
  func `Accept is narrowed to what can be filtered`(
    _ accept: String, _ narrowed: String
  ) async throws {
    try await Stage.run { stage in
      for target in [Self.namespaces, "\(Self.namespaces)/oil-production"] {
        let reply = try await stage.ask(
          target, as: .alice, [("Accept", accept), ("Accept-Encoding", "gzip")])
        #expect(reply.status == 200)
      }
      #expect(stage.forwarded.map { $0.values("Accept") } == [[narrowed], [narrowed]])
      // One object is never worth compressing.
      #expect(stage.forwarded.map { $0.values("Accept-Encoding") } == [["gzip"], ["identity"]])
    }
  }

  @Test(arguments: [
    "application/yaml", "application/cbor", "text/html",
  ])
  func `a form that cannot be filtered is 406 here`(_ accept: String) async throws {
    try await Stage.run { stage in
      for target in [Self.namespaces, "\(Self.namespaces)/oil-production"] {
        let reply = try await stage.ask(target, as: .alice, [("Accept", accept)])
        #expect(reply.status == 406)
        #expect(reply.json?["reason"] == "NotAcceptable")
      }
      #expect(stage.forwarded.isEmpty)
      let admin = try await stage.ask(Self.namespaces, as: .admin, [("Accept", accept)])
      #expect(admin.status == 200)
      #expect(stage.forwarded.map { $0.values("Accept") } == [[accept]])
    }
  }

  @Test(arguments: [namespaces, "/api/v1/namespaces/oil-production"])
  func `HEAD is the API server's, and has no body`(_ target: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        "HEAD \(target) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\r\n"
          + "HEAD //x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(reply.statuses == [403, 400])
      #expect(!reply.text.contains("{"))
      #expect(stage.forwarded.map(\.isOwn) == [false])
    }
  }

  @Test func `a long chunked list reaches HTTP/1.0 without chunks`() async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(
        "GET \(Self.namespaces) HTTP/1.0\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n\r\n")
      #expect(reply.statuses == [200])
      #expect(reply.end == .closed)
      #expect(!reply.text.contains("Transfer-Encoding"))
    }
  }

  // MARK: By name

  @Test func `one's own namespace, as itself and in a list of one`() async throws {
    try await Stage.run { stage in
      let one = try await stage.ask("\(Self.namespaces)/oil-production", as: .alice)
      #expect(one.status == 200)
      #expect(one.json?["metadata"]?["name"] == "oil-production")
      let selected = try await stage.ask(
        "\(Self.namespaces)?fieldSelector=metadata.name%3Doil-production", as: .alice)
      #expect(selected.names == ["oil-production"])
      #expect(stage.forwarded.map(\.isOwn) == [true, true])
      #expect(!stage.upstream.received.contains { $0.target.contains("subjectaccessreview") })
    }
  }

  @Test(arguments: [
    "\(namespaces)/gas-production", "\(namespaces)/absent",
    "\(namespaces)?fieldSelector=metadata.name%3Dgas-production",
    "\(namespaces)?fieldSelector=metadata.name%3Dabsent",
  ])
  func `another's and none at all are asked for as the caller`(_ target: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(target, as: .alice)
      #expect(reply.status == 403)
      #expect(stage.forwarded.map(\.isOwn) == [false])
    }
  }

  @Test func `a node is judged by its labels`() async throws {
    try await Stage.run { stage in
      let mine = try await stage.ask("/api/v1/nodes/worker-1", as: .alice)
      #expect(mine.status == 200)
      #expect(mine.json?["metadata"]?["name"] == "worker-1")
      let other = try await stage.ask("/api/v1/nodes/worker-3", as: .alice)
      #expect(other.status == 403)
      #expect(!other.everything.contains("gas"))
      let none = try await stage.ask("/api/v1/nodes/absent", as: .alice)
      #expect(none.status == 403)
      #expect(stage.forwarded.map(\.isOwn) == [true, true, false, true, false])
    }
  }
}
