import Harness
import Wire

/// The API server is killed and started again while clients ask without pause.
struct Outage {
  let stage: CrowdStage

  private static let connections = 32

  func measure() async throws -> [Measurement] {
    let name = Crowds.outage
    let files = stage.process.descriptors
    let (endpoint, tls, loops) = (stage.endpoint, stage.alice, stage.loops)
    let counting = Counting()
    let load = Task {
      await loops.run {
        await withDiscardingTaskGroup { group in
          guard let loop = EventLoop.current else { return }
          for _ in 0..<Self.connections {
            group.addTask(executorPreference: loop) {
              while !Task.isCancelled {
                do throws(WireError) {
                  let connection = try await ClientConnection.connect(
                    to: endpoint, tls: tls, loop: loop, timeouts: HTTPTimeouts())
                  defer { connection.close() }
                  while !Task.isCancelled { counting.note(try await connection.ask("/version")) }
                } catch {
                  if !Task.isCancelled { counting.noteBroken() }
                }
              }
            }
          }
        }
      }
    }
    try await Task.sleep(for: .seconds(2))
    counting.enter(1)
    await stage.apiServer.stopAPIServer()
    try await Task.sleep(for: .seconds(3))
    try await stage.apiServer.startAPIServer()
    let back = ContinuousClock.now
    counting.enter(2)
    try await Task.sleep(for: .seconds(3))
    load.cancel()
    await load.value
    guard let good = counting.firstGood else { throw BenchmarkError("no answer after the outage") }
    try await eventually("files after the outage", within: .seconds(90)) {
      stage.process.descriptors <= files + 2 * Self.connections
    }
    return [
      Measurement(
        name: "\(name): answers 200 before", value: Double(counting.answers(0, 200)), unit: "",
        reference: nil),
      Measurement(
        name: "\(name): answers 503 meanwhile", value: Double(counting.answers(1, 503)), unit: "",
        reference: nil),
      Measurement(
        name: "\(name): other answers meanwhile",
        value: Double(counting.others(1, than: [200, 503])), unit: "", reference: nil),
      Measurement(
        name: "\(name): connections broken", value: Double(counting.broken), unit: "",
        reference: nil),
      Measurement(
        name: "\(name): good again after", value: (good - back).seconds * 1000, unit: "ms",
        reference: nil),
      Measurement(
        name: "\(name): answers not 200 afterwards",
        value: Double(counting.others(2, than: [200])), unit: "", reference: nil),
      Measurement(
        name: "\(name): files after", value: Double(stage.process.descriptors), unit: "files",
        reference: Double(files)),
    ]
  }
}
