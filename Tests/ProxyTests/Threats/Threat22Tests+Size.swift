import JSON
import Synchronization
import TestSupport
import Testing

@testable import Wire

/// An upstream that is not there, and one that does not stop.
extension Threat22Tests {
  private static let targets = [
    "/api/v1/pods", "/api/v1/namespaces", "/api/v1/namespaces/oil-production",
    "/api/v1/namespaces?watch=1", "/api/v1/nodes?limit=1",
  ]

  @Test func `one that is down is told with 503, and found again when it is back`() async throws {
    // A port that was free a moment ago.
    let port = Mutex<UInt16>(0)
    try await Recorder.listen { recorder in port.withLock { $0 = recorder.port } }
    var scene = Scene()
    scene.forwardsTo = port.withLock { $0 }
    try await Stage.run(scene) { stage in
      let alice = Proof.certificate(try stage.keys.users.client("alice"))
      for target in Self.targets {
        for proof in [Proof.alice, alice] {
          let reply = try await stage.ask(target, as: proof)
          #expect(reply.status == 503, "\(target)")
          #expect(reply.value("Retry-After") == "1")
          #expect(reply.json?["kind"] == "Status" && reply.isWhole)
        }
      }
      try await Recorder.listen(on: port.withLock { $0 }) { recorder in
        // The stage's clients live on its loop.
        try await withTaskExecutorPreference(stage.loops.first) {
          let pods = try await stage.ask("/api/v1/pods", as: .alice)
          #expect(pods.status == 200)
          let list = try await stage.ask("/api/v1/namespaces", as: .alice)
          #expect(list.text.contains("NamespaceList"))
          #expect(recorder.messages.count == 2)
        }
      }
      // Gone once more, with connections of both pools kept.
      let reply = try await stage.ask("/api/v1/pods", as: .alice)
      #expect(reply.status == 503)
    }
  }

  /// So much at the most lies between an upstream and a client that does not read: buffers of
  /// sockets, and a few blocks of the proxy's.
  private static let between = 32 << 20

  /// An endless list, a megabyte of one kind of item at a time.
  fileprivate static func endless(
    _ produced: Counter, head: String, block: String
  ) -> TestServer.Answer {
    let (head, block) = (Array(head.utf8), Array(block.utf8))
    var answer = TestServer.Answer()
    answer.stream = AsyncStream(unfolding: {
      let before = produced.bytes.add(block.count, ordering: .relaxed).oldValue
      return before == 0 ? head + block : block
    })
    return answer
  }

  private static let namespaces =
    #"{"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#

  private static func item(_ name: String, _ uid: String, bytes: Int) -> String {
    #"{"metadata":{"name":"\#(name)","uid":"\#(uid)"},"x":"\#(many("y", bytes))"},"#
  }

  private static func uid(of name: String) throws -> String {
    let items = try Cluster.namespaces()["items"]?.array ?? []
    let item = items.first { $0["metadata"]?["name"]?.string == name }
    return try #require(item?["metadata"]?["uid"]?.string)
  }

  /// A list without end, of which 96 MB are read (a fifth of that where each item is looked at): what
  /// the upstream could send is never far ahead of what the client took.
  @Test(arguments: ["/api/v1/pods", "/api/v1/namespaces"])
  func `a list without end takes no memory`(_ target: String) async throws {
    let isFiltered = target == "/api/v1/namespaces"
    let produced = Counter()
    let item = Self.item(
      "oil-production", try Self.uid(of: "oil-production"), bytes: 16 << 10)
    let block = many(item, 64)
    let scene = Scene.answering(target) { _ in
      Self.endless(produced, head: Self.namespaces, block: block)
    }
    try await Stage.run(scene) { stage in
      let answer = try await stage.open(target, as: .alice)
      defer { answer.close() }
      #expect(answer.status == 200)
      var taken = 0
      let wanted = isFiltered ? 20 << 20 : 96 << 20
      while taken < wanted {
        let count = try await answer.take(1 << 20).count
        #expect(count == 1 << 20)
        taken += count
        let ahead = produced.bytes.load(ordering: .relaxed) - taken
        #expect(ahead < Self.between)
        guard count > 0, ahead < Self.between else { break }
      }
      answer.close()
      // The client is gone: so is the upstream's answer, and the next caller is served.
      let next = try await stage.ask("/api/v1/services", as: .bob)
      #expect(next.text == #"{"kind":"Echo","user":"bob"}"#)
      let end = Deadline.after(.seconds(20))
      var before = -1
      while produced.bytes.load(ordering: .relaxed) != before, .now < end {
        before = produced.bytes.load(ordering: .relaxed)
        try await stage.loops.first.sleep(until: .after(.milliseconds(200)))
      }
      #expect(.now < end)
    }
  }

  /// A watch that never ends is ended by its client alone.
  @Test func `a watch without end ends with its client`() async throws {
    let produced = Counter()
    let event = try WatchScene.event("MODIFIED", "oil-production")
    var scene = Scene()
    scene.script = { request in
      guard request.isOwn, request.target.contains("watch") else { return nil }
      return Self.endless(produced, head: "", block: many(event, 100))
    }
    try await Stage.run(scene) { stage in
      let watch = try await stage.open(WatchScene.target, as: .alice)
      for _ in 0..<1000 { #expect(try await watch.line() == event) }
      watch.close()
      let end = Deadline.after(.seconds(20))
      var before = -1
      while produced.bytes.load(ordering: .relaxed) != before, .now < end {
        before = produced.bytes.load(ordering: .relaxed)
        try await stage.loops.first.sleep(until: .after(.milliseconds(200)))
      }
      #expect(.now < end)
      let list = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(list.names == Example.aliceNamespaces)
    }
  }
}

/// Bytes that an upstream made.
private final class Counter: Sendable {
  let bytes = Atomic<Int>(0)
}
