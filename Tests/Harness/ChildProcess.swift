internal import Glibc
internal import Synchronization
internal import TestSupport

/// A running program whose output goes to files.
package final class ChildProcess: Sendable {
  private enum State {
    case running([CheckedContinuation<Int32, Never>])
    case ended(Int32)
  }

  package let outputPath: String
  package let errorsPath: String
  private let program: SpawnedProgram
  private let end: End

  /// What is known of the end, and who waits for it.
  private final class End: Sendable {
    let state = Mutex(State.running([]))

    func come(_ code: Int32) {
      let waiters: [CheckedContinuation<Int32, Never>] = state.withLock { state in
        guard case .running(let waiters) = state else { return [] }
        state = .ended(code)
        return waiters
      }
      for waiter in waiters { waiter.resume(returning: code) }
    }
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: all of it; nothing is inherited.
  ///   - input: the path of the file to read from; nil reads nothing.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    input: String? = nil, in run: Run
  ) throws {
    outputPath = try run.folder.newFile("output")
    errorsPath = try run.folder.newFile("errors")
    let end = End()
    self.end = end
    program = try SpawnedProgram(
      executable, arguments, environment: environment, folder: run.folder.path,
      files: SpawnedProgram.Files(
        input: input ?? "/dev/null", output: outputPath, errors: errorsPath))
    let (watchdog, id) = (run.watchdog, program.id)
    watchdog.watch(id)
    try program.whenEnded { code in
      watchdog.forget(id)
      end.come(code)
    }
  }

  package var id: Int32 { program.id }

  package var isRunning: Bool { program.isRunning }

  /// Everything that it wrote to its standard output so far.
  package var output: String { Folder.text(of: outputPath) }
  /// Everything that it wrote to its standard error so far.
  package var errors: String { Folder.text(of: errorsPath) }

  /// Waits for the end; 128 + the signal's number when a signal ended it.
  package func exitCode() async -> Int32 {
    await withCheckedContinuation { waiter in
      let known: Int32? = end.state.withLock { state in
        switch state {
        case .ended(let code):
          return code
        case .running(let waiters):
          state = .running(waiters + [waiter])
          return nil
        }
      }
      if let known { waiter.resume(returning: known) }
    }
  }

  /// Waits for the end, and kills it when it has not come in time: then the code is nil.
  package func exitCode(within limit: Duration) async -> Int32? {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        _ = await self.exitCode()
        return true
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return false
      }
      let endedByItself = await group.next() ?? false
      if !endedByItself { self.signal(SIGKILL) }
      group.cancelAll()
      let code = await self.exitCode()
      return endedByItself ? code : nil
    }
  }

  /// Sends a signal, unless it has ended.
  package func signal(_ number: Int32) { program.signal(number) }

  /// Asks it to end, and waits; kills it when it does not.
  @discardableResult
  package func stop(within limit: Duration = .seconds(10)) async -> Int32? {
    signal(SIGTERM)
    return await exitCode(within: limit)
  }
}
