import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Proxy

/// Who is refused, and who is served, when much is under way.
@Suite(.timeLimit(.minutes(5)))
struct LimitRouteTests {
  private static let pods = "/api/v1/namespaces/oil-production/pods"
  private static let watch = "\(pods)?watch=1"

  private static func scene(
    _ faucets: [Faucet] = [], _ change: (inout RequestLimits) -> Void
  ) -> Scene {
    var limits = RequestLimits()
    change(&limits)
    let answers = AnswerQueue(faucets.map { $0.answer() })
    var scene = Scene.answering(pods) { request in
      request.target == watch ? answers.next() ?? .init("{}") : .init(#"{"kind":"PodList"}"#)
    }
    scene.limiter = RequestLimiter(limits)
    return scene
  }

  @Test func `a user at the limit is refused and another is served`() async throws {
    let faucet = Faucet()
    let scene = Self.scene([faucet]) { $0.streamsPerUser = 1 }
    try await Stage.run(scene) { stage in
      let open = try await stage.open(Self.watch, as: .alice)
      defer { open.close() }
      #expect(open.status == 200)
      let refused = try await stage.ask(Self.watch, as: .alice)
      #expect(refused.status == 429)
      #expect(refused.value("Retry-After") == "5")
      #expect(refused.json?["kind"]?.string == "Status")
      #expect(refused.json?["reason"]?.string == "TooManyRequests")
      #expect(refused.message == "Too many requests, please try again later.")
      // Nothing of it was forwarded, and neither another user nor her own requests are concerned.
      #expect(stage.forwarded.filter { $0.target == Self.watch }.count == 1)
      #expect(try await stage.ask(Self.pods, as: .bob).status == 200)
      #expect(try await stage.ask(Self.pods, as: .alice).status == 200)
      // Whom she acts as does not count: she is who sends.
      let acting = try await stage.ask(Self.watch, as: .alice, [("Impersonate-User", "bob")])
      #expect(acting.status == 429)
      faucet.close()
      _ = await open.rest()
      #expect(try await stage.ask(Self.watch, as: .alice).status == 200)
    }
    #expect(scene.limiter.underWay(.stream) == 0 && scene.limiter.underWay(.short) == 0)
  }

  @Test func `when all is full everybody is told so, and the administrator's address answers`()
    async throws
  {
    let faucet = Faucet()
    let scene = Self.scene([faucet]) {
      $0.streams = 1
      $0.requests = 1
    }
    try await Stage.run(scene) { stage in
      let open = try await stage.open(Self.watch, as: .alice)
      defer { open.close() }
      #expect(scene.limiter.refusal(of: "somebody", .short) == nil)
      for target in [Self.watch, Self.pods, "/version"] {
        let refused = try await stage.ask(target, as: .bob)
        #expect(refused.status == 503)
        #expect(refused.value("Retry-After") != nil)
        #expect(refused.json?["reason"]?.string == "ServiceUnavailable")
      }
      #expect(try await Self.health(on: stage.loops) == [200, 200, 200])
      scene.limiter.leave("somebody", .short)
      #expect(try await stage.ask(Self.pods, as: .bob).status == 200)
    }
  }

  /// What the administrator's address says on the loops that serve callers.
  private static func health(on loops: EventLoops) async throws -> [Int] {
    let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
    let service = AdminService { [] }
    return try await withThrowingTaskGroup(of: [Int]?.self) { group in
      group.addTask(executorPreference: loops.first) {
        await HTTPServer(loops: loops) { nil }.run(listener, refused: { _, _ in }) {
          await service.serve($0)
        }
        return nil
      }
      group.addTask(executorPreference: loops.first) {
        let pool = ClientPool(
          endpoint: Endpoint(host: "127.0.0.1", port: listener.address.port), tls: nil,
          loop: loops.first)
        var statuses: [Int] = []
        for path in ["/healthz", "/livez", "/readyz"] {
          let client = try await pool.take(fresh: true)
          var head = try RequestHead(method: "GET", target: path)
          head.fields.append("Host", literal: "admin.test")
          client.begin(head)
          try await client.flush()
          try await client.readResponse(to: .other, by: .after(.seconds(120)))
          statuses.append(client.response.status)
          client.close()
        }
        return statuses
      }
      defer { group.cancelAll() }
      while let next = try await group.next() { if let next { return next } }
      return []
    }
  }

  @Test func `a request that ends in any way leaves its place`() async throws {
    let scene = Self.scene { $0.requestsPerUser = 1 }
    try await Stage.run(scene) { stage in
      for target in [
        Self.pods, "/api/v1/namespaces", "/api/v1/nodes/unknown", "/api/v1/namespaces?limit=1",
        "/api/v1/namespaces?continue=nonsense",
      ] {
        for _ in 0..<2 {
          let reply = try await stage.ask(target, as: .alice)
          #expect(reply.status != 429)
        }
      }
      #expect(try await stage.ask("/api//v1", as: .alice).status == 400)
      #expect(try await stage.ask(Self.pods, as: .token("unknown")).status == 401)
    }
    #expect(scene.limiter.underWay(.short) == 0)
  }

  @Test func `bodies that are held share one budget`() async throws {
    let scene = Self.scene { $0.bufferedBytes = 64 * 1024 }
    let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    let question =
      #"{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{}}"#
    try await Stage.run(scene) { stage in
      let lease = BufferLease(of: scene.limiter.buffers)
      lease.user = "somebody"
      #expect(lease.hold(1))
      let refused = try await stage.ask(path, as: .alice, method: "POST", body: question)
      #expect(refused.status == 503)
      #expect(refused.value("Retry-After") == "1")
      #expect(refused.json?["kind"]?.string == "Status")
      let one = try await stage.ask("/api/v1/namespaces/oil-production", as: .alice)
      #expect(one.status == 503)
      lease.release()
      let shown = try await stage.ask("/api/v1/namespaces/oil-production", as: .alice)
      #expect(shown.status == 200)
    }
    #expect(scene.limiter.buffers.used == 0)
  }
}
