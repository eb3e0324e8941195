/// How a value is delimited in protobuf.
package enum WireType: UInt8, Sendable {
  case varint = 0
  case fixed64 = 1
  case bytes = 2
  case groupStart = 3
  case groupEnd = 4
  case fixed32 = 5

  /// The type in a field's key; nil for the two numbers that are none.
  @inline(__always)
  init?(_ key: UInt64) {
    switch key & 7 {
    case 0: self = .varint
    case 1: self = .fixed64
    case 2: self = .bytes
    case 3: self = .groupStart
    case 4: self = .groupEnd
    case 5: self = .fixed32
    default: return nil
    }
  }
}
