import Testing

@testable import Wire

@Suite struct `The pace of a body` {
  private static let start = Deadline(nanoseconds: 1_000)

  private static func at(_ seconds: UInt64) -> Deadline { start + .seconds(seconds) }

  private static func left(_ pace: BodyPace) -> UInt64 {
    (pace.deadline(from: start, wait: .seconds(100)).nanoseconds - start.nanoseconds)
      / 1_000_000_000
  }

  @Test func `gives its grace, and the wait of a read if that is shorter`() {
    let pace = BodyPace(grace: .seconds(30), rate: 256)
    #expect(pace.deadline(from: Self.start, wait: .seconds(60)) == Self.at(30))
    #expect(pace.deadline(from: Self.start, wait: .seconds(5)) == Self.at(5))
  }

  @Test func `counts waiting, and gives a second back for its bytes`() {
    var pace = BodyPace(grace: .seconds(30), rate: 256)
    pace.waited(from: Self.at(0), to: Self.at(20))
    #expect(Self.left(pace) == 10)
    pace.received(512)
    #expect(Self.left(pace) == 12)
    pace.waited(from: Self.at(20), to: Self.at(32))
    #expect(Self.left(pace) == 0)
    pace.waited(from: Self.at(32), to: Self.at(99))
    #expect(Self.left(pace) == 0)
  }

  @Test func `saves no more than its grace`() {
    var pace = BodyPace(grace: .seconds(30), rate: 256)
    pace.received(1 << 40)
    #expect(Self.left(pace) == 30)
    pace.received(.max)
    #expect(Self.left(pace) == 30)
  }

  @Test func `a byte a minute ends at the grace, and 256 bytes a second never do`() {
    var slow = BodyPace(grace: .seconds(30), rate: 256)
    var steady = slow
    for second in 0..<600 as Range<UInt64> {
      steady.waited(from: Self.at(second), to: Self.at(second + 1))
      steady.received(256)
      slow.waited(from: Self.at(second), to: Self.at(second + 1))
      if second.isMultiple(of: 60) { slow.received(1) }
      #expect(Self.left(steady) >= 29)
      if second > 30 { #expect(Self.left(slow) == 0) }
    }
  }

  @Test func `is none where no rate is asked for`() {
    var pace = BodyPace(grace: .seconds(30), rate: 0)
    pace.waited(from: Self.at(0), to: Self.at(10_000))
    #expect(pace.deadline(from: Self.start, wait: .seconds(60)) == Self.at(60))
  }
}
