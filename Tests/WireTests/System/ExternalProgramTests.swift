import Glibc
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(5))) struct `A program of somebody else` {
  /// What a line of the shell comes to.
  private func shell(
    _ line: String, _ environment: [String: String] = [:], limit: Int = 1000,
    within time: Interval = .seconds(30)
  ) throws(ProgramError) -> ExternalProgram.Result {
    try ExternalProgram(
      path: "/bin/sh", arguments: ["-c", line], environment: environment
    ).run(limit: limit, within: time)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `is heard on both streams, and its exit code is known`() throws {
    let result = try shell("echo out; echo err >&2; exit 7")
    #expect(text(result.output) == "out\n" && text(result.errors) == "err\n" && result.code == 7)
    #expect(try shell("kill -9 $$").code == 137)
  }

  @Test func `gets its words as they are, without a shell`() throws {
    let words = ["one two", "$HOME", "", "a\nb"]
    let result = try ExternalProgram(
      path: "/usr/bin/printf", arguments: ["<%s>"] + words, environment: [:]
    ).run(limit: 1000, within: .seconds(30))
    #expect(text(result.output) == words.map { "<\($0)>" }.joined())
    #expect(throws: ProgramError.invalidWord) { try shell("true", ["A": "\0"]) }
  }

  @Test func `has the environment it is given, nothing to read, and no descriptor of ours`() throws
  {
    let result = try shell("echo $A; cat; ls /proc/self/fd", ["A": "b", "PATH": "/bin:/usr/bin"])
    // The last is what ls reads the folder by.
    #expect(text(result.output) == "b\n0\n1\n2\n3\n")
    #expect(try text(shell("/usr/bin/env | /bin/grep -c ^A=", ["A": "b"]).output) == "1\n")
  }

  @Test func `is killed with what it started when it takes too long`() throws {
    let folder = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"
    try FolderContents.make(folder)
    defer { _ = unsafe (unlink("\(folder)/id"), rmdir(folder)) }
    #expect(throws: ProgramError.timedOut) {
      // It holds what is read, and its parent waits for it.
      try shell(
        "/bin/sleep 300 & echo $! >\(folder)/id; wait", within: .milliseconds(500))
    }
    let id = try #require(
      pid_t(text(try FileContents.read("\(folder)/id")).filter { !$0.isNewline }))
    var tries = 0
    // It is gone, or a zombie of whoever adopted it.
    while isRunning(id), tries < 1000 {
      usleep(1000)
      tries += 1
    }
    #expect(!isRunning(id))
  }

  private func isRunning(_ id: pid_t) -> Bool {
    guard let bytes = try? FileContents.read("/proc/\(id)/stat") else { return false }
    return !text(bytes).contains(") Z ")
  }

  @Test func `is killed when it closes what it writes into and goes on`() throws {
    #expect(throws: ProgramError.timedOut) {
      try shell("exec >&- 2>&-; exec /bin/sleep 300", within: .milliseconds(300))
    }
  }

  @Test func `may not write without end`() throws {
    let endless = "while :; do echo 0123456789; done"
    #expect(throws: ProgramError.tooMuch(limit: 1000)) { try shell(endless) }
    let loud = try shell("i=0; while [ $i -lt 9000 ]; do echo 0123456789 >&2; i=$((i+1)); done")
    #expect(loud.code == 0 && loud.errors.count == 16 * 1024)
  }

  @Test func `can be ended by signals that are blocked or ignored here`() throws {
    var (before, blocked) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&blocked)
    unsafe sigaddset(&blocked, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(try shell("kill -TERM $$; sleep 1; echo alive").code == 143)
  }

  @Test func `is looked for in the folders of a path that are no relative ones`() throws {
    #expect(ExternalProgram.path(of: "sh", searching: "/nowhere:/bin:/usr/bin") == "/bin/sh")
    #expect(ExternalProgram.path(of: "sh", searching: "::bin:.") == nil)
    #expect(ExternalProgram.path(of: "/bin/sh", searching: "") == "/bin/sh")
    // Neither a folder nor a file that is no program.
    #expect(ExternalProgram.path(of: "/bin", searching: "") == nil)
    #expect(ExternalProgram.path(of: "passwd", searching: "/etc") == nil)
    #expect(throws: ProgramError.notFound) {
      try ExternalProgram(path: "/nowhere/at-all", arguments: [], environment: [:])
        .run(limit: 1, within: .seconds(1))
    }
  }
}
