/// Why bytes are no message; in the words of Go's generated code where there are some.
struct ProtobufError: Error, Sendable, Equatable {
  let message: String

  /// The bytes end within a value, or a length lies.
  static let truncated = ProtobufError(message: "unexpected EOF")
  /// A number of more than 64 bits.
  static let overflow = ProtobufError(message: "proto: integer overflow")
  /// Groups within groups, beyond reason.
  static let nested = ProtobufError(message: "proto: nested too deeply")
}

extension ProtobufError {
  /// A value that is delimited in another way than its field's.
  static func wrong(_ type: WireType) -> ProtobufError {
    ProtobufError(message: "proto: wrong wireType = \(type.rawValue)")
  }
}
