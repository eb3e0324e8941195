extension Timestamp {
  /// Appends the moment in UTC with microseconds, such as `2026-02-28T23:59:59.000001Z`.
  ///
  /// The same text as ``rfc3339(_:)`` gives, without a string in between.
  package func appendRFC3339(to bytes: inout [UInt8]) {
    let (days, second) = seconds.quotientAndRemainder(flooringBy: 86_400)
    let date = CivilDate(daysSince1970: days)
    Self.append(date.year, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.append(date.month, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.append(date.day, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    Self.append(second / 3600, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.append(second / 60 % 60, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.append(second % 60, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    Self.append(Int64(nanoseconds / 1000), digits: 6, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// Appends the last digits of a number, zeros in front.
  private static func append(_ number: Int64, digits: Int, to bytes: inout [UInt8]) {
    var unit: Int64 = 1
    for _ in 1..<digits { unit *= 10 }
    while unit > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: abs(number / unit % 10)))
      unit /= 10
    }
  }
}
