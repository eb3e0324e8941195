import JSON
import KubernetesAPI

/// The right to change the store, for as long as nobody else has it.
struct StoreTransaction {
  private var state: StoreState
  private let start: UInt64
  /// Whether all of it is only tried (`DryRunnableStorage`).
  private let isDryRun: Bool

  init(_ state: consuming StoreState, isDryRun: Bool = false) {
    start = state.revision
    self.isDryRun = isDryRun
    self.state = state
  }

  /// Ends with the changes made.
  consuming func commit() -> StoreState {
    state.compact()
    return state
  }

  /// Ends as if nothing had been changed.
  consuming func rollBack() -> StoreState {
    state.takeBack(after: start)
    return state
  }

  /// Whether anything was put or removed.
  var hasChanged: Bool { state.revision > start }

  /// The revision of the last change.
  var revision: UInt64 { state.revision }

  func object(_ resource: GroupResource, _ namespace: String, _ name: String) -> StoredObject? {
    state.shelves[resource]?[ObjectKey(namespace, name)]
  }

  func objects(_ resource: GroupResource, in namespace: String? = nil) -> [StoredObject] {
    state.shelves[resource]?.objects(in: namespace) ?? []
  }

  /// Stores an object under its namespace and name, at a new revision, which it is given.
  ///
  /// - Returns: the object as it is stored; in a dry run at the revision it has already, if any.
  mutating func put(_ resource: GroupResource, _ value: JSONValue) -> StoredObject {
    let revision = state.revision + 1
    let object = StoredObject(value.atRevision(revision), revision: revision)
    let previous = self.object(resource, object.namespace, object.name)
    state.apply(
      Change(
        revision: revision, kind: previous == nil ? .added : .modified, resource: resource,
        object: object, previous: previous))
    guard isDryRun else { return object }
    let old = previous?.revision ?? 0
    return StoredObject(old == 0 ? value.withoutRevision : value.atRevision(old), revision: old)
  }

  /// Takes an object away.
  ///
  /// - Returns: its last state, at the revision of the deletion; in a dry run as it was.
  @discardableResult
  mutating func remove(_ resource: GroupResource, _ object: StoredObject) -> StoredObject {
    let revision = state.revision + 1
    let last = StoredObject(object.value.atRevision(revision), revision: revision)
    state.apply(
      Change(
        revision: revision, kind: .deleted, resource: resource, object: last, previous: object))
    return isDryRun ? object : last
  }
}

extension JSONValue {
  /// The same object without `metadata.resourceVersion`.
  fileprivate var withoutRevision: JSONValue {
    var object = self
    object["metadata"]?["resourceVersion"] = nil
    return object
  }

  /// The same object with another `metadata.resourceVersion`.
  func atRevision(_ revision: UInt64) -> JSONValue {
    var object = self
    // Custom objects are sorted by name, and so begin with another member than built-in ones.
    let isSorted = self.object?.keys.first == "apiVersion"
    object.setMetadata("resourceVersion", .string(String(revision)), isSorted: isSorted)
    return object
  }
}
