internal import CSystem
internal import Glibc

/// What another program writes into, and what came out.
final class ProgramPipe {
  /// What to do with more bytes than the limit.
  enum Excess {
    case failure, lost
  }

  private(set) var bytes: [UInt8] = []
  private(set) var isAtEnd = false
  private let limit: Int
  private let excess: Excess
  private let reading: Int32
  /// Ours until the program has its own; -1 afterwards.
  private(set) var writing: Int32

  init(limit: Int, _ excess: Excess) throws(ProgramError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe cs_pipe(&ends) == 0 else { throw .system(errno) }
    (reading, writing) = (ends[0], ends[1])
    self.limit = limit
    self.excess = excess
  }

  deinit {
    closeWriting()
    close(reading)
  }

  /// Lets go of the end that the program has by now; without that, reading would not end.
  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  /// Reads both to their ends.
  static func drain(
    _ one: ProgramPipe, _ other: ProgramPipe, by deadline: Deadline
  ) throws(ProgramError) {
    while true {
      let open = [one, other].filter { !$0.isAtEnd }
      if open.isEmpty { return }
      let now = SystemClock.monotonicNanoseconds
      guard now < deadline.nanoseconds else { throw .timedOut }
      var waits = open.map { pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0) }
      // Rounded up, so that the last wait is not many of no time.
      let pause = Int32(clamping: (deadline.nanoseconds - now) / 1_000_000 + 1)
      guard unsafe poll(&waits, UInt(waits.count), pause) >= 0 || errno == EINTR else {
        throw .system(errno)
      }
      for (pipe, wait) in zip(open, waits) where wait.revents != 0 { try pipe.readSome() }
    }
  }

  private func readSome() throws(ProgramError) {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    let count = unsafe read(reading, &chunk, chunk.count)
    if count < 0 {
      guard errno == EINTR else { throw .system(errno) }
      return
    }
    isAtEnd = count == 0
    if excess == .failure, bytes.count + count > limit { throw .tooMuch(limit: limit) }
    bytes += chunk.prefix(min(count, limit - bytes.count))
  }
}
