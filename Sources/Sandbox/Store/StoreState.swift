import KubernetesAPI

/// What the store's lock guards.
struct StoreState {
  var revision: UInt64 = 1
  var shelves: [GroupResource: Shelf] = [:]
  var waiters: [UInt64: StoreWaiter] = [:]
  /// The changes since `compacted`, oldest first.
  private var history: [Change] = []
  private let capacity: Int
  /// Everything up to this revision was forgotten.
  private var compacted: UInt64 = 1
  private var tickets: UInt64 = 0

  init(capacity: Int) { self.capacity = capacity }

  mutating func nextTicket() -> UInt64 {
    tickets += 1
    return tickets
  }

  mutating func takeWaiters() -> [StoreWaiter] {
    defer { waiters.removeAll(keepingCapacity: true) }
    return Array(waiters.values)
  }

  /// Takes a step.
  mutating func apply(_ change: Change) {
    let key = ObjectKey(change.object.namespace, change.object.name)
    shelves[change.resource, default: Shelf()].set(
      key, change.kind == .deleted ? nil : change.object)
    revision = change.revision
    history.append(change)
  }

  /// Takes the steps after a revision back, as if they had never been.
  mutating func takeBack(after revision: UInt64) {
    while let change = history.last, change.revision > revision {
      let key = ObjectKey(change.object.namespace, change.object.name)
      shelves[change.resource, default: Shelf()].set(key, change.previous)
      history.removeLast()
    }
    self.revision = revision
  }

  /// Forgets what the history has no room for; never while steps may be taken back.
  mutating func compact() {
    // Rarely and by halves, so that forgetting costs little a change.
    guard history.count > capacity * 2 else { return }
    compacted = history[history.count - capacity - 1].revision
    history.removeFirst(history.count - capacity)
  }

  func changes(after revision: UInt64) throws(StoreError) -> ArraySlice<Change> {
    guard revision >= compacted else { throw .compacted }
    guard revision <= self.revision else { throw .future(current: self.revision) }
    var (low, high) = (0, history.count)
    while low < high {
      let middle = (low + high) / 2
      if history[middle].revision <= revision { low = middle + 1 } else { high = middle }
    }
    return history[low...]
  }

  /// The objects of a resource at a moment: those of now with the later changes taken back.
  func shelf(_ resource: GroupResource, at moment: UInt64?) throws(StoreError) -> Shelf {
    var shelf = shelves[resource] ?? Shelf()
    guard let moment, moment != revision else { return shelf }
    for change in try changes(after: moment).reversed() where change.resource == resource {
      shelf.set(ObjectKey(change.object.namespace, change.object.name), change.previous)
    }
    return shelf
  }
}
