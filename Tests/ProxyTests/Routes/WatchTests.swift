import JSON
import Proxy
import TestSupport
import Testing
import Wire

/// Watches of a filtered resource, by the ownership of each moment.
@Suite(.timeLimit(.minutes(5)))
struct WatchTests {
  @Test func `the head comes before any event, and each event at once`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      #expect(watch.status == 200)
      #expect(watch.fields[.contentType] == "application/json")
      for name in ["oil-production", "oil-development", "gas-marketing"] {
        faucet.pour(try WatchScene.event("ADDED", "kube-system"))
        let event = try WatchScene.event("MODIFIED", name)
        faucet.pour(event)
        #expect(try await watch.line() == event)
      }
      faucet.pour(WatchScene.bookmark)
      #expect(try await watch.line() == WatchScene.bookmark)
      faucet.close()
      let rest = await watch.rest()
      #expect(rest.text.isEmpty && rest.isWhole)
      let asked = try #require(stage.forwarded.first)
      #expect(asked.values("Accept-Encoding") == ["identity"])
      #expect(asked.values("Impersonate-User") == ["alice"])
    }
  }

  @Test(arguments: [1, 7, 4096])
  func `events may be cut anywhere`(_ size: Int) async throws {
    let faucet = Faucet()
    let mine = try WatchScene.event("ADDED", "oil-production")
    let all =
      try WatchScene.event("ADDED", "gas-production") + mine
      + WatchScene.event("DELETED", "kube-public") + WatchScene.bookmark
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      let bytes = Array(all.utf8)
      for start in stride(from: 0, to: bytes.count, by: size) {
        faucet.pour(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      faucet.close()
      let rest = await watch.rest()
      #expect(rest.text == mine + WatchScene.bookmark)
      #expect(rest.isWhole)
    }
  }

  // MARK: Ownership

  @Test func `a silent watch ends as expired when the caller owns something else`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      let event = try WatchScene.event("ADDED", "oil-production")
      faucet.pour(event)
      #expect(try await watch.line() == event)
      stage.view.publish(try WatchScene.viewWithoutOil())
      let rest = await watch.rest()
      #expect(rest.text == WatchScene.expired)
      #expect(rest.isWhole)
      // The upstream's connection was within a body: it serves nobody else.
      stage.view.publish(try Example.view.get())
      _ = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(Set(stage.forwarded.map(\.connection)).count == stage.forwarded.count)
    }
  }

  /// The view has changed when the program began, and the newest version was read after that.
  @Test(arguments: [(301, true), (300, false), (299, false), (nil, false)] as [(UInt64?, Bool)])
  func `a watch that goes on from before the last change is expired`(
    newest: UInt64?, isExpired: Bool
  ) async throws {
    let faucet = Faucet()
    var scene = WatchScene.scene(faucet)
    scene.newestVersion = { _ in newest }
    try await Stage.run(scene) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      if !isExpired {
        faucet.pour(try WatchScene.event("ADDED", "oil-production"))
        #expect(try await watch.line() == WatchScene.event("ADDED", "oil-production"))
        faucet.close()
      }
      let rest = await watch.rest()
      #expect(rest.text == (isExpired ? WatchScene.expired : ""))
      #expect(rest.isWhole)
    }
  }

  @Test func `an event that comes with the change is not shown any more`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      stage.view.publish(try WatchScene.viewWithoutOil())
      faucet.pour(try WatchScene.event("ADDED", "oil-production"))
      let rest = await watch.rest()
      #expect(rest.text == WatchScene.expired)
    }
  }

  @Test func `a change between decision and answer is not missed`() async throws {
    let faucet = Faucet()
    var scene = WatchScene.scene(faucet)
    let script = scene.script
    let gate = AsyncStream<PublishedChange>.makeStream()
    scene.script = { request in
      guard let answer = script(request) else { return nil }
      gate.continuation.yield(PublishedChange())
      return answer.after(.milliseconds(50))
    }
    try await Stage.run(scene) { stage in
      async let publication: Void = {
        for await _ in gate.stream {
          stage.view.publish(try WatchScene.viewWithoutOil())
          break
        }
      }()
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      try await publication
      #expect(await watch.rest().text == WatchScene.expired)
    }
  }

  private struct PublishedChange: Sendable {}

  @Test func `what changes nothing for the caller ends nothing`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      for _ in 0..<20 { stage.view.publish(try Example.view.get()) }
      let event = try WatchScene.event("ADDED", "oil-production")
      faucet.pour(event)
      #expect(try await watch.line() == event)
      faucet.close()
      #expect(await watch.rest().text.isEmpty)
    }
  }

  // MARK: Labels

  /// A watch event about a recorded node in another pool than it was, or in the same.
  private static func nodeEvent(_ name: String, pool: String?) throws -> String {
    let nodes = try Fixture.json("nodes.list.json")["items"]?.array ?? []
    var node = try #require(nodes.first { $0["metadata"]?["name"]?.string == name })
    node["kind"] = "Node"
    node["apiVersion"] = "v1"
    if let pool { node["metadata"]?["labels"]?["pool"] = .string(pool) }
    let event: JSONValue = ["type": "MODIFIED", "object": node]
    return String(decoding: event.encoded(), as: UTF8.self) + "\n"
  }

  @Test(arguments: [("worker-1", "gas"), ("worker-3", "oil")], [true, false])
  func `an object that turns by its labels ends the watch as expired`(
    _ node: (name: String, pool: String), _ isKnownVersion: Bool
  ) async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let version = isKnownVersion ? "300" : "0"
      let watch = try await stage.open(
        "/api/v1/nodes?watch=1&resourceVersion=\(version)&timeoutSeconds=9", as: .alice)
      defer { watch.close() }
      // Where the watch begins with all objects, the first event tells what was there.
      if !isKnownVersion { faucet.pour(try Self.nodeEvent(node.name, pool: nil)) }
      faucet.pour(try Self.nodeEvent(node.name, pool: node.pool))
      let rest = await watch.rest()
      #expect(rest.text.hasSuffix(WatchScene.expired))
      #expect(rest.isWhole)
      let lists = stage.forwarded.filter { !$0.target.contains("watch=") }
      #expect(
        lists.map(\.target)
          == (isKnownVersion
            ? ["/api/v1/nodes?resourceVersion=300&resourceVersionMatch=Exact"] : []))
    }
  }

  @Test func `objects that stay what they are pass or not`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(
        "/api/v1/nodes?watch=1&resourceVersion=300", as: .alice)
      defer { watch.close() }
      let mine = try Self.nodeEvent("worker-1", pool: nil)
      for _ in 0..<3 { faucet.pour(try Self.nodeEvent("worker-3", pool: nil) + mine) }
      faucet.close()
      let rest = await watch.rest()
      #expect(rest.text == mine + mine + mine)
      #expect(rest.isWhole)
    }
  }

  // MARK: Endings

  @Test(arguments: [
    "{\"type\":\"ADDED\"}\n", "secret-name\n", "{\"type\":\"ODD\",\"object\":{}}\n",
    "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"labels\":{\"a\":\"secret-name\"}}}}\n",
  ])
  func `what is no event cuts the watch`(_ line: String) async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      faucet.pour(line)
      faucet.pour(try WatchScene.event("ADDED", "oil-production"))
      let rest = await watch.rest()
      #expect(rest.text.isEmpty)
      #expect(!rest.isWhole)
    }
  }

  @Test func `an end within an event is no proper end`() async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      defer { watch.close() }
      faucet.pour(String(try WatchScene.event("ADDED", "oil-production").dropLast(5)))
      faucet.close()
      let rest = await watch.rest()
      #expect(rest.text.isEmpty)
      #expect(!rest.isWhole)
    }
  }

  @Test(arguments: [410, 400, 403, 500])
  func `a refusal is told as one`(_ code: Int) async throws {
    let status =
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","#
      + #""message":"User \"alice\" cannot watch","reason":"Expired","code":\#(code)}"#
    var scene = Scene()
    scene.script = { $0.isOwn && !$0.isReview ? .init(status: code, status) : nil }
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(WatchScene.target, as: .alice)
      #expect(reply.status == code)
      #expect(reply.text == status)
    }
  }

  @Test(arguments: ["text/plain", "application/vnd.kubernetes.protobuf", "application/yaml"])
  func `another content type is not shown`(_ type: String) async throws {
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet, ("Content-Type", type))) { stage in
      faucet.pour(try WatchScene.event("ADDED", "kube-system"))
      let reply = try await stage.ask(WatchScene.target, as: .alice)
      #expect(reply.status == 502)
      #expect(!reply.everything.contains("kube-system"))
    }
  }

  @Test func `a compressed watch is read event by event`() async throws {
    let faucet = Faucet()
    let scene = WatchScene.scene(
      faucet, ("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
    try await Stage.run(scene) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice, [("Accept-Encoding", "gzip")])
      defer { watch.close() }
      #expect(watch.fields[.contentEncoding] == nil)
      let deflater = try Deflater()
      for name in ["kube-system", "oil-production", "oil-development"] {
        var compressed: [UInt8] = []
        let event = try WatchScene.event("ADDED", name)
        try deflater.push(Array(event.utf8)[...], into: &compressed)
        try deflater.flush(into: &compressed)
        faucet.pour(compressed)
        if name != "kube-system" { #expect(try await watch.line() == event) }
      }
      faucet.close()
      // Without the end of the gzip it is not whole.
      #expect(await !watch.rest().isWhole)
    }
  }
}
