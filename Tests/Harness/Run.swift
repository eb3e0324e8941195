internal import Wire

/// One run of the tests or the benchmarks: where its files are and who cleans up after it.
package struct Run: Sendable {
  package let folder: Folder
  package let watchdog: Watchdog
  /// Tests run all at once: without a gate hundreds of commands would share the machine, and each
  /// would seem to hang.
  private let gate = Gate(2 * EventLoops.cores)

  /// A new run with a temporary folder of its own.
  package init(_ name: String) throws {
    folder = try .temporary(name)
    watchdog = try Watchdog(removing: folder)
  }

  /// Runs a program to its end.
  ///
  /// - Throws: `Timeout` when it took longer than `limit`.
  package func run(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    input: [UInt8]? = nil, within limit: Duration = .seconds(60)
  ) async throws -> Finished {
    await gate.enter()
    let result: Result<Finished, any Error>
    do {
      result = .success(
        try await runNow(executable, arguments, environment, input: input, within: limit))
    } catch {
      result = .failure(error)
    }
    await gate.leave()
    return try result.get()
  }

  private func runNow(
    _ executable: String, _ arguments: [String], _ environment: [String: String],
    input: [UInt8]?, within limit: Duration
  ) async throws -> Finished {
    var inputPath: String?
    if let input {
      let path = try folder.newFile("input")
      try folder.write(input, to: String(path.dropFirst(folder.path.count + 1)))
      inputPath = path
    }
    let child = try ChildProcess(
      executable, arguments, environment: environment, input: inputPath, in: self)
    let code = await child.exitCode(within: limit)
    let finished = Finished(exitCode: code ?? -1, output: child.output, errors: child.errors)
    for path in [child.outputPath, child.errorsPath, inputPath] {
      if let path { Folder.remove(path) }
    }
    guard code != nil else {
      throw Timeout("\(executable) \(arguments.joined(separator: " "))", finished.errors)
    }
    return finished
  }
}
