import Glibc
import Testing

@testable import Wire

@Suite struct `The process` {
  @Test func `hears its signals through a descriptor`() throws {
    var before = sigset_t()
    unsafe pthread_sigmask(SIG_BLOCK, nil, &before)
    // Other tests run on this thread afterwards.
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    let signals = try Signals()
    #expect(signals.next() == nil)
    // Sent to this thread alone.
    raise(SIGHUP)
    raise(SIGTERM)
    raise(SIGPIPE)
    var heard: [Signals.Signal] = []
    while let signal = signals.next() { heard.append(signal) }
    #expect(heard == [.hangUp, .terminate])
    raise(SIGINT)
    #expect(signals.next() == .interrupt)
    #expect(signals.next() == nil)
  }

  @Test func `knows what it uses`() {
    var work: [Int] = []
    for number in 0..<2_000_000 { work.append(number & work.count) }
    let usage = ResourceUsage.current
    #expect(work.count == 2_000_000)
    #expect(usage.userNanoseconds > 0)
    #expect(usage.residentBytes > 1 << 20)
    #expect(usage.peakResidentBytes > 1 << 20)
    let limit = ResourceUsage.raiseOpenFileLimit()
    #expect(limit >= usage.openFileLimit)
    #expect(ResourceUsage.current.openFileLimit == limit)
  }

  @Test func `writes whole lines`() throws {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    StandardStream.write("first", to: ends[1])
    StandardStream.write("", to: ends[1])
    close(ends[1])
    #expect(try FileContents.read("/dev/fd/\(ends[0])") == Array("first\n\n".utf8))
    close(ends[0])
  }
}
