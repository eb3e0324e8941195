import JSON

/// What protobuf objects are wrapped in: four bytes and a `runtime.Unknown`.
struct ProtobufEnvelope: Sendable, Equatable {
  var apiVersion: String
  var kind: String
  /// The message itself.
  var raw: [UInt8]

  private static let mark: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  init(apiVersion: String, kind: String, raw: [UInt8]) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.raw = raw
  }

  /// Whether the bytes begin as an envelope does.
  static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: mark) }

  /// Opens an envelope.
  init(_ bytes: [UInt8]) throws(ProtobufError) {
    guard Self.isOne(bytes) else {
      throw ProtobufError(
        message: "provided data does not appear to be a protobuf message, expected prefix "
          + "[107 56 115 0]")
    }
    self.init(apiVersion: "", kind: "", raw: [])
    var reader = ProtobufReader(Array(bytes.dropFirst(Self.mark.count)))
    while let (number, type) = try reader.next() {
      switch (number, type) {
      case (1, .bytes):
        var meta = try reader.message()
        while let (number, type) = try meta.next() {
          switch (number, type) {
          case (1, .bytes): apiVersion = try meta.string()
          case (2, .bytes): kind = try meta.string()
          default: try meta.skip(type)
          }
        }
      case (2, .bytes): raw = Array(try reader.data())
      default: try reader.skip(type)
      }
    }
  }

  /// The envelope as it is sent.
  func wrapped() -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1) {
      $0.string(1, apiVersion)
      $0.string(2, kind)
    }
    writer.bytes(2, raw)
    writer.string(3, "")  // contentEncoding
    writer.string(4, "")  // contentType
    return Self.mark + writer.bytes
  }

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
