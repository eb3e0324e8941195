import Testing

@testable import Wire

@Suite struct `A timestamp` {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0, 0), ("1969-12-31T23:59:59.5Z", -1, 500_000_000),
      ("2000-02-29T12:00:00Z", 951_825_600, 0), ("1994-11-06T08:49:37Z", 784_111_777, 0),
      ("2026-02-28T23:59:59.000000001Z", 1_772_323_199, 1),
      ("2026-02-28T23:59:59.1234567899Z", 1_772_323_199, 123_456_789),
      ("1996-12-19T16:39:57-08:00", 851_042_397, 0), ("1990-12-31t23:59:59z", 662_687_999, 0),
      ("2024-01-01T05:30:00+05:30", 1_704_067_200, 0), ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
      ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
    ] as [(String, Int64, Int32)])
  func `is read`(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) {
    #expect(
      Timestamp(rfc3339: text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(arguments: [
    "", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
    "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00Z ", "2026-1-01T00:00:00Z",
    "2026-01-01T00:00:00+0000", "2026-01-01T00:00:00+24:00", "+026-01-01T00:00:00Z", "now",
  ])
  func `is refused`(_ text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func `is written with as many digits as asked for`() {
    let moment = Timestamp(seconds: 1_772_323_199, nanoseconds: 1_234_567)
    #expect(moment.rfc3339() == "2026-02-28T23:59:59Z")
    #expect(moment.rfc3339(.microseconds) == "2026-02-28T23:59:59.001234Z")
    #expect(moment.rfc3339(.nanoseconds) == "2026-02-28T23:59:59.001234567Z")
    #expect(Timestamp(seconds: 784_111_777).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(Timestamp(seconds: -1).httpDate == "Wed, 31 Dec 1969 23:59:59 GMT")
  }

  @Test func `comes back from its text whatever the day`() {
    var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<2_000 {
      let moment = Timestamp(
        seconds: Int64.random(in: -62_135_596_800...253_402_300_799, using: &random),
        nanoseconds: Int32.random(in: 0..<1_000_000_000, using: &random))
      #expect(Timestamp(rfc3339: moment.rfc3339(.nanoseconds)) == moment)
    }
  }

  @Test func `of today is later than this program's first day`() {
    #expect(SystemClock.now > Timestamp(seconds: 1_700_000_000))
    let before = SystemClock.monotonicNanoseconds
    #expect(SystemClock.monotonicNanoseconds >= before)
  }

  private struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
