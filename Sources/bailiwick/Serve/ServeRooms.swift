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
  private let keeper: OwnershipKeeper
  private let controllers: Controllers
  private let election: LeaseElection<PoolTransport>
  private let streams: OpenStreams
  private let reviews: StreamReviews
  private let pageKeys: PageKeys
  private let issuer: OIDCAuthenticator?
  private let client: APIClient<PoolTransport>
  private let runtime: Runtime
  private let proxy: ProxyService
  private let server: HTTPServer
  private let plainServer: HTTPServer
  private let crowds: CrowdLog
  private let isDraining = Atomic<Bool>(false)

  /// - Parameters:
  ///   - access: the API server, and the program's own account there.
  ///   - connections: how many callers may have open.
  ///   - audit: where each request is told.
  ///   - tls: what callers are shown, and who vouches for them, at the moment.
  init(
    settings: ProxySettings, access: ClusterAccess, connections: ConnectionLimits,
    audit: AuditLog = AuditLog(), on runtime: Runtime,
    tls: @escaping @Sendable () -> TLSContext
  ) throws(WireError) {
    let (loops, logger) = (runtime.loops, runtime.logger)
    let timeouts = HTTPTimeouts()
    let pace = Pace.onLoop
    let token = access.tokenProvider
    let upstream: Upstream
    do throws(AccessError) {
      upstream = try Upstream(access: access, token: token, loops: loops, timeouts: timeouts)
    } catch {
      throw WireError(.tls, error.description)
    }
    let clientOnLoop: @Sendable () -> APIClient<PoolTransport> = {
      let loop = EventLoop.current ?? loops.first
      return APIClient(
        transport: PoolTransport(pool: upstream.pools(of: loop).own),
        basePath: access.server.basePath, token: token, version: Version.text, pace: pace)
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
      basePath: access.server.basePath, token: token, version: Version.text, pace: pace)
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
      marks: Marks(view: keeper.published) { await clientOnLoop().newestVersion(of: $0) },
      limiter: RequestLimiter(settings.limits), streams: streams, audit: audit, grounds: grounds,
      tls: tls, logger: logger,
      allowsClusterDefaults: settings.allowsClusterDefaults,
      selfService: settings.isSelfService
        ? SelfService(
          settings.controllers, of: controllers, client: clientOnLoop, logger: logger) : nil)
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
    await streams.run(reviews)
    await keeping
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
    while !keeper.isSynced || !controllers.isSynced {
      do throws(WireError) {
        try await runtime.loop.sleep(until: .after(.milliseconds(2)))
      } catch { return false }
    }
    return true
  }

  /// Serves callers until the loops drain and the last connection has ended.
  func run(proxy listener: Listener) async {
    let (proxy, logger, crowds) = (proxy, runtime.logger, crowds)
    await server.run(listener) { peer, error in
      logger.debug(
        "connection refused", metadata: ["client": "\(peer)", "reason": "\(error.reason)"])
    } turnAway: { connection, crowd in
      crowds.tell(crowd, connection.transport.peer)
      await proxy.turnAway(connection, crowd)
    } serve: { connection in
      await proxy.serve(connection)
    }
  }

  /// Serves the administrator's address.
  func run(admin listener: Listener) async {
    let service = AdminService { [keeper, self] in
      keeper.isSynced && keeper.isFresh && controllers.isSynced
        && !isDraining.load(ordering: .relaxed)
    }
    await plainServer.run(listener) { _, _ in
    } serve: {
      await service.serve($0)
    }
  }

  /// Not ready any more, as the administrator's address tells from now on.
  func beginDraining() {
    isDraining.store(true, ordering: .relaxed)
    election.stop()
  }
}
