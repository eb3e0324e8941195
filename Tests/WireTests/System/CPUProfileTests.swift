import Testing
import Wire

@Suite(.serialized, .timeLimit(.minutes(5))) struct `A profile of the processor` {
  /// What is in a profile: the words of its head and its end, and the chains of callers between.
  private struct Reading {
    var head: [UInt64] = []
    var chains: [[UInt64]] = []
    var end: [UInt64] = []
    var maps = ""

    init(_ bytes: [UInt8]) {
      var next = 0
      func word() -> UInt64 {
        defer { next += 8 }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[next + $1]) << UInt64(8 * $1) }
      }
      for _ in 0..<5 { head.append(word()) }
      while true {
        let (count, depth) = (word(), word())
        if count == 0 {
          end = [count, depth, word()]
          break
        }
        chains.append((0..<depth).map { _ in word() })
      }
      maps = String(decoding: bytes[next...], as: UTF8.self)
    }
  }

  /// Works for so many seconds of the processor.
  private static func work(_ seconds: Double) -> UInt64 {
    let start = ResourceUsage.current
    var sum: UInt64 = 1
    while true {
      for round in 0..<100_000 as Range<UInt64> { sum = sum &* 6_364_136_223_846_793_005 &+ round }
      let now = ResourceUsage.current
      let used = now.userNanoseconds &- start.userNanoseconds
      if Double(used) > seconds * 1e9 { return sum }
    }
  }

  @Test func `holds a sample for each hundredth of a second, and where code is`() throws {
    try CPUProfile.begin(seconds: 5)
    let sum = Self.work(0.5)
    let reading = Reading(CPUProfile.end())
    #expect(sum != 0 && reading.head == [0, 3, 0, 10_000, 0] && reading.end == [0, 1, 0])
    // A busy machine's timer is late, and never early; other tests work at the same time.
    #expect((5...2_000).contains(reading.chains.count), "\(reading.chains.count)")
    let code = reading.maps.split(separator: "\n").filter { $0.contains("r-xp") }.compactMap {
      line in
      let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap {
        UInt64($0, radix: 16)
      }
      return bounds.count == 2 ? bounds[0]..<bounds[1] : nil
    }
    for chain in reading.chains {
      #expect((1...64).contains(chain.count))
      #expect(code.contains { $0.contains(chain.first ?? 0) })
    }
    #expect(reading.chains.contains { $0.count > 3 })
  }

  @Test func `can be taken again and again, and leaves nothing running`() throws {
    for _ in 0..<20 {
      try CPUProfile.begin(seconds: 1)
      _ = Self.work(0.01)
      _ = CPUProfile.end()
    }
    _ = Self.work(0.1)
    try CPUProfile.begin(seconds: .max)
    #expect(Reading(CPUProfile.end()).chains.count < 100)
  }
}
