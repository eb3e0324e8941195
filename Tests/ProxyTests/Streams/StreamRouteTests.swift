import JSON
import Kubernetes
import KubernetesAPI
import Ownership
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Proxy

/// Streams that end because what they stand on has ended.
@Suite(.timeLimit(.minutes(5)))
struct StreamRouteTests {
  /// What reviews answer, as a test changes it.
  private final class Reviewer: Sendable {
    let isAllowed = Mutex(true)
    let token = Mutex<TokenReview.Outcome?>(nil)
    private let questions = Mutex<[SubjectAccessReview]>([])

    /// What was asked, in order.
    var asked: [SubjectAccessReview] { questions.withLock { $0 } }

    var reviews: StreamReviews {
      StreamReviews(
        access: { review in
          self.questions.withLock { $0.append(review) }
          return self.isAllowed.withLock { $0 } ? .allowed : .denied(reason: "")
        },
        token: { _ in self.token.withLock { $0 } ?? .failed(.timedOut) }, authorities: { nil })
    }
  }

  private static let pods = "/api/v1/namespaces/oil-production/pods"
  private static let watch = "\(pods)?watch=1&labelSelector=app%3Dpump"
  private static let log = "\(pods)/pump/log?follow=true"
  private static let event = #"{"type":"ADDED","object":{"kind":"Pod"}}"# + "\n"

  /// A stage whose streams are reviewed by a test, and the body of one answer.
  private static func run(
    _ target: String, _ reviewer: Reviewer = Reviewer(), tokens: [String: JSONValue] = [:],
    _ body: @escaping @Sendable (Stage, Scene, Faucet, LogCapture) async throws -> Void
  ) async throws {
    let faucet = Faucet()
    let log = LogCapture()
    var scene = Scene()
    let path = target.prefix { $0 != "?" }
    // What is filtered is asked for in other words.
    scene.script = { request in
      let isIt = request.target.hasPrefix(path) && request.head.method == "GET"
      return isIt ? faucet.answer() : nil
    }
    scene.tokens.merge(tokens) { $1 }
    scene.streams = OpenStreams(logger: log.logger)
    let set = scene
    try await Stage.run(set) { stage in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
          await set.streams.run(reviewer.reviews)
          return false
        }
        group.addTask(executorPreference: stage.loops.first) {
          try await body(stage, set, faucet, log)
          return true
        }
        defer { group.cancelAll() }
        while let isBody = try await group.next(), !isBody {}
      }
    }
  }

  @Test func `a passed watch ends properly when the access ends`() async throws {
    let reviewer = Reviewer()
    try await Self.run(Self.watch, reviewer) { stage, scene, faucet, log in
      let open = try await stage.open(Self.watch, as: .alice)
      defer { open.close() }
      faucet.pour(Self.event)
      #expect(try await open.line() == Self.event)
      #expect(scene.streams.count == 1)
      // A change elsewhere, and one that takes nothing away.
      scene.streams.touch(namespace: "gas-production")
      scene.streams.touch(namespace: "oil-production")
      try await reviewed(by: reviewer, times: 1)
      faucet.pour(Self.event)
      #expect(try await open.line() == Self.event)
      reviewer.isAllowed.withLock { $0 = false }
      scene.streams.touch(namespace: "oil-production")
      let rest = await open.rest()
      #expect(rest.text.isEmpty && rest.isWhole)
      let asked = try #require(reviewer.asked.last)
      #expect(asked.user.username == "alice" && asked.user.groups == ["system:authenticated"])
      #expect(
        asked.attributes
          == .resource(
            verb: "watch", group: "", version: "v1", resource: "pods",
            namespace: "oil-production"))
      #expect(asked.labelSelector == "app=pump")
      #expect(
        asked.question["spec", "resourceAttributes", "labelSelector", "rawSelector"] == "app=pump")
      // The connection goes on, and the next request is the API server's to refuse.
      let next = try await stage.ask("/version", as: .alice, on: open.client)
      #expect(next.status == 200)
      #expect(scene.streams.count == 0)
      #expect(log.text.contains("access to pods in oil-production ended"))
    }
  }

  @Test func `a passed watch ends behind a whole event when the program ends`() async throws {
    try await Self.run(Self.watch) { stage, scene, faucet, log in
      let open = try await stage.open(Self.watch, as: .alice)
      defer { open.close() }
      faucet.pour(Self.event + #"{"type":"MODIFIED","#)
      #expect(try await open.line() == Self.event)
      scene.streams.endWatches(over: .zero)
      try await eventually { log.text.contains("the program stops") }
      let rest = #""object":{"kind":"Pod"}}"# + "\n"
      faucet.pour(rest)
      let end = await open.rest()
      #expect(end.text == #"{"type":"MODIFIED","# + rest && end.isWhole)
    }
  }

  /// The log is cut off: its proper end would say that it is whole.
  @Test func `a followed log breaks off when the access ends`() async throws {
    let reviewer = Reviewer()
    try await Self.run(Self.log, reviewer) { stage, scene, faucet, log in
      let open = try await stage.open(Self.log, as: .alice)
      defer { open.close() }
      faucet.pour("one\n")
      #expect(try await open.line() == "one\n")
      reviewer.isAllowed.withLock { $0 = false }
      scene.streams.touch(namespace: "oil-production")
      let rest = await open.rest()
      #expect(rest.text.isEmpty && !rest.isWhole)
      let asked = try #require(reviewer.asked.last)
      #expect(
        asked.attributes
          == .resource(
            verb: "get", group: "", version: "v1", resource: "pods", subresource: "log",
            namespace: "oil-production", name: "pump"))
    }
  }

  @Test(arguments: [Self.watch, Self.log])
  func `a stream that is never silent ends too`(_ target: String) async throws {
    let reviewer = Reviewer()
    try await Self.run(target, reviewer) { stage, scene, faucet, log in
      let open = try await stage.open(target, as: .alice)
      defer { open.close() }
      let line = String(repeating: "x", count: 8_000) + "\n"
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          while !Task.isCancelled {
            faucet.pour(line)
            try await Task.sleep(for: .milliseconds(1))
          }
        }
        let first = try await open.line()
        #expect(first == line)
        reviewer.isAllowed.withLock { $0 = false }
        scene.streams.touch(namespace: "oil-production")
        while (try? await open.line()) != nil {}
        group.cancelAll()
      }
      #expect(scene.streams.count == 0)
    }
  }

  @Test func `a client that reads nothing is cut off`() async throws {
    let reviewer = Reviewer()
    try await Self.run(Self.watch, reviewer) { stage, scene, faucet, log in
      let open = try await stage.open(Self.watch, as: .alice)
      defer { open.close() }
      // More than all buffers between them take.
      for _ in 0..<64 { faucet.pour([UInt8](repeating: 0x20, count: 1 << 20)) }
      try await eventually { scene.streams.count == 1 }
      reviewer.isAllowed.withLock { $0 = false }
      scene.streams.touch(namespace: "oil-production")
      try await eventually { scene.streams.count == 0 && scene.limiter.underWay(.stream) == 0 }
    }
  }

  @Test func `a revoked token ends its streams, filtered ones too`() async throws {
    let target = "/api/v1/namespaces?watch=1&resourceVersion=300"
    let reviewer = Reviewer()
    try await Self.run(target, reviewer) { stage, scene, faucet, log in
      let open = try await stage.open(target, as: .alice)
      defer { open.close() }
      let event = try WatchScene.event("ADDED", "oil-production")
      faucet.pour(event)
      #expect(try await open.line() == event)
      // As the register does a minute later.
      let question = StreamQuestion.token(StreamQuestion.Token(text: "alice.token"))
      scene.streams.take(.no, to: question, .zero)
      let rest = await open.rest()
      #expect(rest.text.isEmpty && rest.isWhole)
      #expect(log.text.contains("the token is good no more"))
      #expect(!(log.text + stage.log.text).contains("alice.token"))
      #expect(reviewer.asked.isEmpty)
    }
  }

  @Test(arguments: [Self.watch, "/api/v1/namespaces?watch=1&resourceVersion=300"])
  func `a token that expires ends its streams in that second`(_ target: String) async throws {
    let expiry = SystemClock.unixSeconds + 6
    let payload = Base64.encode(Array(#"{"exp":\#(expiry)}"#.utf8), .url)
    let token = "e30.\(payload).c2ln"
    try await Self.run(target, tokens: [token: Cluster.user("alice")]) {
      stage, scene, faucet, log in
      let open = try await stage.open(target, as: .token(token))
      defer { open.close() }
      #expect(open.status == 200)
      let rest = await open.rest()
      #expect(rest.text.isEmpty && rest.isWhole)
      #expect(SystemClock.unixSeconds >= expiry)
      #expect(log.text.contains("the caller's proof has expired"))
    }
  }

  @Test func `a certificate that expires ends its streams`() async throws {
    let expiry = SystemClock.unixSeconds + 6
    let keys = try StageKeys.shared.get()
    let issued = try keys.users.client("alice", validity: SystemClock.unixSeconds - 60...expiry)
    try await Self.run(Self.watch) { stage, scene, faucet, log in
      let open = try await stage.open(Self.watch, as: .certificate(issued))
      defer { open.close() }
      #expect(open.status == 200)
      let rest = await open.rest()
      #expect(rest.text.isEmpty && rest.isWhole)
      #expect(SystemClock.unixSeconds > expiry)
    }
  }

  @Test func `whom a token acts as is who is reviewed`() async throws {
    let reviewer = Reviewer()
    try await Self.run(Self.watch, reviewer) { stage, scene, faucet, log in
      let open = try await stage.open(
        Self.watch, as: .admin,
        [("Impersonate-User", "system:serviceaccount:oil-production:robot")])
      defer { open.close() }
      scene.streams.touchEverything()
      try await reviewed(by: reviewer, times: 1)
      let asked = try #require(reviewer.asked.first)
      #expect(
        asked.user
          == UserInfo(
            username: "system:serviceaccount:oil-production:robot",
            groups: [
              "system:serviceaccounts", "system:serviceaccounts:oil-production",
              "system:authenticated",
            ]))
      faucet.close()
      #expect(await open.rest().isWhole)
    }
  }

  @Test func `what ends by itself leaves nothing behind`() async throws {
    try await Self.run(Self.watch) { stage, scene, faucet, log in
      let open = try await stage.open(Self.watch, as: .alice)
      defer { open.close() }
      faucet.pour(Self.event)
      faucet.close()
      let rest = await open.rest()
      #expect(rest.text == Self.event && rest.isWhole)
      try await eventually { scene.streams.count == 0 }
      // The upstream's connection serves the next one.
      _ = try await stage.ask("/version", as: .alice)
      let connections = stage.forwarded.map(\.connection)
      #expect(Set(connections).count == 1)
    }
  }

  // MARK: Ownership

  @Test func `a filtered watch tells why it ended`() async throws {
    let target = "/api/v1/namespaces?watch=1&resourceVersion=300"
    try await Self.run(target) { stage, scene, faucet, log in
      let open = try await stage.open(target, as: .alice)
      defer { open.close() }
      stage.view.publish(try WatchScene.viewWithoutOil())
      let rest = await open.rest()
      #expect(rest.text == WatchScene.expired && rest.isWhole)
      try await eventually { stage.audit.text.contains("what the caller owns changed") }
    }
  }

  // MARK: -

  private func reviewed(by reviewer: Reviewer, times: Int) async throws {
    try await eventually { reviewer.asked.count >= times }
  }

  private func eventually(_ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while !condition() {
      try #require(ContinuousClock.now < end, "waited for two minutes")
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
