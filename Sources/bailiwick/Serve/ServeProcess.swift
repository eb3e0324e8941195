import Decide
import Kubernetes
import KubernetesAPI
import Logging
import Proxy
import Wire

/// Puts the rooms together and runs them until a signal ends the program.
struct ServeProcess: Sendable {
  private let flags: Serve
  private let logger: Logger

  /// How long requests under way may go on after the first signal.
  private static let gracePeriod = Duration.seconds(10)

  init(_ flags: Serve) {
    self.flags = flags
    var logger = Logger(label: "bailiwick") { _ in
      LineLogHandler(format: flags.logFormat, logLevel: flags.logLevel.level)
    }
    logger.logLevel = flags.logLevel.level
    self.logger = logger
  }

  func run() throws(StartError) {
    let access = try findCluster()
    let tls = try ServingCertificate.context(for: flags, logger: logger)
    let loops: EventLoops
    let rooms: ServeRooms
    do throws(WireError) {
      // Before the first thread: what is blocked here is blocked in all of them.
      let signals = try Signals()
      _ = ResourceUsage.raiseOpenFileLimit()
      loops = try EventLoops()
      rooms = try ServeRooms(
        flags: flags, access: access, tls: tls, signals: signals, loops: loops, logger: logger)
    } catch {
      throw StartError(error.reason)
    }
    let failure = Failure()
    loops.runBlocking { await serve(rooms, failure) }
    if let reason = failure.reason { throw StartError(reason) }
    logger.info("stopped")
  }

  private func findCluster() throws(StartError) -> ClusterAccess {
    do throws(AccessError) {
      let discovery = AccessDiscovery(
        environment: ProcessEnvironment.variables, readFile: ClusterFiles.read)
      let access = try discovery.find(kubeconfig: flags.kubeconfig)
      logger.info("API server", metadata: ["server": "\(access)"])
      if access.insecure {
        logger.warning(
          """
          insecure-skip-tls-verify: the API server's certificate is not verified, so anybody on the \
          way can be the API server; set certificate-authority in the kubeconfig instead
          """)
      }
      return access
    } catch {
      throw StartError(error.description)
    }
  }

  /// Serves until every part has ended.
  private func serve(_ rooms: ServeRooms, _ failure: Failure) async {
    let (proxy, admin): (Listener, Listener)
    do throws(WireError) {
      proxy = try await rooms.listen(flags.listen)
      admin = try await rooms.listen(flags.adminListen)
    } catch {
      failure.reason =
        "\(error.reason). Choose another address with --listen or --admin-listen, or port 0 for any."
      return
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await rooms.keeper.run(client: rooms.client) }
      group.addTask { await rooms.run(admin: admin) }
      group.addTask { await announce(rooms, proxy: proxy.address, admin: admin.address) }
      group.addTask { await followSignals(rooms) }
      // When the last connection has ended, nothing else has a reason to go on.
      await rooms.run(proxy: proxy)
      group.cancelAll()
      rooms.cutOff()
    }
  }

  /// Says on standard output, once, that requests are served.
  private func announce(
    _ rooms: ServeRooms, proxy: SocketAddress, admin: SocketAddress
  ) async {
    while !rooms.keeper.isSynced {
      do throws(WireError) {
        try await rooms.loop.sleep(until: .after(.milliseconds(2)))
      } catch { return }
    }
    let (proxy, admin) = ("https://\(proxy.reachable)", "http://\(admin.reachable)")
    switch flags.logFormat {
    case .text: StandardStream.output.write("ready proxy=\(proxy) admin=\(admin)")
    case .json:
      StandardStream.output.write(
        #"{"ready":true,"proxy":"\#(proxy)","admin":"\#(admin)"}"#)
    }
  }

  /// The first signal lets requests under way end; the second, or the grace period, cuts them off.
  private func followSignals(_ rooms: ServeRooms) async {
    await withDiscardingTaskGroup { group in
      var hasBegun = false
      do throws(WireError) {
        try await rooms.signals.follow(on: rooms.loop) { signal in
          guard signal != .hangUp else {
            return logger.notice(
              "SIGHUP: certificates are read at start only; restart to change them")
          }
          if hasBegun { return rooms.cutOff() }
          hasBegun = true
          logger.info("stopping", metadata: ["grace": "\(Self.gracePeriod)"])
          rooms.drain()
          group.addTask {
            do throws(WireError) {
              try await rooms.loop.sleep(until: .after(Self.gracePeriod))
              rooms.cutOff()
            } catch {}
          }
        }
      } catch {
        group.cancelAll()
      }
    }
  }
}
