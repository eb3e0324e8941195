import Controllers
import Decide
import Kubernetes
import KubernetesAPI
import Logging
import Proxy
import Synchronization
import Wire

/// The parts of the proxy, made once and shared by its tasks, whichever command starts it.
final class ServeRooms: Sendable {
  let keeper: OwnershipKeeper
  let controllers: Controllers
  let election: LeaseElection<PoolTransport>
  private let streams: OpenStreams
  private let reviews: StreamReviews
  let pageKeys: PageKeys
  private let issuer: OIDCAuthenticator?
  let client: APIClient<PoolTransport>
  private let runtime: Runtime
  let proxy: ProxyService
  let server: HTTPServer
  private let plainServer: HTTPServer
  private let crowds: CrowdLog
  private let marks: Marks
  private let limiter: RequestLimiter
  /// Whether it is known that the account may not do too much, or nobody asks.
  let rights: RightsGate
  private let isLeaving = Atomic<Bool>(false)
  /// Connections that ended before a request.
  let failedConnections = Atomic<UInt64>(0)

  /// - Parameters:
  ///   - access: the API server, and the program's own account there.
  ///   - connections: how many callers may have open.
  ///   - audit: where each request is told.
  ///   - tls: what callers are shown, and who vouches for them, at the moment.
  init(
    settings: ProxySettings, access: FollowedAccess, connections: ConnectionLimits,
    audit: AuditLog = AuditLog(), on runtime: Runtime,
    tls: @escaping @Sendable () -> TLSContext
  ) throws(WireError) {
    let (loops, logger) = (runtime.loops, runtime.logger)
    let timeouts = HTTPTimeouts()
    let pace = Pace.onLoop
    let token = access.token
    let upstream = Upstream(access: access, loops: loops, timeouts: timeouts)
    let clientOnLoop: @Sendable () -> APIClient<PoolTransport> = {
      let loop = EventLoop.current ?? loops.first
      return APIClient(
        transport: PoolTransport(pool: upstream.pools(of: loop).own),
        basePath: upstream.basePath, token: token, version: Version.text, pace: pace)
    }
    streams = OpenStreams(pace: pace, logger: logger)
    reviews = StreamReviews(
      access: { await clientOnLoop().review($0) },
      token: { await clientOnLoop().review(token: $0) }, authorities: tls)
    let keeper = OwnershipKeeper(
      visibility: settings.visibility, logger: logger, pace: pace, streams: streams)
    do throws(TLSError) {
      pageKeys = try PageKeys(
        store: PageKeyStore(namespace: settings.namespace, client: clientOnLoop), logger: logger)
    } catch {
      throw WireError(.tls, error.description)
    }
    let rules = IdentityRules(groupPrefix: settings.groupPrefix)
    var verify: Authenticator.Verify?
    if let issuer = settings.issuer {
      verify = { token, now in await issuer.identify(token, at: now) }
    }
    let grounds: ProxyService.Grounds = { keeper.grounds(of: $0, named: $1, labels: $2, for: $3) }
    client = APIClient(
      transport: PoolTransport(pool: upstream.pools(of: loops.first).own),
      basePath: upstream.basePath, token: token, version: Version.text, pace: pace)
    election = LeaseElection(
      of: ObjectKey(namespace: settings.namespace, name: "bailiwick"), identity: Self.identity,
      timing: LeaseTiming(lease: settings.controllers.lease), client: client, pace: .throughSleep,
      report: { report in
        if case .failed = report {
          logger.warning("no leader election; trying again", metadata: ["reason": "\(report)"])
        } else {
          logger.info("leader election", metadata: ["state": "\(report)"])
        }
      })
    let controllers = Controllers(
      ControllerContext(
        settings: settings.controllers, client: client.anyTransport, pace: pace,
        now: { SystemClock.now.rfc3339() },
        mayWrite: { [leadership = election.leadership] in leadership.isHeld },
        claimed: keeper.claim, logger: logger))
    limiter = RequestLimiter(settings.limits)
    marks = Marks(view: keeper.published) { await clientOnLoop().newestVersion(of: $0) }
    proxy = ProxyService(
      authenticator: Authenticator(
        rules: rules, settings: settings.authentication, oidc: verify
      ) { token in
        await clientOnLoop().review(token: token)
      },
      rules: rules,
      policy: Policy(groupPrefix: settings.groupPrefix, isSelfService: settings.isSelfService),
      upstream: upstream,
      accessReviews: AccessReviews { review in await clientOnLoop().review(review) },
      view: keeper.published, pages: PageSeal(pageKeys),
      marks: marks, limiter: limiter, streams: streams, audit: audit,
      metrics: ProxyMetrics(loops: loops.loops), grounds: grounds,
      tls: tls, logger: logger,
      allowsClusterDefaults: settings.allowsClusterDefaults,
      selfService: settings.isSelfService
        ? SelfService(
          settings.controllers, of: controllers, client: clientOnLoop, logger: logger) : nil,
      scope: settings.scope)
    rights = RightsGate(isOpen: !settings.judgesRights)
    server = HTTPServer(
      loops: loops, timeouts: timeouts, connections: connections, tls: tls)
    // Probes have descriptors and a count of their own, which no caller can use up.
    plainServer = HTTPServer(
      loops: loops, timeouts: timeouts, connections: Runtime.adminConnections
    ) { nil }
    self.keeper = keeper
    self.controllers = controllers
    issuer = settings.issuer
    self.runtime = runtime
    crowds = CrowdLog(logger: logger)
  }

  /// Follows what callers own, and ends streams that stand on what they have no more, until
  /// cancelled.
  func keepOwnership() async {
    async let keeping: Void = keeper.run(client: client)
    async let marking: Void = mark()
    await streams.run(reviews)
    await marking
    await keeping
  }

  private func mark() async {
    guard await untilSynced() else { return }
    await marks.prepare()
  }

  /// What nobody but this process is called.
  private static var identity: String {
    let host = ProcessEnvironment.variables["HOSTNAME"] ?? "bailiwick"
    return "\(host)_\(Hex.encode(RandomBytes.make(16)))"
  }

  /// Follows what the controllers are about, until cancelled.
  func followControlled() async { await controllers.follow() }

  /// Lets the controllers write whenever this replica leads, until it drains; then another may.
  func lead() async {
    guard !controllers.isEmpty else { return }
    await election.run { [controllers] in await controllers.reconcile() }
  }

  /// Keeps the keys of page tokens in step with the other replicas until cancelled.
  func keepPageKeys() async { await pageKeys.run(pace: .onLoop) }

  /// Asks the issuer of tokens for its keys, before anybody shows one.
  func askIssuer() async { await issuer?.prepare() }

  /// Waits until it is known what callers own; false when that was given up.
  func untilSynced() async -> Bool {
    while !keeper.isSynced || !controllers.missingClaims.isEmpty || !rights.isOpen {
      do throws(WireError) {
        try await runtime.loop.sleep(until: .after(.milliseconds(2)))
      } catch { return false }
    }
    return true
  }

  /// Serves callers until the loops drain and the last connection has ended: by TLS, and in plain HTTP
  /// where clients of this machine may connect.
  func run(proxy: Listener?, plain: Listener? = nil) async {
    async let local: Void = run(plain, by: server.plain)
    await run(proxy, by: server)
    await local
  }

  private func run(_ listener: Listener?, by server: HTTPServer) async {
    guard let listener else { return }
    let (proxy, logger, crowds) = (proxy, runtime.logger, crowds)
    await server.run(listener) { [self] peer, error in
      failedConnections.wrappingAdd(1, ordering: .relaxed)
      logger.debug(
        "connection refused", metadata: ["client": "\(peer)", "reason": "\(error.reason)"])
    } turnAway: { connection, crowd in
      crowds.tell(crowd, connection.transport.peer)
      await proxy.turnAway(connection, crowd)
    } serve: { connection in
      await proxy.serve(connection)
    }
  }

  /// Whether callers may be sent here.
  var isReady: Bool { readiness.allSatisfy { $0.failure == nil } }

  /// Serves the administrator's address.
  ///
  /// - Parameter pages: what there is beside the probes.
  func run(admin listener: Listener, pages: [AdminPage] = []) async {
    let service = AdminService(pages: pages) { self.readiness }
    await plainServer.run(listener) { _, _ in
    } serve: {
      await service.serve($0)
    }
  }

  /// What must hold before requests may come.
  private var readiness: [ReadyCheck] {
    let silence = OwnershipKeeper.silence
    return [
      ReadyCheck("ownership-known", missing: keeper.missing, "not listed yet"),
      ReadyCheck("ownership-fresh", missing: keeper.stale, "nothing heard for \(silence)"),
      ReadyCheck("claims-known", missing: controllers.missingClaims, "not listed yet"),
      ReadyCheck(
        "claims-fresh", missing: controllers.staleClaims(after: silence),
        "nothing heard for \(silence)"),
      ReadyCheck("rights", failure: rights.isOpen ? nil : "what the account may do is not known"),
      ReadyCheck(
        "shutdown", failure: isLeaving.load(ordering: .relaxed) ? "the program stops" : nil),
    ]
  }

  /// Has other limits count from now on; what is under way goes on.
  func limit(_ requests: RequestLimits, connections: ConnectionLimits) {
    limiter.set(requests)
    server.limit(connections)
  }

  /// Not ready any more, as the administrator's address tells from now on; another replica may lead.
  func leave() {
    isLeaving.store(true, ordering: .relaxed)
    election.stop()
  }

  /// Ends watches properly, in the first half of the grace: what has no proper end has all of it.
  func drain(within grace: Duration) { streams.endWatches(over: grace / 2) }
}
