extension ProtobufMessage {
  /// `core/v1`, as far as a new object has it.
  static let namespace = ProtobufMessage(
    "Namespace",
    [
      1: Field("metadata", .message(ownedMetadata)),
      2: Field(
        "spec", .message(ProtobufMessage("NamespaceSpec", [1: Field("finalizers", .strings)]))),
      3: Field("status", .message(ProtobufMessage("NamespaceStatus", [1: Field("phase")]))),
    ])

  /// Read so that a namespace that names an owner is refused for what it is, and not for a field that
  /// is not known.
  private static let ownedMetadata = ProtobufMessage(
    metadata.name,
    metadata.fields.merging([13: Field("ownerReferences", .messages(ownerReference))]) { $1 })

  /// `meta/v1`.
  private static let ownerReference = ProtobufMessage(
    "OwnerReference",
    [
      1: Field("kind"), 3: Field("name"), 4: Field("uid"), 5: Field("apiVersion"),
      6: Field("controller", .bool, isPointer: true),
      7: Field("blockOwnerDeletion", .bool, isPointer: true),
    ])
}
