import Harness
import JSON
import Wire

/// Three programs before one API server, of which one writes.
struct Replicas: Sendable {
  let stage: ControllerStage
  let programs: [ProxyProcess]

  /// A lease so short that a scenario need not wait long for another leader.
  static let flags = ["--lease-duration", "4"]

  /// Starts them, each with the flags of the stage's program, which is the first.
  init(_ ground: Ground, controllers: String) async throws {
    stage = try await ControllerStage(ground, controllers: controllers, more: Self.flags)
    programs = [
      stage.proxy, try await ProxyProcess(stage.flags, in: stage.run),
      try await ProxyProcess(stage.flags, in: stage.run),
    ]
    _ = try await leader()
  }

  /// The program that leads, as soon as one does.
  func leader() async throws -> ProxyProcess {
    var leader: ProxyProcess?
    try await eventually("one of \(programs.count) programs to lead", within: .seconds(60)) {
      leader = programs.first(where: Self.leads)
      return leader != nil
    }
    guard let leader else { throw Timeout("a leader") }
    return leader
  }

  /// Kills the program that leads, as a machine that loses power does, and waits for another leader.
  func killLeader() async throws {
    let process = try await leader().process
    process.signal(9)
    _ = await process.exitCode()
    _ = try await leader()
  }

  /// Waits until users of Dispatch have what they should have.
  func settle(_ wanted: DispatchPicture) async throws {
    do {
      try await DispatchPicture.wait(for: wanted, on: stage, within: .seconds(300))
    } catch {
      let log = programs.map { "\($0.process.id): \($0.process.errors.suffix(2000))" }
      throw Timeout("\(error)", log.joined(separator: "\n"))
    }
  }

  /// Ends everything.
  func end() async {
    for program in programs { await program.process.stop() }
    await stage.end()
  }

  /// Whether a program says that it leads, and was not heard to say anything else since.
  static func leads(_ program: ProxyProcess) -> Bool {
    guard program.process.isRunning else { return false }
    let states = program.process.errors.split(separator: "\n").compactMap { line -> String? in
      guard line.contains("leader election"), let record = try? JSONValue(parsing: Array(line.utf8))
      else { return nil }
      return record["state"]?.string
    }
    return states.last == "this process leads"
  }
}
