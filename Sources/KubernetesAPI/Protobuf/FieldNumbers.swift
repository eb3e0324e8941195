/// Which fields of a message were met; protobuf lets the last of two win, or merges both.
package struct FieldNumbers: Sendable {
  private var bits: UInt64 = 0

  /// The set of no fields.
  package init() {}

  /// Notes a field; throws when it was met before.
  ///
  /// Numbers beyond those of the messages that are read strictly are unknown anyway.
  package mutating func insert(_ number: Int, of message: String) throws(ProtobufError) {
    guard number < 64 else { throw .unknown(number, of: message) }
    guard bits & (1 << UInt64(number)) == 0 else {
      throw ProtobufError(message: "proto: \(message) has field \(number) twice")
    }
    bits |= 1 << UInt64(number)
  }

  /// Whether the field was met.
  package func contains(_ number: Int) -> Bool {
    number < 64 && bits & (1 << UInt64(number)) != 0
  }
}
