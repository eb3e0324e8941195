private import Synchronization

/// Finds the objects of a store by something that they say.
///
/// It changes with the store, in one step, so that nobody finds an object in the one and not in the
/// other. It remembers what each object said last: a change concerns what the object said before as
/// well as what it says now.
package final class Index<Key: Hashable & Sendable>: Sendable {
  /// What the store writes; it does not hold the store.
  private final class Table: Sendable {
    struct State {
      var keysOfObject: [ObjectKey: [Key]] = [:]
      var objectsOfKey: [Key: Set<ObjectKey>] = [:]
      /// What was said before or after the changes that were not taken yet.
      var changed: Set<Key> = []
    }

    let state = Mutex(State())

    /// Notes what an object says now.
    func update(_ object: ObjectKey, says new: [Key]) {
      state.withLock { state in
        let old = state.keysOfObject[object] ?? []
        state.keysOfObject[object] = new.isEmpty ? nil : new
        for key in old where !new.contains(key) {
          state.objectsOfKey[key]?.remove(object)
          if state.objectsOfKey[key]?.isEmpty == true { state.objectsOfKey[key] = nil }
        }
        for key in new { state.objectsOfKey[key, default: []].insert(object) }
        state.changed.formUnion(old)
        state.changed.formUnion(new)
      }
    }
  }

  private let store: Store<APIObject>
  private let keys: @Sendable (APIObject) -> [Key]
  private let table = Table()

  /// - Parameters:
  ///   - store: Where the objects are; nothing is in it yet.
  ///   - keys: What an object says.
  package init(of store: Store<APIObject>, by keys: @escaping @Sendable (APIObject) -> [Key]) {
    self.store = store
    self.keys = keys
    store.observe { [table] key, object in table.update(key, says: object.map(keys) ?? []) }
  }

  /// The objects that say this, in the order of their keys.
  package subscript(key: Key) -> [APIObject] {
    let objects = table.state.withLock { $0.objectsOfKey[key] ?? [] }
    // What changes between the two looks may say something else.
    return objects.sorted().compactMap { store[$0] }.filter { keys($0).contains(key) }
  }

  /// Everything that is said by any object now.
  var all: Set<Key> { table.state.withLock { Set($0.objectsOfKey.keys) } }

  /// Gives and forgets everything that was said before or after the changes since the last time.
  func takeChanged() -> Set<Key> {
    table.state.withLock { state in
      defer { state.changed = [] }
      return state.changed
    }
  }
}
