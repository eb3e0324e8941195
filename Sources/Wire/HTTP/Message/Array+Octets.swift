/// Appending what HTTP messages are made of, without values in between.
extension [UInt8] {
  mutating func append(_ text: StaticString) {
    unsafe append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  mutating func append(_ octets: Span<UInt8>, _ range: Range<Int>) {
    unsafe octets.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  mutating func append(decimal number: UInt64) {
    guard number > 9 else { return append(.zero &+ UInt8(truncatingIfNeeded: number)) }
    var divisor: UInt64 = 10
    while number / divisor > 9 { divisor *= 10 }
    while divisor > 0 {
      append(.zero &+ UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  mutating func append(hexadecimal number: UInt64) {
    var shift = (15 - Swift.min(15, number.leadingZeroBitCount / 4)) * 4
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(shift)) & 0x0F
      append(digit < 10 ? .zero + digit : 0x61 - 10 + digit)
      shift -= 4
    }
  }
}
