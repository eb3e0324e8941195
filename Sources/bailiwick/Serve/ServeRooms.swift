import Decide
import Kubernetes
import KubernetesAPI
import Logging
import Proxy
import Synchronization
import Wire

/// The parts of `serve`, made once and shared by its tasks.
final class ServeRooms: Sendable {
  let keeper: OwnershipKeeper
  let client: APIClient<PoolTransport>
  let signals: Signals
  private let loops: EventLoops
  private let proxy: ProxyService
  private let server: HTTPServer
  private let plainServer: HTTPServer
  private let logger: Logger
  private let isDraining = Atomic<Bool>(false)

  /// The loop of the program's own tasks.
  var loop: EventLoop { loops.first }

  init(
    flags: Serve, access: ClusterAccess, tls: TLSContext, signals: consuming Signals,
    loops: EventLoops, logger: Logger
  ) throws(WireError) {
    let timeouts = HTTPTimeouts()
    let pace = Pace.onLoop
    let token = access.credential.token.map { source in
      TokenProvider(source: source) { (path) async throws(FileFailure) in
        try await offload { () throws(FileFailure) in try ClusterFiles.read(path) }
      }
    }
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
    let keeper = OwnershipKeeper(visibility: flags.visibility, logger: logger, pace: pace)
    let rules = IdentityRules(groupPrefix: flags.groupPrefix)
    proxy = ProxyService(
      authenticator: Authenticator(rules: rules) { token in
        await clientOnLoop().review(token: token)
      },
      rules: rules, policy: Policy(groupPrefix: flags.groupPrefix), upstream: upstream,
      accessReviews: AccessReviews { review in await clientOnLoop().review(review) },
      view: { keeper.view }, tls: { tls }, logger: logger)
    client = APIClient(
      transport: PoolTransport(pool: upstream.pools(of: loops.first).own),
      basePath: access.server.basePath, token: token, version: Version.text, pace: pace)
    server = HTTPServer(loops: loops, timeouts: timeouts) { tls }
    plainServer = HTTPServer(loops: loops, timeouts: timeouts) { nil }
    self.keeper = keeper
    self.signals = signals
    self.loops = loops
    self.logger = logger
  }

  func listen(_ address: String) async throws(WireError) -> Listener {
    guard let (host, port) = SocketAddress.split(address) else {
      throw WireError(.name, "\(address) is not host:port")
    }
    return try await Listener(host: host, port: port, loop: loop)
  }

  /// Serves callers until the loops drain and the last connection has ended.
  func run(proxy listener: Listener) async {
    let (proxy, logger) = (proxy, logger)
    await server.run(listener) { peer, error in
      logger.debug(
        "connection refused", metadata: ["client": "\(peer)", "reason": "\(error.reason)"])
    } serve: { connection in
      await proxy.serve(connection)
    }
  }

  /// Serves the administrator's address.
  func run(admin listener: Listener) async {
    let service = AdminService { [keeper, self] in
      keeper.isSynced && keeper.isFresh && !isDraining.load(ordering: .relaxed)
    }
    await plainServer.run(listener) { _, _ in
    } serve: {
      await service.serve($0)
    }
  }

  /// Not ready any more; idle connections close, requests under way go on.
  func drain() {
    isDraining.store(true, ordering: .relaxed)
    loops.drain()
  }

  /// Ends every connection.
  func cutOff() { loops.cutOff() }
}
