internal import Foundation
internal import Synchronization

/// A running program whose output goes to files.
package final class ChildProcess: Sendable {
  private enum State {
    case running([CheckedContinuation<Int32, Never>])
    case ended(Int32)
  }

  package let outputPath: String
  package let errorsPath: String
  private let process: Process
  private let state: Mutex<State>

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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: run.folder.path)
    // The child has its own copies: ours are closed at once, for a run starts many programs.
    let files = [
      FileHandle(forReadingAtPath: input ?? "/dev/null"),
      FileHandle(forWritingAtPath: outputPath), FileHandle(forWritingAtPath: errorsPath),
    ]
    defer { for file in files { try? file?.close() } }
    (process.standardInput, process.standardOutput, process.standardError) =
      (files[0], files[1], files[2])
    self.process = process
    state = Mutex(.running([]))
    let watchdog = run.watchdog
    process.terminationHandler = { [weak self] ended in
      watchdog.forget(ended.processIdentifier)
      // A program that a signal ended gets the shell's number for it.
      let isExit = ended.terminationReason == .exit
      self?.finish(isExit ? ended.terminationStatus : 128 + ended.terminationStatus)
    }
    try process.run()
    watchdog.watch(process.processIdentifier)
    if case .ended = state.withLock({ $0 }) { watchdog.forget(process.processIdentifier) }
    lookAfter(watchdog)
  }

  /// Looks every second whether it has ended: Foundation misses an end while another program that was
  /// started in the same moment holds what it listens on.
  private func lookAfter(_ watchdog: Watchdog) {
    DispatchQueue.global().asyncAfter(deadline: .now() + 1) { [weak self] in
      guard let self, isRunning else { return }
      guard let code = Self.exitCode(ofEnded: id) else { return lookAfter(watchdog) }
      watchdog.forget(id)
      finish(code)
    }
  }

  /// The exit code of a program that has ended and that nobody has asked about; nil for any other
  /// (proc_pid_stat(5)).
  private static func exitCode(ofEnded id: Int32) -> Int32? {
    let fields = Folder.text(of: "/proc/\(id)/stat").split(separator: ")").last?
      .split(separator: " ")
    guard let fields, fields.first == "Z", fields.count > 49, let status = Int32(fields[49]) else {
      return nil
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  package var id: Int32 { process.processIdentifier }

  package var isRunning: Bool {
    state.withLock { state in
      if case .running = state { true } else { false }
    }
  }

  /// Everything that it wrote to its standard output so far.
  package var output: String { Folder.text(of: outputPath) }
  /// Everything that it wrote to its standard error so far.
  package var errors: String { Folder.text(of: errorsPath) }

  /// Waits for the end; 128 + the signal's number when a signal ended it.
  package func exitCode() async -> Int32 {
    await withCheckedContinuation { waiter in
      let known: Int32? = state.withLock { state in
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
  package func signal(_ number: Int32) {
    if isRunning { kill(process.processIdentifier, number) }
  }

  /// Asks it to end, and waits; kills it when it does not.
  @discardableResult
  package func stop(within limit: Duration = .seconds(10)) async -> Int32? {
    signal(SIGTERM)
    return await exitCode(within: limit)
  }

  private func finish(_ code: Int32) {
    let waiters: [CheckedContinuation<Int32, Never>] = state.withLock { state in
      guard case .running(let waiters) = state else { return [] }
      state = .ended(code)
      return waiters
    }
    for waiter in waiters { waiter.resume(returning: code) }
  }
}
