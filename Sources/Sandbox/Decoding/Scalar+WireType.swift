import KubernetesAPI

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
