/// Why bytes are no message; in the words of Go's generated code where there are some.
package struct ProtobufError: Error, Sendable, Equatable {
  /// One clause for the log, or for who sent the bytes.
  package let message: String

  /// An error with these words.
  package init(message: String) { self.message = message }

  /// The bytes end within a value, or a length lies.
  package static let truncated = ProtobufError(message: "unexpected EOF")
  /// A number of more than 64 bits.
  package static let overflow = ProtobufError(message: "proto: integer overflow")
  /// Messages within messages, beyond reason.
  package static let nested = ProtobufError(message: "proto: nested too deeply")
  /// A number in more bytes than it needs, which nobody writes.
  package static let overlong = ProtobufError(message: "proto: number in too many bytes")
  /// Text that is not UTF-8.
  package static let notText = ProtobufError(message: "proto: string is not UTF-8")
}

extension ProtobufError {
  /// A value that is delimited in another way than its field's.
  package static func wrong(_ type: WireType) -> ProtobufError {
    ProtobufError(message: "proto: wrong wireType = \(type.rawValue)")
  }

  /// A key that has a type that is none, or a number that no field has.
  static func illegal(_ key: UInt64) -> ProtobufError {
    WireType(key) == nil
      ? ProtobufError(message: "proto: illegal wireType \(key & 7)")
      : ProtobufError(message: "proto: illegal tag \(key >> 3) (wire type \(key & 7))")
  }

  /// A field that is there once at most: of two, readers take one, the other, or both.
  package static func repeated(_ name: StaticString) -> ProtobufError {
    ProtobufError(message: "proto: field \(name) is there twice")
  }

  /// A field that no such message has.
  package static func unknown(_ number: Int, of message: String) -> ProtobufError {
    ProtobufError(message: "proto: \(message) has no field \(number)")
  }
}
