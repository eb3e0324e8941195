import KubernetesAPI
import Synchronization

/// Every object of the cluster, in memory, and the recent history of them.
///
/// There is one revision for everything, as in etcd. All writes go through `write`, one after the
/// other; what is read is immutable.
final class ObjectStore: Sendable {
  private let state: Mutex<StoreState>

  /// An empty store that remembers so many changes; older ones are compacted away.
  init(history: Int = 100_000) {
    state = Mutex(StoreState(capacity: history))
  }

  /// The revision of the last change.
  var revision: UInt64 { state.withLock { $0.revision } }

  /// The object under a key; nil when there is none.
  func object(_ resource: GroupResource, _ namespace: String, _ name: String) -> StoredObject? {
    state.withLock { $0.shelves[resource]?[ObjectKey(namespace, name)] }
  }

  /// The objects of a resource by namespace and name, in one namespace or in all, and the revision
  /// they are of.
  ///
  /// - Parameter revision: the moment of the answer; nil for now.
  /// - Throws: `compacted` when the history does not reach back so far.
  func objects(
    _ resource: GroupResource, in namespace: String? = nil, at revision: UInt64? = nil
  ) throws(StoreError) -> (objects: [StoredObject], revision: UInt64) {
    try state.withLock { state throws(StoreError) in
      let shelf = try state.shelf(resource, at: revision)
      return (shelf.objects(in: namespace), revision ?? state.revision)
    }
  }

  /// The same of now, which cannot fail.
  func objects(_ resource: GroupResource, in namespace: String? = nil) -> [StoredObject] {
    state.withLock { $0.shelves[resource]?.objects(in: namespace) ?? [] }
  }

  /// Changes the store; `body` sees what was written before it, and nobody writes between.
  ///
  /// All or nothing: a body that throws has changed nothing. A dry run answers what the body says,
  /// and changes nothing either.
  func write<Value: Sendable>(
    isDryRun: Bool = false, _ body: (inout StoreTransaction) throws(Status) -> Value
  ) throws(Status) -> Value {
    let (result, waiters) = state.withLock { state -> (Result<Value, Status>, [StoreWaiter]) in
      var transaction = StoreTransaction(state, isDryRun: isDryRun)
      state = StoreState(capacity: 0)  // The transaction is the only owner while it runs.
      do throws(Status) {
        let value = try body(&transaction)
        let isKept = transaction.hasChanged && !isDryRun
        state = isKept ? transaction.commit() : transaction.rollBack()
        return (.success(value), isKept ? state.takeWaiters() : [])
      } catch {
        state = transaction.rollBack()
        return (.failure(error), [])
      }
    }
    for waiter in waiters { waiter.resume() }
    return try result.get()
  }

  /// The changes after a revision, oldest first.
  ///
  /// A copy of that part: one that shared the history's storage would make the next write copy all
  /// of it for as long as somebody reads.
  ///
  /// - Throws: `compacted` when the history does not reach back so far.
  func changes(after revision: UInt64) throws(StoreError) -> [Change] {
    try state.withLock { state throws(StoreError) in Array(try state.changes(after: revision)) }
  }

  /// The changes of some resources after a revision, oldest first, and the revision they reach to.
  ///
  /// Picks them where they are: a part of the history that somebody holds would be copied by the
  /// next write.
  ///
  /// - Throws: `compacted` when the history does not reach back so far.
  func changes(
    after revision: UInt64, of resources: Set<GroupResource>
  ) throws(StoreError) -> (changes: [Change], revision: UInt64) {
    try state.withLock { state throws(StoreError) in
      let changes = try state.changes(after: revision).filter { resources.contains($0.resource) }
      return (changes, state.revision)
    }
  }

  /// Suspends until the store's revision is above `revision` or the task is cancelled.
  func waitForChange(after revision: UInt64) async {
    let ticket = state.withLock { $0.nextTicket() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.revision > revision || Task.isCancelled { return true }
          state.waiters[ticket] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume()
    }
  }
}

/// Somebody who waits for a change.
typealias StoreWaiter = CheckedContinuation<Void, Never>
