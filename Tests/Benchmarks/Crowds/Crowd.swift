import Harness
import Wire

/// Many connections of one kind at once: what each takes, and that nothing of it stays.
struct Crowd: Sendable {
  let name: String
  let count: Int
  /// Kibibytes that one may take.
  let kibibytes: Double?
  /// What every connection does, to the end of its task: it tells the tally when it is open.
  let stay: @Sendable (ClientConnection, Tally) async throws(WireError) -> Void
  /// What is measured while all are open.
  var during: (@Sendable (Tally) async throws -> [Measurement])?

  /// Connections that shake hands at once.
  private static let together = 64
  private static let patience = Duration.seconds(120)

  func measure(on stage: CrowdStage) async throws -> [Measurement] {
    // What is made once, whatever the crowd, is not the crowd's.
    try await gather(8, on: stage) { _, _ in [] }
    let (files, memory) = (stage.process.descriptors, stage.process.proportionalMegabytes)
    var measurements = try await gather(count, on: stage) { tally, opening in
      [
        Measurement(
          name: "\(name): opening", value: opening * 1000, unit: "ms", reference: nil),
        Measurement(
          name: "\(name): memory of one",
          value: (stage.process.proportionalMegabytes - memory) * 1024 / Double(count),
          unit: "KiB", reference: kibibytes),
      ] + (try await during?(tally) ?? [])
    }
    try await restored(files, stage)
    let (filesAfter, after) = (stage.process.descriptors, stage.process.proportionalMegabytes)
    // The same crowd again shows whether the first left anything behind.
    try await gather(count, on: stage) { _, _ in [] }
    try await restored(files, stage)
    measurements += [
      Measurement(
        name: "\(name): files after the second", value: Double(stage.process.descriptors),
        unit: "files", reference: Double(filesAfter)),
      Measurement(
        name: "\(name): memory after the second", value: stage.process.proportionalMegabytes,
        unit: "MiB", reference: after),
    ]
    return measurements
  }

  private func restored(_ files: Int, _ stage: CrowdStage) async throws {
    // The pools keep what they opened to the API server.
    try await eventually("the program lets go of \(name)", within: .seconds(60)) {
      stage.process.descriptors <= files + 2 * Self.together
    }
  }

  /// Opens so many, does `body` with how many seconds that took, and closes them.
  @discardableResult
  private func gather(
    _ count: Int, on stage: CrowdStage,
    _ body: (Tally, Double) async throws -> [Measurement]
  ) async throws -> [Measurement] {
    let tally = Tally(room: Self.together)
    let (endpoint, tls, loops, stay) = (stage.endpoint, stage.alice, stage.loops, stay)
    let began = ContinuousClock.now
    let guests = Task {
      await loops.run {
        await withDiscardingTaskGroup { group in
          guard let loop = EventLoop.current else { return }
          for _ in 0..<count {
            while !tally.hasRoom, !Task.isCancelled { await loop.pause() }
            tally.connecting()
            group.addTask(executorPreference: loop) {
              do throws(WireError) {
                let connection = try await ClientConnection.connect(
                  to: endpoint, tls: tls, loop: loop, timeouts: HTTPTimeouts())
                defer { connection.close() }
                try await stay(connection, tally)
              } catch {
                if !Task.isCancelled { tally.failed(error) }
              }
            }
          }
        }
      }
    }
    let result: Result<[Measurement], any Error>
    do {
      try await eventually("\(count) x \(name)", within: Self.patience, every: .milliseconds(20)) {
        if let failure = tally.failure { throw BenchmarkError("\(name): \(failure.reason)") }
        return tally.open == count
      }
      result = .success(try await body(tally, (ContinuousClock.now - began).seconds))
    } catch {
      result = .failure(error)
    }
    guests.cancel()
    await guests.value
    return try result.get()
  }
}

extension EventLoop {
  /// Lets others go on for a moment.
  func pause() async {
    do throws(WireError) { try await sleep(until: .after(.milliseconds(2))) } catch {}
  }
}

extension Duration {
  /// The same, in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
