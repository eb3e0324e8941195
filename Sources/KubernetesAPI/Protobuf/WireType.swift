/// How a value is delimited in protobuf.
package enum WireType: UInt8, Sendable {
  case varint = 0
  case fixed64 = 1
  case bytes = 2
  case groupStart = 3
  case groupEnd = 4
  case fixed32 = 5
}
