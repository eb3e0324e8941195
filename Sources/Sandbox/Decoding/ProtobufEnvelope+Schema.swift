import JSON
import KubernetesAPI

extension ProtobufEnvelope {
  /// Wraps an object of a built-in kind; nil when there is no message of its kind.
  init?(_ object: JSONValue) {
    let apiVersion = object["apiVersion"]?.string ?? ""
    let kind = object["kind"]?.string ?? ""
    guard let message = SchemaTable.message(apiVersion: apiVersion, kind: kind) else { return nil }
    self.init(apiVersion: apiVersion, kind: kind, raw: Protobuf.encode(object, as: message))
  }

  /// The object, `kind` and `apiVersion` included.
  func object() throws(ProtobufError) -> JSONValue {
    guard let message = SchemaTable.message(apiVersion: apiVersion, kind: kind) else {
      throw ProtobufError(
        message: "no kind \"\(kind)\" is registered for version \"\(apiVersion)\"")
    }
    var object: JSONObject = ["kind": .string(kind), "apiVersion": .string(apiVersion)]
    for (key, value) in try Protobuf.decode(raw, as: message).object ?? [:] { object[key] = value }
    return .object(object)
  }
}
