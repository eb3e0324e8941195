internal import JSON
internal import KubernetesAPI

/// What decides about one object in its envelope.
struct ProtobufObject {
  /// The kind the envelope says.
  let kind: String
  /// The object's name, uid and labels; the name is empty when it has none.
  let metadata: ProtobufMetadata

  /// Reads an object; a Status or a list is none.
  init(_ bytes: Span<UInt8>, readsLabels: Bool) throws(FilterError) {
    do throws(ProtobufError) {
      let head = try ProtobufHead(bytes)
      // Their first field is a ListMeta, whose first field is a link and not a name.
      guard head.kind != "Status", !head.kind.hasSuffix("List") else {
        throw ProtobufError(message: "a list or a Status in the place of an object")
      }
      kind = head.kind
      metadata = try ProtobufMetadata(
        object: bytes.extracting(head.raw), readsLabels: readsLabels)
    } catch { throw FilterError(error) }
  }

  /// What is judged.
  var item: ListItem {
    get throws(FilterError) {
      guard !metadata.name.isEmpty else { throw FilterError(description: "object without a name") }
      return ListItem(name: metadata.name, uid: metadata.uid, labels: metadata.labels)
    }
  }
}
