/// How a value is delimited in protobuf.
enum WireType: UInt8, Sendable {
  case varint = 0
  case fixed64 = 1
  case bytes = 2
  case groupStart = 3
  case groupEnd = 4
  case fixed32 = 5
}

extension Scalar {
  /// How the scalar is delimited.
  var wireType: WireType {
    switch self {
    case .bool, .int32, .int64: .varint
    case .double: .fixed64
    case .string, .bytes, .time, .microTime, .quantity, .intOrString, .json: .bytes
    case .duration: .bytes
    }
  }
}
