/// How lists are merged (`x-kubernetes-list-type`, `patchStrategy`).
struct ListKind: Sendable, Hashable {
  /// What server-side apply makes of two lists.
  enum Apply: Sendable, Hashable {
    /// One owner for the whole list.
    case atomic
    /// Scalars, each owned.
    case set
    /// Objects told apart by these fields.
    case map(keys: [String])
  }

  var apply: Apply = .atomic
  /// The field by which a strategic merge patch tells elements apart (`patchMergeKey`); empty for a
  /// merged list of scalars, nil for a list that is replaced.
  var mergeKey: String?

  /// A list that is replaced as a whole.
  static let atomic = ListKind()
}
