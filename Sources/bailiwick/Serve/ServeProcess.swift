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
    let access = try ClusterAccess.find(kubeconfig: flags.kubeconfig, logger: logger)
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
      group.addTask { await rooms.followControlled() }
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
      // When the last connection has ended, and another replica may lead, nothing else has a reason to
      // go on.
      async let leading: Void = rooms.lead()
      await rooms.run(proxy: proxy)
      await leading
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
