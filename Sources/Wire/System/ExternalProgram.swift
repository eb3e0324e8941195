internal import CSystem
internal import Glibc

/// A program of somebody else, which is run to its end.
///
/// There is no shell, and nothing for it to read. The calls block: they are for the threads of
/// `Offload`.
package struct ExternalProgram: Sendable {
  /// What it wrote and how it ended.
  package struct Result: Sendable {
    /// The exit code; 128 and the number of the signal that ended it.
    package let code: Int32
    package let output: [UInt8]
    /// The first 16 KiB of its standard error.
    package let errors: [UInt8]
  }

  private static let errorLimit = 16 * 1024

  private let path: String
  private let arguments: [String]
  private let environment: [String: String]

  /// - Parameters:
  ///   - path: Where it is; nothing is looked for.
  ///   - arguments: What follows the name.
  ///   - environment: All of it; nothing is inherited.
  package init(path: String, arguments: [String], environment: [String: String]) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
  }

  /// Where a command is: itself when it holds a slash, or else in the first folder of a search path
  /// that has it.
  ///
  /// A folder that is named relatively is passed over, as by Go's os/exec: what stands in the working
  /// directory is nobody's to run.
  package static func path(of command: String, searching folders: String) -> String? {
    let candidates =
      command.contains("/")
      ? [command]
      : folders.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(command)" }
    return candidates.first { candidate in
      var facts = stat()
      guard unsafe !candidate.utf8.contains(0) && stat(candidate, &facts) == 0 else { return false }
      return unsafe facts.st_mode & S_IFMT == S_IFREG && access(candidate, X_OK) == 0
    }
  }

  /// Runs it.
  ///
  /// - Parameters:
  ///   - limit: How much it may write to its standard output.
  ///   - time: How long it may take; then it is killed, with what it started.
  package func run(limit: Int, within time: Interval) throws(ProgramError) -> Result {
    let deadline = Deadline.after(time)
    let output = try ProgramPipe(limit: limit, .failure)
    let errors = try ProgramPipe(limit: Self.errorLimit, .lost)
    let child = try start(output.writing, errors.writing)
    output.closeWriting()
    errors.closeWriting()
    do throws(ProgramError) {
      try ProgramPipe.drain(output, errors, by: deadline)
      return Result(
        code: try Self.end(of: child, by: deadline), output: output.bytes, errors: errors.bytes)
    } catch {
      kill(-child, SIGKILL)
      var status: Int32 = 0
      while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
      throw error
    }
  }

  private func start(_ output: Int32, _ errors: Int32) throws(ProgramError) -> pid_t {
    let words = [path] + arguments
    let variables = environment.map { "\($0.key)=\($0.value)" }
    guard !(words + variables).contains(where: { $0.utf8.contains(0) }) else {
      throw .invalidWord
    }
    var child: pid_t = 0
    var wordList: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    var variableList: [UnsafeMutablePointer<CChar>?] =
      unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      unsafe wordList.forEach { unsafe free($0) }
      unsafe variableList.forEach { unsafe free($0) }
    }
    let code = unsafe cs_spawn(&child, path, &wordList, &variableList, output, errors)
    switch code {
    case 0: return child
    case ENOENT, ENOTDIR, EACCES, EPERM: throw .notFound
    default: throw .system(code)
    }
  }

  /// The exit code of a program that has closed what it writes into.
  private static func end(of child: pid_t, by deadline: Deadline) throws(ProgramError) -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = unsafe waitpid(child, &status, WNOHANG)
      if ended == child {
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
      }
      guard ended == 0 || errno == EINTR else { throw .system(errno) }
      guard SystemClock.monotonicNanoseconds < deadline.nanoseconds else { throw .timedOut }
      usleep(1000)
    }
  }
}
