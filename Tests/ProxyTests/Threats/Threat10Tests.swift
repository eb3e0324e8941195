import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 10: a target is decided on as another than is sent", .timeLimit(.minutes(5)))
struct Threat10Tests {
  private static let twofold = [
    "//api/v1/namespaces", "/api//v1/namespaces", "/api/v1//namespaces", "/api/v1/namespaces//",
    "/api/v1/namespaces//kube-system", "/./api/v1/namespaces", "/api/v1/./namespaces",
    "/api/v1/pods/../namespaces", "/api/v1/namespaces/oil-production/../kube-system",
    "/api/v1/namespaces/..", "/api/v1/namespaces/.", "/api/v1/%2e/namespaces",
    "/api/v1/pods/%2e%2e/namespaces", "/api/v1/pods/.%2E/namespaces",
    "/api/v1/namespaces%2fkube-system", "/api/v1/namespaces%2Fkube-system",
    "/api/v1%2fnamespaces", "/api/v1/namespaces/%2fkube-system", "/api/v1/namespaces\\kube-system",
    "/api/v1/namespaces%5ckube-system", "/api/v1/namespaces%00", "/api/v1/namespaces/%ff",
    "/api/v1/namespaces/%c0%ae%c0%ae", "/api/v1/namespaces%", "/api/v1/namespaces%2",
    "/api/v1/namespaces%zz", "http://x//api/v1/namespaces", "http://x/api/v1/../v1/namespaces",
    "/api/v1/namespaces?watch=1;x", "/api/v1/namespaces?watch=%", "/api/v1/nodes?x=1;y",
    "/api/v1/namespaces?" + String(repeating: "a&", count: 1001),
  ]

  @Test func `one that could be two is refused in every method, for everybody`() async throws {
    try await Stage.run { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      for target in Self.twofold {
        for (proof, method) in [(Proof.alice, "GET"), (alice, "GET"), (.admin, "DELETE")] {
          // The API server reads the queries of what is not filtered, and of what is made or removed.
          guard method == "GET" || !target.contains("?") else { continue }
          let text = "\(method) \(target) HTTP/1.1\r\nHost: x\r\n"
          let token = proof.token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
          let reply = try await stage.send(
            text + token + "Connection: close\r\n\r\n", as: proof)
          #expect(reply.statuses == [400], "\(method) \(target)")
          #expect(reply.text.contains(#""kind":"Status""#), "\(target)")
        }
      }
      #expect(stage.forwarded.isEmpty)
    }
  }

  private static let single = [
    "/api/v1/namespaces", "/api/v1/namespaces/", "/api/v1/namespaces?", "/%61pi/v1/n%61mespaces",
    "/api/v1/namespaces?limit=1", "/api/v1/namespaces?limit=1&limit=500",
    "/api/v1/namespaces?labelSelector=a&labelSelector=b", "/api/v1/namespaces?x=y&x=z",
    "/api/v1/namespaces?watch=0", "/api/v1/namespaces?watch=false&watch=true",
    "/api/v1/namespaces?watch=False", "/api/v1/namespaces?Watch=true",
    "/api/v1/namespaces?fieldSelector=metadata.name=oil-production",
    "/api/v1/namespaces?fieldSelector=metadata.name%3Doil-production&fieldSelector=metadata.name%3Dx",
    "/api/v1/namespaces?fieldSelector=metadata.name%21%3Dx",
    "/api/v1/namespaces/oil-production", "/api/v1/namespaces/oil-production/",
    "/api/v1/namespaces/oil-production?watch=true", "/api/v1/namespaces/oil%2dproduction",
    "/api/v1/namespaces/gas-production", "/api/v1/namespaces/oil-production;x",
    "/api/v1/namespaces;x", "/api/v1/namespaces;x=y/oil-production", "/api/v1/Namespaces",
    "/API/v1/namespaces", "/api/v2/namespaces", "/api/v1/namespaces%20", "/api/v1/namespaces.",
    "/api/v1/namespaces...", "/api/v1/namespaces/oil-production/status",
    "/api/v1/namespaces/oil-production/pods", "/api/v1/namespaces/oil-production/namespaces",
    "/api/v1/nodes/worker-1", "/api/v1/nodes/worker-3", "/api/v1/nodes?pretty=true",
    "/api/v1/nodes/worker-1/proxy/../../../namespaces", "/api/v1/nodes/x/proxy//api/v1/%2e%2e",
    "/apis/storage.k8s.io/v1/storageclasses", "/apis/storage.k8s.io/v2/storageclasses",
    "/apis/apps/v1/namespaces", "/api/v1/pods;x", "/api/v1/pods?a;b", "/api/v1/pods?a=%",
    "/version", "/", "/api/v1/namespaces%3fwatch=1", "/api/v1/namespaces%2523",
    "http://elsewhere/api/v1/namespaces", "HTTPS://elsewhere:1/api/v1/nodes?limit=2",
  ]

  @Test(arguments: single)
  func `one that is one is read by the API server as it was decided`(_ target: String) async throws
  {
    try await Stage.run { stage in
      let request = "GET \(target) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice.token\r\n"
      let reply = try await stage.send(request + "Connection: close\r\n\r\n")
      #expect(reply.statuses.count == 1, "\(reply)")
      #expect(!stage.forwarded.isEmpty)
      let asked = GoRequest(target)
      for sent in stage.forwarded {
        #expect(GoRequest(sent.target) == asked)
        // What is passed is what came, to the byte; what is widened is read, and nothing inside it.
        let origin = target.origin
        #expect(sent.isOwn || sent.target == origin)
        #expect(!sent.isOwn || ["list", "get", "watch"].contains(asked.verb))
        #expect(!sent.isOwn || asked.subresource.isEmpty)
        #expect(sent.values("Host").count == 1 && !sent.everything.contains("elsewhere"))
      }
      for name in Example.foreign where !target.contains(name) {
        #expect(!reply.text.contains(name), "\(name)")
      }
    }
  }

  private static let watches = [
    "/api/v1/namespaces?watch", "/api/v1/namespaces?watch=", "/api/v1/namespaces?watch=tru",
    "/api/v1/namespaces?watch=F", "/api/v1/namespaces?watch=true&watch=false",
    "/api/v1/namespaces?watch=1&limit=x", "/api/v1/namespaces?w%61tch=1",
    "/api/v1/watch/namespaces", "/api/v1/watch/namespaces?watch=false",
    "/api/v1/watch/namespaces/oil-production", "/api/v1/namespaces/?watch=1",
    "/api/v1/namespaces?watch=1&fieldSelector=metadata.name=oil-production",
  ]

  @Test(arguments: watches)
  func `what the API server takes for a watch is filtered as one`(_ target: String) async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      faucet.pour(
        try WatchScene.event("ADDED", "kube-system")
          + WatchScene.event("ADDED", "oil-production"))
      faucet.close()
      let reply = try await stage.ask(target, as: .alice)
      #expect(reply.text.contains("oil-production"))
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
      let sent = try #require(stage.forwarded.first)
      #expect(stage.forwarded.count == 1 && sent.isOwn)
      #expect(GoRequest(sent.target) == GoRequest(target))
      #expect(GoRequest(sent.target).verb == "watch")
    }
  }

  /// Other gateways take a target, a method or a host from such fields.
  private static let fields = [
    "X-Forwarded-Uri", "X-Forwarded-Path", "X-Forwarded-Prefix", "X-Forwarded-Method",
    "X-Forwarded-Host", "X-Original-URL", "X-Original-URI", "X-Rewrite-URL", "X_Forwarded_Uri",
    "X-HTTP-Method-Override", "X-Original-Method", "Forwarded", "X-Host", "Destination", "Referer",
  ]

  @Test(arguments: fields)
  func `no field says another target`(_ field: String) async throws {
    try await Stage.run { stage in
      let isMethod = field.contains("Method")
      for value in isMethod ? ["DELETE"] : ["/api/v1/namespaces/kube-system", "/api/v1/pods"] {
        let mine = try await stage.ask("/api/v1/namespaces", as: .alice, [(field, value)])
        #expect(mine.names == Example.aliceNamespaces)
        let pods = try await stage.ask("/api/v1/services", as: .alice, [(field, value)])
        #expect(pods.text.contains("Echo"))
      }
      for sent in stage.forwarded {
        #expect(sent.head.method == "GET")
        #expect(sent.isOwn == sent.target.hasPrefix("/api/v1/namespaces?"))
        #expect(sent.isOwn || sent.target == "/api/v1/services")
        #expect(!field.hasPrefix("X-Forwarded") || sent.head.fields.all(.xForwarded).count == 1)
      }
    }
  }
}

extension String {
  /// The target in origin form, without the scheme and authority of the absolute one.
  fileprivate var origin: String {
    guard !hasPrefix("/"), let place = Array(utf8).firstRange(of: Array("://".utf8)) else {
      return self
    }
    return "/"
      + String(
        decoding: utf8.dropFirst(place.upperBound).drop { $0 != 0x2F }.dropFirst(), as: UTF8.self)
  }
}
