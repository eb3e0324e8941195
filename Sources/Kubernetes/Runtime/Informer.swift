private import Synchronization

/// Keeps whole objects of one collection at hand, and tells controllers what to look at when one
/// changes.
///
/// It is put together first, and follows the collection after that.
package final class Informer: Sendable {
  /// What is followed.
  package let collection: APICollection

  /// The objects.
  package let store = Store<APIObject>()

  private let isAbsent = Atomic<Bool>(false)
  private let listeners = Mutex<[@Sendable ([ObjectKey]) -> Void]>([])
  private let seeders = Mutex<[@Sendable () -> Void]>([])

  /// An informer of a collection.
  package init(_ collection: APICollection) {
    self.collection = collection
  }

  /// Whether the objects are known; false as well while the API server does not serve the resource,
  /// since nothing may be concluded from that.
  package var isServed: Bool { store.isSynced && !isAbsent.load(ordering: .acquiring) }

  /// The object of a key, if it is known.
  package subscript(key: ObjectKey) -> APIObject? { store[key] }

  /// Has a controller look at something whenever an object changes that said or says it, and at all of
  /// it by ``seed()``.
  ///
  /// - Parameters:
  ///   - keys: What an object says, such as the key under which it is reconciled.
  ///   - add: Takes what to look at.
  /// - Returns: The index by what objects say.
  @discardableResult
  package func index<Key: Hashable & Sendable>(
    by keys: @escaping @Sendable (APIObject) -> [Key],
    changed add: @escaping @Sendable (Set<Key>) -> Void = { _ in }
  ) -> Index<Key> {
    let index = Index(of: store, by: keys)
    onChange { _ in
      let changed = index.takeChanged()
      if !changed.isEmpty { add(changed) }
    }
    seeders.withLock { $0.append { add(index.all) } }
    return index
  }

  /// Has a controller told which objects changed, and of all of them by ``seed()``.
  package func look(_ body: @escaping @Sendable ([ObjectKey]) -> Void) {
    onChange(body)
    let store = store
    seeders.withLock { $0.append { body(Array(store.snapshot.keys)) } }
  }

  /// Has controllers look at everything that there is: one begins to work, and has heard nothing so far.
  package func seed() {
    for seeder in seeders.withLock(\.self) { seeder() }
  }

  /// Has somebody told which objects changed, each time after the store has the change.
  package func onChange(_ body: @escaping @Sendable ([ObjectKey]) -> Void) {
    listeners.withLock { $0.append(body) }
  }

  /// Follows the collection until the task is cancelled, which is once.
  ///
  /// - Parameters:
  ///   - client: Speaks to the API server.
  ///   - pace: Time and chance.
  ///   - report: Takes what is worth logging.
  package func run<Transport: APITransport>(
    client: APIClient<Transport>, pace: Pace,
    report: @escaping (Reflector<APIObject, Transport>.Report) -> Void = { _ in }
  ) async {
    let listeners = listeners.withLock(\.self)
    let reflector = Reflector<APIObject, Transport>(
      client: client, collection: collection, absentIsEmpty: true, pace: pace,
      report: { what in
        switch what {
        case .listed: self.isAbsent.store(false, ordering: .releasing)
        case .absent: self.isAbsent.store(true, ordering: .releasing)
        case .failed, .unreadable: break
        }
        report(what)
      })
    await reflector.run(into: store.writer()) { keys in
      for listener in listeners { listener(keys) }
    }
    // Who listens mostly holds the informer too, and nothing is told any more.
    self.listeners.withLock { $0 = [] }
    seeders.withLock { $0 = [] }
  }
}
