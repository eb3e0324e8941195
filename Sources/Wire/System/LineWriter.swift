internal import Dispatch
internal import Glibc
internal import Synchronization

/// Appends lines to a file on a thread of its own, so that no loop waits for a slow disk or pipe.
///
/// Lines are gathered and written together, at most every 20 ms. While more bytes are gathered than
/// may be, new lines are lost, and so are those that the file does not take; they are counted.
package final class LineWriter: Sendable {
  /// What an administrator is to be told; on a thread that may wait.
  package enum Report: Sendable, Equatable {
    /// So many bytes wait to be written that new lines are lost.
    case full
    /// The file takes no lines, which are lost.
    case failed(FileError)
    /// Lines are written again, after so many were lost.
    case resumed(lost: Int)
    /// The file was opened anew.
    case reopened
    /// The file could not be opened anew; the old one is still written to.
    case notReopened(FileError)
  }

  /// How many lines there were since the start.
  package struct Totals: Sendable, Equatable {
    package internal(set) var taken: UInt64 = 0
    package internal(set) var lost: UInt64 = 0
  }

  private struct State {
    var gathered: [UInt8] = []
    /// Memory for the next lines.
    var spare: [UInt8] = []
    var isWriting = false
    /// Lines lost since the last that was taken.
    var lost = 0
    /// Lines taken and lines lost since the start.
    var totals = Totals()
    /// Lines lost since the last report, and whether it was told that some are.
    var unreported = 0
    var isLosing = false
  }

  /// Bytes that wait to be written beyond which lines are lost.
  package static let standardLimit = 4 * 1024 * 1024
  /// Bytes of memory kept for the next lines.
  private static let keptCapacity = 256 * 1024
  /// Microseconds in which lines are gathered.
  private static let pause: UInt32 = 20_000

  private let path: String
  private let limit: Int
  private let report: @Sendable (Report) -> Void
  private let state = Mutex(State())
  /// Used on the queue only.
  private let file: Mutex<LineFile>
  private let queue = DispatchQueue(label: "lines")

  /// Opens the file; `-` is standard output.
  package init(
    path: String, limit: Int = LineWriter.standardLimit,
    report: @escaping @Sendable (Report) -> Void
  ) throws(FileError) {
    self.path = path
    self.limit = limit
    self.report = report
    file = Mutex(try LineFile(path))
  }

  /// Takes a line with its newline, or loses it.
  ///
  /// - Parameter carried: what ``takeLost()`` gave for the line to tell, which is lost with it.
  package func append(_ line: [UInt8], carrying carried: Int = 0) {
    let (mustBegin, mustReport) = state.withLock { state in
      guard state.gathered.count + line.count <= limit else {
        let isFirst = !state.isLosing
        state.isLosing = true
        state.lost += 1 + carried
        state.totals.lost += 1
        state.unreported += 1
        return (false, isFirst)
      }
      state.gathered.append(contentsOf: line)
      state.totals.taken += 1
      defer { state.isWriting = true }
      return (!state.isWriting, false)
    }
    if mustBegin { queue.async { self.write() } }
    if mustReport { DispatchQueue.global().async { self.report(.full) } }
  }

  /// How many lines were taken, and lost, since the start.
  package var totals: Totals { state.withLock(\.totals) }

  /// How many lines were lost since the last call: for the next line to tell.
  package func takeLost() -> Int {
    state.withLock { state in
      defer { state.lost = 0 }
      return state.lost
    }
  }

  /// Opens the file anew, which somebody moved away; standard output stays.
  package func reopen() {
    guard path != "-" else { return }
    queue.async {
      do throws(FileError) {
        let fresh = try LineFile(self.path)
        self.file.withLock { $0 = fresh }
        self.report(.reopened)
      } catch {
        self.report(.notReopened(error))
      }
    }
  }

  /// Waits until everything is written that was taken; false when that took too long.
  package func flush(within limit: Duration) -> Bool {
    let done = DispatchSemaphore(value: 0)
    queue.async {
      self.write()
      done.signal()
    }
    let (seconds, attoseconds) = limit.components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    return done.wait(timeout: .now() + .nanoseconds(Int(nanoseconds))) == .success
  }

  // MARK: On the queue

  /// Writes until nothing more is gathered.
  private func write() {
    while var batch = take() {
      let failure = file.withLock { $0.write(batch) }
      note(failure, batch)
      batch.removeAll(keepingCapacity: batch.capacity <= Self.keptCapacity)
      state.withLock { $0.spare = batch }
      usleep(Self.pause)
    }
  }

  private func take() -> [UInt8]? {
    state.withLock { state in
      guard !state.gathered.isEmpty else {
        state.isWriting = false
        return nil
      }
      let batch = state.gathered
      state.gathered = state.spare
      state.spare = []
      return batch
    }
  }

  private func note(_ failure: (code: Int32, written: Int)?, _ batch: [UInt8]) {
    let told: Report? = state.withLock { state in
      guard let failure else {
        guard state.isLosing else { return nil }
        defer { (state.isLosing, state.unreported) = (false, 0) }
        return .resumed(lost: state.unreported)
      }
      let lines = batch[failure.written...].count { $0 == UInt8(ascii: "\n") }
      state.lost += lines
      state.totals.lost += UInt64(lines)
      state.unreported += lines
      defer { state.isLosing = true }
      return state.isLosing ? nil : .failed(FileError(path: path, code: failure.code))
    }
    if let told { report(told) }
  }
}
