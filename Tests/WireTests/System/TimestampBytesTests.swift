import Testing
import Wire

@Suite struct TimestampBytesTests {
  @Test(arguments: [
    (0, 0), (-1, 999_999_999), (951_782_400, 1_000), (1_798_761_599, 123_456_789),
    (4_107_542_400, 999), (253_402_300_799, 999_999_999),
  ])
  func `the bytes are those of the text`(_ seconds: Int64, _ nanoseconds: Int32) {
    let moment = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    var bytes = Array("at ".utf8)
    moment.appendRFC3339(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "at \(moment.rfc3339(.microseconds))")
  }
}
