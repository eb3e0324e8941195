import JSON
import KubernetesAPI

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
    try fields.read(ProtobufReader(bytes.span, as: .go), as: message)
    return .object(fields.object())
  }

  /// The message of an object, which is in the shape of its schema.
  static func encode(_ value: JSONValue, as message: String) -> [UInt8] {
    guard let message = WireMessage.named(message) else { return [] }
    var writer = ProtobufWriter()
    writer.fields(value.object ?? [:], of: message)
    return writer.bytes
  }
}
