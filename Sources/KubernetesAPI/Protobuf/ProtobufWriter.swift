/// Writes fields one after the other.
package struct ProtobufWriter {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Creates a writer of an empty message.
  package init() {}

  /// A number without a field, such as a length.
  package mutating func varint(_ value: UInt64) {
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

  /// A number.
  package mutating func varint(_ number: Int, _ value: UInt64) {
    key(number, .varint)
    varint(value)
  }

  /// A number that can be negative; it takes ten bytes then, as in Go.
  package mutating func integer(
    _ number: Int, _ value: some FixedWidthInteger & SignedInteger
  ) {
    varint(number, UInt64(bitPattern: Int64(value)))
  }

  /// Eight bytes, the least significant first.
  package mutating func fixed64(_ number: Int, _ value: UInt64) {
    key(number, .fixed64)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// Bytes, or a message that was written already.
  package mutating func bytes(_ number: Int, _ value: some Collection<UInt8>) {
    key(number, .bytes)
    varint(UInt64(value.count))
    bytes += value
  }

  /// Text.
  package mutating func string(_ number: Int, _ value: String) { bytes(number, value.utf8) }

  /// A message, which `body` writes.
  package mutating func message(_ number: Int, _ body: (inout ProtobufWriter) -> Void) {
    key(number, .bytes)
    let start = bytes.count
    body(&self)
    var length = ProtobufWriter()
    length.varint(UInt64(bytes.count - start))
    bytes.insert(contentsOf: length.bytes, at: start)
  }
}
