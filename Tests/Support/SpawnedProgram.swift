internal import CTestSupport
internal import Glibc
internal import Synchronization

/// A program that runs beside the tests.
///
/// `Foundation.Process` is not used for it: with several started at once it now and then does not
/// notice that one has ended. Here one thread a program waits for its end.
package final class SpawnedProgram: Sendable {
  /// Why a program could not be started.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// What it reads from and writes to, by path; nothing else of ours is open in it.
  package struct Files: Sendable {
    let input: String
    let output: String
    let errors: String

    package init(
      input: String = "/dev/null", output: String = "/dev/null", errors: String = "/dev/null"
    ) {
      self.input = input
      self.output = output
      self.errors = errors
    }
  }

  private typealias CString = UnsafeMutablePointer<CChar>?

  package let id: Int32
  private let isRunningNow = Mutex(true)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: all of it; nothing is inherited.
  ///   - folder: where it runs; nil is where this process does.
  ///   - leash: what it reads from in place of `files.input`.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    folder: String? = nil, files: Files = Files(), leash: Leash? = nil
  ) throws {
    let paths: [String] = [executable, folder ?? "", files.input, files.output, files.errors]
    let texts: [CString] = unsafe paths.map { unsafe strdup($0) }
    var words: [CString] = unsafe ([executable] + arguments).map { unsafe strdup($0) } + [nil]
    var variables: [CString] =
      unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer { unsafe (texts + words + variables).forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe words.withUnsafeMutableBufferPointer { words in
      unsafe variables.withUnsafeMutableBufferPointer { variables in
        var start = unsafe ct_start(
          path: texts[0], arguments: words.baseAddress, environment: variables.baseAddress,
          folder: folder == nil ? nil : texts[1], input: leash?.given ?? -1, input_path: texts[2],
          output_path: texts[3], errors_path: texts[4])
        return unsafe ct_spawn(&child, &start)
      }
    }
    guard code == 0 else {
      throw Failure(
        description: "\(executable) cannot be started: \(unsafe String(cString: strerror(code)))")
    }
    id = child
  }

  /// Waits for the end on a thread of its own; to be called once.
  ///
  /// - Parameter ended: called with the exit code, or with 128 and the number of the signal that ended
  ///   it, before its id may be anybody else's.
  package func whenEnded(_ ended: @escaping @Sendable (_ code: Int32) -> Void) throws {
    try WaitingThread.start { [self] in
      let code = ct_await(id)
      isRunningNow.withLock { $0 = false }
      ended(code)
      ct_reap(id)
    }
  }

  package var isRunning: Bool { isRunningNow.withLock(\.self) }

  /// Sends a signal, unless it has ended.
  package func signal(_ number: Int32) {
    isRunningNow.withLock { isRunning in
      if isRunning { _ = kill(id, number) }
    }
  }
}
