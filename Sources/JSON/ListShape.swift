/// Which array of an answer holds the items, and where in an item its ObjectMeta is.
package struct ListShape: Sendable, Equatable {
  /// The member of the answer that is the array.
  let array: ListKey

  /// The members that lead from an item to its ObjectMeta.
  let path: [ListKey]

  /// Every member such an answer may have; apimachinery's list types have no others.
  let envelope: [EnvelopeKey]

  /// A list of objects, whole or as PartialObjectMetadata: `items`, each with `metadata`.
  ///
  /// Source: the API conventions, section "Lists and simple kinds".
  package static let list = ListShape(
    array: .items, path: [.metadata], envelope: [.kind, .apiVersion, .metadata, .array])

  /// A `meta.k8s.io` Table: `rows`, each with `object.metadata`.
  ///
  /// A row has no object when the client asks for `includeObject=None`; such a row cannot be
  /// judged and is an error. Source: apimachinery's `meta/v1.Table`.
  package static let table = ListShape(
    array: .rows, path: [.object, .metadata],
    envelope: [.kind, .apiVersion, .metadata, .columnDefinitions, .array])

  /// The envelope's member of that name, nil when a list of this shape has none.
  func envelopeKey(_ bytes: Span<UInt8>) -> EnvelopeKey? {
    let key: EnvelopeKey
    if bytes.spells("kind") {
      key = .kind
    } else if bytes.spells("apiVersion") {
      key = .apiVersion
    } else if bytes.spells("metadata") {
      key = .metadata
    } else if bytes.spells("columnDefinitions") {
      key = .columnDefinitions
    } else if ListKey(bytes) == array {
      key = .array
    } else {
      return nil
    }
    return envelope.contains(key) ? key : nil
  }
}

/// A member of the answer around the items.
enum EnvelopeKey: UInt8, Sendable {
  case kind, apiVersion, metadata, columnDefinitions, array
}
