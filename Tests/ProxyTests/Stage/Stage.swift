import Decide
import Kubernetes
import KubernetesAPI
import Logging
import Ownership
import Proxy
import Synchronization
import TestSupport
import Wire

/// A proxy between a scripted API server and a test's clients, all over real sockets and TLS.
struct Stage: Sendable {
  let keys: StageKeys
  let loops: EventLoops
  let upstream: TestServer
  /// The proxy's port.
  let port: UInt16
  let log: LogCapture
  /// What the proxy shows and whom it trusts.
  let tls: StageTLS
  let audit: AuditCapture
  /// Who owns what, as the proxy knows it.
  let view: PublishedView
  /// Whether clients come in plain HTTP.
  let isPlain: Bool

  /// What reached the upstream, reviews left out.
  var forwarded: [TestServer.Received] { upstream.received.filter { !$0.isReview } }

  /// Runs `body` with a stage that lives as long.
  static func run<Value: Sendable>(
    _ scene: Scene = Scene(), _ body: @escaping @Sendable (Stage) async throws -> Value
  ) async throws -> Value {
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let keys = try StageKeys.shared.get()
    let cluster = try Cluster(tokens: scene.tokens)
    let tls = try keys.upstream.serverContext(clients: keys.upstream)
    return try await TestServer.run(loops: loops, tls: tls, early: scene.early) { request in
      scene.script(request) ?? cluster.answer(request)
    } _: { server in
      try await run(scene, keys, loops, server, body)
    }
  }

  private static func run<Value: Sendable>(
    _ scene: Scene, _ keys: StageKeys, _ loops: EventLoops, _ server: TestServer,
    _ body: @escaping @Sendable (Stage) async throws -> Value
  ) async throws -> Value {
    let (log, audit) = (LogCapture(), AuditCapture())
    let tls = StageTLS(
      try keys.proxy.serverContext(clients: keys.users, frontProxies: keys.frontProxies))
    let reviewer = try Self.upstream(scene, keys, loops, server.port)
    let upstream =
      try scene.forwardsTo.map { try Self.upstream(scene, keys, loops, $0) } ?? reviewer
    let view = PublishedView(scene.isSynced ? try Example.view.get() : nil)
    let pools = [upstream, reviewer].map { $0.pools(of: loops.first) }
    let index = try Example.index.get()
    let client = APIClient(
      transport: PoolTransport(pool: pools[1].own), basePath: "", token: upstream.token,
      version: "1",
      // By the clock of the service, with which it shares the program's token.
      pace: Pace(
        now: { .nanoseconds(Int64(clamping: SystemClock.monotonicNanoseconds)) },
        sleep: Pace.continuous().sleep))
    let rules = IdentityRules(groupPrefix: "bailiwick:")
    let service = ProxyService(
      authenticator: Authenticator(
        rules: rules, settings: scene.authentication, oidc: scene.verify
      ) { token in
        await client.review(token: token, within: scene.reviewDeadline)
      },
      rules: rules,
      policy: Policy(groupPrefix: "bailiwick:", isSelfService: scene.selfService != nil),
      upstream: upstream,
      accessReviews: AccessReviews { review in
        await client.review(review, within: scene.reviewDeadline)
      },
      view: view, pages: PageSeal(try PageKeys(store: nil, logger: log.logger)),
      marks: Marks(view: view, read: scene.newestVersion), limiter: scene.limiter,
      streams: scene.streams, audit: AuditLog { audit.keep($0) },
      grounds: { index.grounds(of: $0, named: $1, labels: $2, for: $3) }, tls: { tls.context },
      logger: log.logger, selfService: scene.selfService, scope: scene.scope)
    let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
    let stage = Stage(
      keys: keys, loops: loops, upstream: server, port: listener.address.port, log: log,
      tls: tls, audit: audit, view: view, isPlain: scene.isPlain)
    let result: Result<Value, any Error> = await withTaskGroup { group in
      group.addTask(executorPreference: loops.first) { () -> Result<Value, any Error>? in
        let http = HTTPServer(
          loops: loops, timeouts: scene.timeouts, connections: scene.connections
        ) { tls.context }
        await (scene.isPlain ? http.plain : http).run(listener, refused: { _, _ in }) {
          await service.turnAway($0, $1)
        } serve: {
          await scene.serve(service, $0)
        }
        return nil
      }
      group.addTask(executorPreference: loops.first) { () -> Result<Value, any Error>? in
        do { return .success(try await body(stage)) } catch { return .failure(error) }
      }
      var outcome: Result<Value, any Error>?
      while let next = await group.next() {
        guard let next else { continue }
        outcome = next
        group.cancelAll()
      }
      return outcome ?? .failure(CancellationError())
    }
    for pools in pools {
      pools.bare.close()
      pools.own.close()
    }
    return try result.get()
  }

  private static func upstream(
    _ scene: Scene, _ keys: StageKeys, _ loops: EventLoops, _ port: UInt16
  ) throws -> Upstream {
    let authority = scene.upstreamTrust == .otherAuthority ? keys.stranger : keys.upstream
    let certificate = ClientCertificate(
      chain: keys.program.certificateChain, key: keys.program.privateKey)
    let source =
      scene.programTokens.count == 1
      ? TokenSource.inline(Cluster.programToken) : .file(path: "/token")
    let readings = Mutex(scene.programTokens)
    let access = ClusterAccess(
      origin: "a test", server: ServerAddress(host: "127.0.0.1", port: port),
      serverName: scene.upstreamTrust == .otherName ? "elsewhere.test" : nil,
      certificateAuthority: try authority.authority.certificatePEM,
      credential: scene.programProof == .certificate
        ? ClusterAccess.Credential(certificate: certificate)
        : ClusterAccess.Credential(token: source))
    let followed = try FollowedAccess(access) { _ throws(FileFailure) in
      readings.withLock { Array(($0.count > 1 ? $0.removeFirst() : $0[0]).utf8) }
    } run: { (_) throws(PluginFailure) in
      throw PluginFailure("is none of this test")
    } find: { (_) throws(AccessError) in
      access
    }
    return Upstream(access: followed, loops: loops, timeouts: scene.timeouts)
  }
}

extension TestServer.Received {
  /// Whether it is one of the program's own questions.
  var isReview: Bool { target.hasSuffix("reviews") && head.method == "POST" }

  /// Whether it came on a connection with the program's certificate or with its token.
  var isOwn: Bool {
    commonNames == [Cluster.program]
      || values("Authorization") == ["Bearer \(Cluster.programToken)"]
  }

  /// Its names and values as text, for a search.
  var everything: String {
    "\(head.method) \(target)\n" + head.fields.map { "\($0.name): \($0.value)\n" }.joined() + text
  }
}
