import Kubernetes
import Logging
import Metrics
import Proxy
import Rights
import Wire

/// Puts the rooms together and runs them until a signal ends the program.
struct ServeProcess: Sendable {
  private let flags: Serve
  private let threshold: LogThreshold
  private let logger: Logger

  init(_ flags: Serve) {
    self.flags = flags
    threshold = LogThreshold(flags.log.level.level)
    logger = LogFlags.logger(flags.log.format, threshold)
  }

  func run() throws(StartError) {
    let credentials = try ClusterCredentials(kubeconfig: flags.kubeconfig, logger: logger)
    let certificate = try ServingCertificate(flags, logger: logger)
    let audit = try flags.audit.open(logger: logger)
    // The last lines are of the requests that the end cuts off.
    defer { audit.close() }
    var settings = flags.settings
    settings.issuer = try flags.oidc.authenticator(logger: logger)
    let runtime = try Runtime(logger: logger, stop: flags.shutdown.times)
    let rooms: ServeRooms
    do throws(WireError) {
      rooms = try ServeRooms(
        settings: settings, access: credentials.access,
        connections: runtime.fitting(flags.connections.limits), audit: audit.log, on: runtime
      ) { certificate.context }
    } catch {
      throw StartError(error.reason)
    }
    let configuration = try reconfiguration(of: rooms, on: runtime)
    try runtime.run {
      await serve(rooms, credentials, certificate, audit, configuration, on: runtime)
    }
  }

  /// What follows the configuration file; nil where there is none.
  private func reconfiguration(
    of rooms: ServeRooms, on runtime: Runtime
  ) throws(StartError) -> Reconfiguration? {
    guard flags.config != nil,
      let file = ConfigurationFile(in: Array(CommandLine.arguments.dropFirst(2)))
    else { return nil }
    return try Reconfiguration(file, logger: logger) { [threshold] flags in
      threshold.level = flags.log.level.level
      rooms.limit(flags.limits.limits, connections: runtime.fitting(flags.connections.limits))
    }
  }

  /// Serves until every part has ended; returns why it could not begin.
  private func serve(
    _ rooms: ServeRooms, _ credentials: ClusterCredentials, _ certificate: ServingCertificate,
    _ audit: AuditFile, _ configuration: Reconfiguration?, on runtime: Runtime
  ) async -> StartError? {
    let (proxy, plain): (Listener?, Listener?)
    let admin: Listener
    do throws(StartError) {
      proxy =
        flags.listensToTLS ? try await runtime.listen(flags.listen, flag: "--listen") : nil
      plain = try await runtime.listen(plain: flags.plain)
      admin = try await runtime.listen(
        flags.adminListen, flag: "--admin-listen", outlivesDrain: true)
    } catch {
      return error
    }
    return await withTaskGroup(of: Void.self, returning: StartError?.self) { group in
      group.addTask { await rooms.keepOwnership() }
      group.addTask { await rooms.keepPageKeys() }
      group.addTask { await rooms.followControlled() }
      group.addTask { await certificate.keep() }
      group.addTask { await credentials.keep() }
      group.addTask { await configuration?.keep() }
      group.addTask { await rooms.askIssuer() }
      group.addTask {
        let registry = rooms.registry([certificate.collect, audit.collect])
        let profile = flags.profiling ? [AdminPage.profile()] : []
        await rooms.run(admin: admin, pages: [.metrics(registry)] + profile)
      }
      group.addTask {
        await announce(
          rooms, proxy: proxy?.address, plain: plain?.address, admin: admin.address)
      }
      group.addTask {
        await runtime.followSignals {
          audit.reopen()
          await configuration?.reload()
          await certificate.reload()
          await credentials.reload()
        } leave: {
          rooms.leave()
        } drain: {
          rooms.drain(within: $0)
        }
      }
      // Before anything is answered or written.
      let refusal = await rooms.judge(
        Installation(flags.settings), allowsExcess: flags.rights.allowExcessRights, logger: logger)
      guard refusal == nil else {
        group.cancelAll()
        runtime.loops.cutOff()
        return refusal
      }
      // When the last connection has ended, and another replica may lead, nothing else has a reason to
      // go on.
      async let leading: Void = rooms.lead()
      await rooms.run(proxy: proxy, plain: plain)
      await leading
      group.cancelAll()
      runtime.loops.cutOff()
      return nil
    }
  }

  /// Says on standard output, once, that requests are served.
  private func announce(
    _ rooms: ServeRooms, proxy: SocketAddress?, plain: SocketAddress?, admin: SocketAddress
  ) async {
    guard await rooms.untilSynced() else { return }
    var facts: [(name: String, value: String)] = []
    if let proxy { facts.append(("proxy", "https://\(proxy.reachable)")) }
    if let plain {
      facts.append(("plain", plain.isUnix ? "\(plain)" : "http://\(plain.reachable)"))
    }
    ReadyLine(facts + [("admin", "http://\(admin.reachable)")]).write(as: flags.log.format)
  }
}
