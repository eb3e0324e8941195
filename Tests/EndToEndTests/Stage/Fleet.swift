import Harness
import Wire

/// Three programs before one API server, behind a balancer, which are restarted one after the other.
struct Fleet: Sendable {
  let balancer: Balancer
  private let run: Run
  private let flags: [ProxyProcess.Flags]
  private let programs: Programs

  private actor Programs {
    var running: [ProxyProcess] = []

    func set(_ programs: [ProxyProcess]) { running = programs }
    func replace(_ index: Int, with program: ProxyProcess) { running[index] = program }
  }

  /// The times by which a program ends here: the balancer hears within half a second that it is not ready.
  private static let times = ["--shutdown-delay-duration", "2s", "--shutdown-grace-period", "10s"]

  /// Starts them with the flags of a cluster's program.
  init(of cluster: Cluster) async throws {
    run = cluster.run
    let ports = try await FreePorts.pick(7, on: cluster.loops)
    flags = (0..<3).map { index in
      var flags = cluster.flags
      flags.listen = "127.0.0.1:\(ports[2 * index])"
      flags.adminListen = "127.0.0.1:\(ports[2 * index + 1])"
      flags.more += Self.times
      return flags
    }
    var programs: [ProxyProcess] = []
    for flags in flags { programs.append(try await ProxyProcess(flags, in: run)) }
    self.programs = Programs()
    await self.programs.set(programs)
    balancer = try Balancer(
      on: ports[6], before: (0..<3).map { (ports[2 * $0], ports[2 * $0 + 1]) }, in: run)
  }

  /// Asks one program after the other to end, waits for that, and starts it anew; gives what each said
  /// at its end, if that was not as it should be.
  func restart() async throws -> [String] {
    var problems: [String] = []
    for (index, flags) in flags.enumerated() {
      let process = await programs.running[index].process
      let code = await process.stop(within: .seconds(60))
      if code != 0 { problems.append("\(code ?? -1): \(process.errors)") }
      await programs.replace(index, with: try await ProxyProcess(flags, in: run))
    }
    return problems
  }

  func stop() async {
    await balancer.stop()
    for program in await programs.running { await program.process.stop() }
  }
}
