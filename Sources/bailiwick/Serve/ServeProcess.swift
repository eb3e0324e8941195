import Kubernetes
import Logging
import Wire

/// Puts the rooms together and runs them until a signal ends the program.
struct ServeProcess: Sendable {
  private let flags: Serve
  private let logger: Logger

  init(_ flags: Serve) {
    self.flags = flags
    logger = flags.log.logger
  }

  func run() throws(StartError) {
    let access = try findCluster()
    let certificate = try ServingCertificate(flags, logger: logger)
    let audit = try flags.audit.open(logger: logger)
    // The last lines are of the requests that the end cuts off.
    defer { audit.close() }
    var settings = flags.settings
    settings.issuer = try flags.oidc.authenticator(logger: logger)
    let runtime = try Runtime(logger: logger, grace: .seconds(10))
    let rooms: ServeRooms
    do throws(WireError) {
      rooms = try ServeRooms(
        settings: settings, access: access,
        connections: runtime.fitting(flags.connections.limits), audit: audit.log, on: runtime
      ) { certificate.context }
    } catch {
      throw StartError(error.reason)
    }
    try runtime.run { await serve(rooms, certificate, audit, on: runtime) }
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

  /// Serves until every part has ended; returns why it could not begin.
  private func serve(
    _ rooms: ServeRooms, _ certificate: ServingCertificate, _ audit: AuditFile,
    on runtime: Runtime
  ) async -> StartError? {
    let (proxy, admin): (Listener, Listener)
    do throws(StartError) {
      proxy = try await runtime.listen(flags.listen, flag: "--listen")
      admin = try await runtime.listen(flags.adminListen, flag: "--admin-listen")
    } catch {
      return error
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await rooms.keepOwnership() }
      group.addTask { await rooms.keepPageKeys() }
      group.addTask { await certificate.keep() }
      group.addTask { await rooms.askIssuer() }
      group.addTask { await rooms.run(admin: admin) }
      group.addTask { await announce(rooms, proxy: proxy.address, admin: admin.address) }
      group.addTask {
        await runtime.followSignals {
          audit.reopen()
          await certificate.reload()
        } drain: {
          rooms.beginDraining()
        }
      }
      // When the last connection has ended, nothing else has a reason to go on.
      await rooms.run(proxy: proxy)
      group.cancelAll()
      runtime.loops.cutOff()
    }
    return nil
  }

  /// Says on standard output, once, that requests are served.
  private func announce(
    _ rooms: ServeRooms, proxy: SocketAddress, admin: SocketAddress
  ) async {
    guard await rooms.untilSynced() else { return }
    ReadyLine([
      ("proxy", "https://\(proxy.reachable)"), ("admin", "http://\(admin.reachable)"),
    ]).write(as: flags.log.format)
  }
}
