package import JSON

extension ListItem {
  /// Reads what decides about one object from its protobuf message, without its envelope.
  ///
  /// - Parameter readsLabels: without it labels are walked over.
  package init(
    protobufObject bytes: Span<UInt8>, readsLabels: Bool = true
  ) throws(ProtobufError) {
    let metadata = try ProtobufMetadata(object: bytes, readsLabels: readsLabels)
    guard !metadata.name.isEmpty else { throw ProtobufError(message: "object without a name") }
    self.init(name: metadata.name, uid: metadata.uid, labels: metadata.labels)
  }
}
