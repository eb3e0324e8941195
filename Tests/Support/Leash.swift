internal import CTestSupport
internal import Glibc

/// A pipe to a program's standard input, which ends when this process does, however that is.
package final class Leash: Sendable {
  /// The end that the program reads.
  let given: Int32
  private let held: Int32

  package init() throws {
    var ends: [Int32] = [-1, -1]
    let code = unsafe ct_pipe(&ends)
    guard code == 0 else { throw SpawnedProgram.Failure(description: "no pipe: \(code)") }
    (given, held) = (ends[0], ends[1])
  }

  deinit {
    close(given)
    close(held)
  }

  /// Writes a text of at most 4096 bytes, which arrives as one piece; to nobody where it has ended.
  package func write(_ text: String) {
    let bytes = Array(text.utf8)
    while unsafe Glibc.write(held, bytes, bytes.count) < 0, errno == EINTR {}
  }
}
