import Kubernetes
import Logging
import Sandbox
import Wire

/// Puts the API server and the proxy together and runs them until a signal ends the program.
struct SandboxProcess: Sendable {
  private let flags: SandboxCommand
  private let logger: Logger

  init(_ flags: SandboxCommand) {
    self.flags = flags
    logger = flags.log.logger
  }

  func run() throws(StartError) {
    let folder = try SandboxFolder(flags.directory, logger: logger)
    let sandbox = try filledSandbox(folder)
    // Nobody's work is lost: a short grace.
    let runtime = try Runtime(logger: logger, stop: StopTimes(grace: .seconds(1)))
    try runtime.run {
      do throws(StartError) {
        try await serve(sandbox, folder, on: runtime)
        return nil
      } catch {
        return error
      }
    }
  }

  /// An API server with everything in it that the flags ask for.
  private func filledSandbox(_ folder: SandboxFolder) throws(StartError) -> Sandbox {
    let sandbox: Sandbox
    do throws(SandboxError) {
      sandbox = try Sandbox(
        Sandbox.Configuration(tokens: folder.tokens, clientAuthority: folder.authorityPEM))
    } catch {
      throw StartError("\(error)")
    }
    if !flags.leavesOutProxy {
      var builtIn = LoadPlan()
      for (file, bytes) in SandboxManifests.base { builtIn.add(bytes, file: file) }
      if !flags.leavesOutSamples {
        for (file, bytes) in SandboxManifests.samples { builtIn.add(bytes, file: file) }
      }
      try load(builtIn, into: sandbox)
    }
    // Last, so that it may replace what is built in.
    try load(try SandboxManifests.read(flags.load), into: sandbox)
    return sandbox
  }

  private func load(_ plan: LoadPlan, into sandbox: Sandbox) throws(StartError) {
    let problems = plan.load(into: sandbox)
    guard problems.isEmpty else {
      throw StartError("nothing was started:\n\(LoadProblem.summary(problems))")
    }
    logger.debug("loaded", metadata: ["objects": "\(plan.count)"])
  }

  /// Serves until every part has ended.
  private func serve(
    _ sandbox: Sandbox, _ folder: SandboxFolder, on runtime: Runtime
  ) async throws(StartError) {
    let api = try await APIListener(sandbox, folder, address: flags.apiListen, on: runtime)
    guard !flags.leavesOutProxy else {
      let proxy = try writeProxyFiles(folder, api: api.url)
      return await withTaskGroup(of: Void.self) { group in
        group.addTask { await sandbox.run() }
        group.addTask { await runtime.followSignals() }
        announcement(folder, proxy: proxy, api: api.url).write(as: flags.log.format)
        await api.run()
        group.cancelAll()
        runtime.loops.cutOff()
      }
    }
    let proxy = try await runtime.listen(flags.listen, flag: "--listen")
    let proxyURL = "https://\(proxy.address.reachable)"
    let rooms = try rooms(folder, api: api, proxy: proxy, on: runtime)
    try folder.writeKubeconfigs(proxy: proxyURL, api: api.url)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await sandbox.run() }
      group.addTask { await api.run() }
      group.addTask { await rooms.keepOwnership() }
      group.addTask { await rooms.keepPageKeys() }
      group.addTask { await rooms.followControlled() }
      group.addTask { await rooms.lead() }
      group.addTask { await runtime.followSignals() }
      group.addTask {
        guard await rooms.untilSynced() else { return }
        announcement(folder, proxy: proxyURL, api: api.url).write(as: flags.log.format)
      }
      // The proxy's own watches are the last to read from the API server.
      await rooms.run(proxy: proxy)
      group.cancelAll()
      runtime.loops.cutOff()
    }
  }

  /// The proxy, which knows of the API server what it would know of one elsewhere.
  private func rooms(
    _ folder: SandboxFolder, api: APIListener, proxy: Listener, on runtime: Runtime
  ) throws(StartError) -> ServeRooms {
    let certificate = try folder.serverCertificate("bailiwick", host: proxy.address.host)
    let access = ClusterAccess(
      origin: "the sandbox", server: api.server, certificateAuthority: folder.authorityPEM,
      credential: ClusterAccess.Credential(
        token: .inline(folder.token(of: SandboxUser.program))), namespace: "bailiwick-system")
    let tls: TLSContext
    do throws(TLSError) {
      tls = try TLSContext.server(
        certificateChain: certificate.certificateChain, privateKey: certificate.privateKey,
        clientCertificateAuthorities: folder.authorityPEM)
    } catch {
      throw StartError("\(error)")
    }
    let followed: FollowedAccess
    do throws(AccessError) { followed = try FollowedAccess(fixed: access) } catch {
      throw StartError(error.description)
    }
    do throws(WireError) {
      return try ServeRooms(
        settings: ProxySettings(), access: followed, connections: ConnectionLimits(total: 1000),
        on: runtime
      ) { tls }
    } catch {
      throw StartError(error.reason)
    }
  }

  /// Writes what `bailiwick serve` is started with before this API server; returns where it will be.
  private func writeProxyFiles(
    _ folder: SandboxFolder, api: String
  ) throws(StartError) -> String {
    let (host, port) = SocketAddress.split(flags.listen) ?? ("", 0)
    let name = ["", "0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
    let certificate = try folder.serverCertificate("bailiwick", host: name)
    try folder.write(certificate.privateKey, to: "proxy.key")
    try folder.write(certificate.certificateChain, to: "proxy.crt", mode: 0o644)
    let proxy = "https://" + (name.contains(":") ? "[\(name)]:\(port)" : "\(name):\(port)")
    try folder.writeKubeconfigs(proxy: proxy, api: api)
    return proxy
  }

  private func announcement(
    _ folder: SandboxFolder, proxy: String, api: String
  ) -> SandboxAnnouncement {
    SandboxAnnouncement(
      directory: folder.path, proxy: proxy, api: api, listen: flags.listen,
      hasProxy: !flags.leavesOutProxy, hasSamples: !flags.leavesOutSamples)
  }
}
