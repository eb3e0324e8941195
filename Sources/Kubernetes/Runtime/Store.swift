private import Synchronization

/// What is known of one resource: written by one writer, read by anybody.
///
/// Readers take values and never wait for a relist: it is staged by the writer and swapped in
/// whole. One lock holds the dictionary; it is held for a lookup or a change of one entry.
package final class Store<Object: KubernetesObject>: Sendable {
  private struct State {
    var objects: [ObjectKey: Object] = [:]
    var resourceVersion: String?
    var heard: Duration?
    var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
    var observers: [@Sendable (ObjectKey, Object?) -> Void] = []
    var nextWaiter = 0
    var hasWriter = false

    /// Tells the observers what an object is now.
    func tell(_ key: ObjectKey) {
      for observer in observers { observer(key, objects[key]) }
    }

    mutating func note(_ version: String, _ now: Duration) {
      heard = now
      if resourceVersion != nil, !version.isEmpty { resourceVersion = version }
    }
  }

  private let state = Mutex(State())

  /// A store that knows nothing yet.
  package init() {}

  /// The store's one writer; asking twice is a mistake of the program and ends it.
  package func writer() -> Writer {
    let isFirst = state.withLock { state in
      defer { state.hasWriter = true }
      return !state.hasWriter
    }
    precondition(isFirst, "a store has one writer")
    return Writer(store: self)
  }

  /// Has every change told to somebody in the same step, so that what they keep is never behind.
  ///
  /// - Parameter body: Takes an object as it is now, nil when it is gone. It is called under the
  ///   store's lock: it is short, and asks the store nothing.
  func observe(_ body: @escaping @Sendable (ObjectKey, Object?) -> Void) {
    state.withLock { $0.observers.append(body) }
  }

  /// All objects known now.
  package var snapshot: [ObjectKey: Object] { state.withLock { $0.objects } }

  /// How many objects are known now.
  package var count: Int { state.withLock { $0.objects.count } }

  /// Whether a whole list was taken in once; what the store says before is nothing.
  package var isSynced: Bool { state.withLock { $0.resourceVersion != nil } }

  /// The resourceVersion up to which the store is the truth.
  package var resourceVersion: String? { state.withLock { $0.resourceVersion } }

  /// When the server last said something about this resource (list, event or bookmark), in the
  /// writer's time.
  package var heard: Duration? { state.withLock { $0.heard } }

  /// The object of a key, if it is known.
  package subscript(key: ObjectKey) -> Object? { state.withLock { $0.objects[key] } }

  /// Whether the store is synced and the server was heard within a time.
  package func isFresh(now: Duration, within silence: Duration) -> Bool {
    state.withLock { state in
      guard state.resourceVersion != nil, let heard = state.heard else { return false }
      return now - heard <= silence
    }
  }

  /// Waits until a whole list was taken in; throws when the waiting task is cancelled.
  package func waitUntilSynced() async throws(CancellationError) {
    let ticket = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    let synced = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known: Bool? = state.withLock { state in
          if state.resourceVersion != nil { return true }
          if Task.isCancelled { return false }
          state.waiters[ticket] = continuation
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume(returning: false)
    }
    if !synced { throw CancellationError() }
  }

  /// Writes a store, and nobody else does.
  package struct Writer: ~Copyable {
    /// The store that is written.
    package let store: Store

    private var staged: [ObjectKey: Object]?

    fileprivate init(store: Store) {
      self.store = store
    }

    /// Takes in one event.
    ///
    /// - Parameters:
    ///   - event: What the list-then-watch says.
    ///   - now: Monotonic time since any fixed origin.
    /// - Returns: The keys whose truth changed, deletions included.
    package mutating func apply(_ event: WatchEvent<Object>, now: Duration) -> [ObjectKey] {
      switch event {
      case .listing:
        staged = [:]
        return []
      case .listed(let objects):
        for object in objects { staged?[object.key] = object }
        return []
      case .synced(let resourceVersion):
        guard let objects = staged.take() else { return [] }
        return store.replace(with: objects, resourceVersion, now)
      case .applied(let object):
        return store.set(object, now)
      case .deleted(let key, let resourceVersion):
        return store.remove(key, resourceVersion, now)
      case .bookmark(let resourceVersion):
        store.note(resourceVersion, now)
        return []
      }
    }
  }

  private func replace(
    with objects: [ObjectKey: Object], _ resourceVersion: String, _ now: Duration
  ) -> [ObjectKey] {
    let (changed, waiters) = state.withLock { state in
      var changed = state.objects.keys.filter { objects[$0] == nil }
      for (key, object) in objects where !object.isSame(as: state.objects[key]) {
        changed.append(key)
      }
      state.objects = objects
      for key in changed { state.tell(key) }
      state.resourceVersion = resourceVersion
      state.heard = now
      defer { state.waiters = [:] }
      return (changed, state.waiters.values.map { $0 })
    }
    for waiter in waiters { waiter.resume(returning: true) }
    return changed
  }

  private func set(_ object: Object, _ now: Duration) -> [ObjectKey] {
    state.withLock { state in
      state.note(object.resourceVersion, now)
      if object.isSame(as: state.objects[object.key]) { return [] }
      state.objects[object.key] = object
      state.tell(object.key)
      return [object.key]
    }
  }

  private func remove(_ key: ObjectKey, _ version: String, _ now: Duration) -> [ObjectKey] {
    state.withLock { state in
      state.note(version, now)
      guard state.objects.removeValue(forKey: key) != nil else { return [] }
      state.tell(key)
      return [key]
    }
  }

  private func note(_ resourceVersion: String, _ now: Duration) {
    state.withLock { $0.note(resourceVersion, now) }
  }
}

extension KubernetesObject {
  /// Whether another record is of the same object at the same version.
  func isSame(as other: Self?) -> Bool {
    guard let other, !resourceVersion.isEmpty else { return false }
    return uid == other.uid && resourceVersion == other.resourceVersion
  }
}
