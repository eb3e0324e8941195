import Glibc
import Synchronization
import Testing
import Wire

@Suite(.timeLimit(.minutes(5))) final class `A writer of lines` {
  let path = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"
  private let reports = Reports()

  private final class Reports: Sendable {
    private let kept = Mutex<[LineWriter.Report]>([])
    var all: [LineWriter.Report] { kept.withLock { $0 } }
    func keep(_ report: LineWriter.Report) { kept.withLock { $0.append(report) } }
  }

  deinit {
    _ = unsafe unlink(path)
    _ = unsafe unlink("\(path).old")
  }

  private func writer(_ path: String, limit: Int = LineWriter.standardLimit) throws -> LineWriter {
    let reports = reports
    return try LineWriter(path: path, limit: limit) { reports.keep($0) }
  }

  private func lines(_ path: String) throws -> [String] {
    String(decoding: try FileContents.read(path), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  @Test func `appends them in order behind what is there`() throws {
    try FileContents.write(path, Array("before\n".utf8))
    let writer = try writer(path)
    let wanted = (0..<1_000).map { "line \($0)" }
    for line in wanted { writer.append(Array("\(line)\n".utf8)) }
    #expect(writer.flush(within: .seconds(20)))
    #expect(try lines(path) == ["before"] + wanted)
    #expect(writer.takeLost() == 0 && reports.all.isEmpty)
  }

  @Test func `opens anew a file that was moved away`() throws {
    let writer = try writer(path)
    writer.append(Array("one\n".utf8))
    #expect(writer.flush(within: .seconds(20)))
    try #require(unsafe rename(path, "\(path).old") == 0)
    writer.reopen()
    writer.append(Array("two\n".utf8))
    #expect(writer.flush(within: .seconds(20)))
    #expect(try lines("\(path).old") == ["one"])
    #expect(try lines(path) == ["two"])
    #expect(reports.all == [.reopened])
  }

  @Test func `loses and counts what is too much at once`() async throws {
    let writer = try writer(path, limit: 100)
    let count = 2_000
    for _ in 0..<count { writer.append(Array("0123456789\n".utf8)) }
    #expect(writer.flush(within: .seconds(20)))
    let lost = writer.takeLost()
    #expect(lost > 0)
    #expect(try lines(path).count + lost == count)
    #expect(writer.takeLost() == 0)
    // Reports come from other threads, in no order.
    while !reports.all.contains(.full) || !reports.all.contains(where: \.isResumption) {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test func `loses with a line what it carries`() throws {
    let writer = try writer(path, limit: 2)
    writer.append(Array("long\n".utf8), carrying: 5)
    #expect(writer.takeLost() == 6)
  }

  @Test func `tells once that the disk is full, and counts on`() throws {
    let writer = try writer("/dev/full")
    for _ in 0..<3 {
      writer.append(Array("a\nb\n".utf8))
      #expect(writer.flush(within: .seconds(20)))
    }
    #expect(writer.takeLost() == 6)
    #expect(reports.all == [.failed(FileError(path: "/dev/full", kind: .system(ENOSPC)))])
  }

  @Test func `goes on with the old file when there is no new one`() throws {
    let folder = "\(path).d"
    try #require(unsafe mkdir(folder, 0o700) == 0)
    defer { _ = unsafe rmdir(folder) }
    let writer = try writer("\(folder)/a")
    try #require(unsafe unlink("\(folder)/a") == 0)
    try #require(unsafe rmdir(folder) == 0)
    writer.reopen()
    writer.append(Array("on\n".utf8))
    #expect(writer.flush(within: .seconds(20)))
    #expect(reports.all == [.notReopened(FileError(path: "\(folder)/a", kind: .notFound))])
    #expect(writer.takeLost() == 0)
  }

  @Test func `is not made for what cannot be opened`() {
    for path in ["", "/tmp", "/tmp/none/none"] {
      #expect(throws: FileError.self) { _ = try self.writer(path) }
    }
  }
}

extension LineWriter.Report {
  fileprivate var isResumption: Bool {
    if case .resumed = self { true } else { false }
  }
}
