import JSON
import KubernetesAPI

/// The right to change the store, for as long as nobody else has it.
struct StoreTransaction {
  private var state: StoreState
  private let start: UInt64

  init(_ state: consuming StoreState) {
    start = state.revision
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
  /// - Returns: the object as it is stored.
  mutating func put(_ resource: GroupResource, _ value: JSONValue) -> StoredObject {
    let revision = state.revision + 1
    let object = StoredObject(value.atRevision(revision), revision: revision)
    let previous = self.object(resource, object.namespace, object.name)
    state.apply(
      Change(
        revision: revision, kind: previous == nil ? .added : .modified, resource: resource,
        object: object, previous: previous))
    return object
  }

  /// Takes an object away.
  ///
  /// - Returns: its last state, at the revision of the deletion.
  @discardableResult
  mutating func remove(_ resource: GroupResource, _ object: StoredObject) -> StoredObject {
    let revision = state.revision + 1
    let last = StoredObject(object.value.atRevision(revision), revision: revision)
    state.apply(
      Change(
        revision: revision, kind: .deleted, resource: resource, object: last, previous: object))
    return last
  }
}

extension JSONValue {
  /// The same object with another `metadata.resourceVersion`.
  func atRevision(_ revision: UInt64) -> JSONValue {
    var object = self
    // Custom objects are sorted by name, and so begin with another member than built-in ones.
    let isSorted = self.object?.keys.first == "apiVersion"
    object.setMetadata("resourceVersion", .string(String(revision)), isSorted: isSorted)
    return object
  }
}
