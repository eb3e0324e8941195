internal import JSON

/// What protobuf objects are wrapped in: four bytes and a `runtime.Unknown`.
///
/// Source: apimachinery's `pkg/runtime/serializer/protobuf` and `runtime/generated.proto`.
package struct ProtobufEnvelope: Sendable, Equatable {
  /// The version and group of the object.
  package var apiVersion: String
  /// The kind of the object.
  package var kind: String
  /// The message itself.
  package var raw: [UInt8]

  /// What every envelope begins with: `k8s` and a zero.
  package static let mark: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// An envelope of these values.
  package init(apiVersion: String, kind: String, raw: [UInt8]) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.raw = raw
  }

  /// Whether the bytes begin as an envelope does.
  package static func isOne(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= mark.count else { return false }
    return mark.indices.allSatisfy { bytes[$0] == mark[$0] }
  }

  /// Opens an envelope.
  package init(
    _ bytes: Span<UInt8>, as rules: ProtobufReader.Rules = .strict
  ) throws(ProtobufError) {
    let head = try ProtobufHead(bytes, as: rules)
    self.init(apiVersion: head.apiVersion, kind: head.kind, raw: [])
    bytes.extracting(head.raw).append(to: &raw)
  }

  /// The envelope as it is sent.
  package func wrapped() -> [UInt8] {
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
}
