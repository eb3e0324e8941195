import Decide
import Kubernetes
import KubernetesAPI
import Logging
import Ownership
import Proxy
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
  /// Who owns what, as the proxy knows it.
  let view: PublishedView

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
    return try await TestServer.run(loops: loops, tls: tls) { request in
      scene.script(request) ?? cluster.answer(request)
    } _: { server in
      try await run(scene, keys, loops, server, body)
    }
  }

  private static func run<Value: Sendable>(
    _ scene: Scene, _ keys: StageKeys, _ loops: EventLoops, _ server: TestServer,
    _ body: @escaping @Sendable (Stage) async throws -> Value
  ) async throws -> Value {
    let log = LogCapture()
    let tls = try keys.proxy.serverContext(clients: keys.users)
    let upstream = try upstream(scene, keys, loops, server)
    let view = PublishedView(scene.isSynced ? try Example.view.get() : nil)
    let pools = upstream.pools(of: loops.first)
    let client = APIClient(
      transport: PoolTransport(pool: pools.own), basePath: "", token: upstream.token,
      version: "1", pace: .continuous())
    let rules = IdentityRules(groupPrefix: "bailiwick:")
    let service = ProxyService(
      authenticator: Authenticator(rules: rules) { token in
        await client.review(token: token, within: scene.reviewDeadline)
      },
      rules: rules, policy: Policy(groupPrefix: "bailiwick:"), upstream: upstream,
      accessReviews: AccessReviews { review in
        await client.review(review, within: scene.reviewDeadline)
      },
      view: view, pages: PageSeal(try PageKeys(store: nil, logger: log.logger)),
      marks: Marks(view: view, read: scene.newestVersion), tls: { tls }, logger: log.logger)
    let listener = try await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
    let stage = Stage(
      keys: keys, loops: loops, upstream: server, port: listener.address.port, log: log,
      view: view)
    let result: Result<Value, any Error> = await withTaskGroup { group in
      group.addTask(executorPreference: loops.first) { () -> Result<Value, any Error>? in
        let http = HTTPServer(loops: loops, timeouts: scene.timeouts) { tls }
        await http.run(listener, refused: { _, _ in }) { await scene.serve(service, $0) }
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
    pools.bare.close()
    pools.own.close()
    return try result.get()
  }

  private static func upstream(
    _ scene: Scene, _ keys: StageKeys, _ loops: EventLoops, _ server: TestServer
  ) throws -> Upstream {
    let authority = scene.upstreamTrust == .otherAuthority ? keys.stranger : keys.upstream
    let certificate = ClientCertificate(
      chain: keys.program.certificateChain, key: keys.program.privateKey)
    let source = TokenSource.inline(Cluster.programToken)
    let access = ClusterAccess(
      origin: "a test", server: ServerAddress(host: "127.0.0.1", port: server.port),
      serverName: scene.upstreamTrust == .otherName ? "elsewhere.test" : nil,
      certificateAuthority: try authority.authority.certificatePEM,
      credential: scene.programProof == .certificate
        ? ClusterAccess.Credential(certificate: certificate)
        : ClusterAccess.Credential(token: source))
    let provider = TokenProvider(source: source) { _ throws(FileFailure) in [] }
    return try Upstream(
      access: access, token: scene.programProof == .token ? provider : nil, loops: loops,
      timeouts: scene.timeouts)
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
