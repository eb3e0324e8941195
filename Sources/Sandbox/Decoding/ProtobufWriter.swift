/// Writes fields one after the other.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  private mutating func key(_ number: Int, _ type: WireType) {
    varint(UInt64(number) << 3 | UInt64(type.rawValue))
  }

  mutating func varint(_ number: Int, _ value: UInt64) {
    key(number, .varint)
    varint(value)
  }

  /// A negative number takes ten bytes, as in Go.
  mutating func integer(_ number: Int, _ value: some FixedWidthInteger & SignedInteger) {
    varint(number, UInt64(bitPattern: Int64(value)))
  }

  mutating func fixed64(_ number: Int, _ value: UInt64) {
    key(number, .fixed64)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  mutating func bytes(_ number: Int, _ value: some Collection<UInt8>) {
    key(number, .bytes)
    varint(UInt64(value.count))
    bytes += value
  }

  mutating func string(_ number: Int, _ value: String) { bytes(number, value.utf8) }

  /// A message, which `body` writes.
  mutating func message(_ number: Int, _ body: (inout ProtobufWriter) -> Void) {
    key(number, .bytes)
    let start = bytes.count
    body(&self)
    var length = ProtobufWriter()
    length.varint(UInt64(bytes.count - start))
    bytes.insert(contentsOf: length.bytes, at: start)
  }
}
