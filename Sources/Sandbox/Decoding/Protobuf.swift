import JSON

/// Objects in the protobuf encoding of the built-in kinds, as Go's generated code has it.
enum Protobuf {
  /// The object in a message; `kind` and `apiVersion` are not in it.
  static func decode(
    _ bytes: [UInt8], as message: String
  ) throws(ProtobufError) -> JSONValue {
    guard let message = WireMessage.named(message) else {
      throw ProtobufError(message: "no protobuf for \(message)")
    }
    var fields = ProtobufFields(message.structure)
    try fields.read(ProtobufReader(bytes), as: message)
    return .object(fields.object())
  }

  /// The message of an object, which is in the shape of its schema.
  static func encode(_ value: JSONValue, as message: String) -> [UInt8] {
    guard let message = WireMessage.named(message) else { return [] }
    var writer = ProtobufWriter()
    writer.fields(value.object ?? [:], of: message)
    return writer.bytes
  }

  /// One frame of a watch: its length in four bytes, and a `WatchEvent`.
  ///
  /// - Parameter object: what changed, in its envelope.
  static func watchFrame(type: String, object: [UInt8]) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, type)
    writer.message(2) { $0.bytes(1, object) }
    let length = UInt32(writer.bytes.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + writer.bytes
  }
}
