/// Tests of eight octets at once. The lowest mark of a result is exact; those above it may not be.
extension UInt64 {
  static var topBits: UInt64 { 0x8080_8080_8080_8080 }

  static var capitalBits: UInt64 { 0x2020_2020_2020_2020 }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// Marks octets below `limit`, which must not exceed 0x80.
  func octets(below limit: UInt8) -> UInt64 {
    (self &- Self.ones &* UInt64(limit)) & ~self & Self.topBits
  }

  func octets(equalTo value: UInt8) -> UInt64 {
    (self ^ Self.ones &* UInt64(value)).octets(below: 1)
  }

  /// Marks octets that are neither letters nor digits, `-` or `.`: exact for each of the eight.
  ///
  /// Seven bits and an offset below 0x80 never carry into the next octet.
  var octetsOutsideNames: UInt64 {
    let low = self & ~Self.topBits
    let folded = low | Self.capitalBits
    let letters = (folded &+ Self.ones &* 0x1F) & ~(folded &+ Self.ones &* 0x05)
    let digits = (low &+ Self.ones &* 0x50) & ~(low &+ Self.ones &* 0x46)
    let marks = (low &+ Self.ones &* 0x53) & ~(low &+ Self.ones &* 0x51)
    return ~((letters | digits | marks) & ~self) & Self.topBits
  }

  /// The index of the lowest marked octet.
  var firstOctet: Int { trailingZeroBitCount &>> 3 }
}
