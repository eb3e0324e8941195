import KubernetesAPI

/// One step of the store's history.
struct Change: Sendable {
  /// What became of the object.
  enum Kind: String, Sendable {
    case added = "ADDED"
    case modified = "MODIFIED"
    case deleted = "DELETED"
  }

  /// The store's revision after this step.
  let revision: UInt64
  let kind: Kind
  let resource: GroupResource
  /// The object after the step; of a deletion its last state, at the revision of the deletion.
  let object: StoredObject
  /// The object before the step; nil when it is new.
  let previous: StoredObject?
}
