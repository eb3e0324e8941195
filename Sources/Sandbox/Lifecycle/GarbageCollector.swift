import JSON
import KubernetesAPI

/// Deletes what nobody owns any more (`pkg/controller/garbagecollector`).
struct GarbageCollector: Controller {
  /// The objects that refer to an owner, by its uid.
  private(set) var dependents: [String: Set<Place>] = [:]
  /// Where each object is, by its uid.
  private var places: [String: Place] = [:]
  /// The owners that were seen to go while something referred to them; their kind may be gone too.
  private var gone: Set<String> = []
  private var queue: [Place] = []
  private var queued: Set<Place> = []
  /// The objects with an owner of a kind that is not served.
  private var unresolved: [Owner.Kind: Set<Place>] = [:]

  mutating func notice(_ change: Change) {
    guard change.resource.resource != "events" else { return }
    let place = Place(change.resource, change.object)
    let isGone = change.kind == .deleted
    let old = change.previous?.value["metadata", "ownerReferences"]
    let new = isGone ? nil : change.object.value["metadata", "ownerReferences"]
    if old != new || change.previous == nil {
      noticeOwners(of: place, old: old, new: new)
    }
    guard !isGone else {
      places[place.uid] = nil
      if dependents[place.uid] != nil { gone.insert(place.uid) }
      for dependent in dependents[place.uid]?.sorted() ?? [] { enqueue(dependent) }
      return
    }
    places[place.uid] = place
    let finalizers = change.object.value.finalizers
    guard change.object.value.isBeingDeleted,
      finalizers.contains(GarbageFinalizer.orphan)
        || finalizers.contains(GarbageFinalizer.foreground)
    else { return }
    enqueue(place)
    guard finalizers.contains(GarbageFinalizer.foreground) else { return }
    for dependent in dependents[place.uid]?.sorted() ?? [] { enqueue(dependent) }
  }

  private mutating func noticeOwners(of place: Place, old: JSONValue?, new: JSONValue?) {
    let oldOwners = (old?.array ?? []).map(Owner.init)
    let newOwners = (new?.array ?? []).map(Owner.init)
    for owner in oldOwners {
      dependents[owner.uid]?.remove(place)
      if dependents[owner.uid]?.isEmpty == true {
        dependents[owner.uid] = nil
        gone.remove(owner.uid)
      }
      // An owner may wait for this one.
      if let waiting = places[owner.uid] { enqueue(waiting) }
    }
    for owner in newOwners { dependents[owner.uid, default: []].insert(place) }
    if !newOwners.isEmpty { enqueue(place) }
  }

  private mutating func enqueue(_ place: Place) {
    if queued.insert(place).inserted { queue.append(place) }
  }

  mutating func act(in scene: Scene) {
    for (kind, waiting) in unresolved
    where scene.catalog.resource(group: kind.group, version: kind.version, kind: kind.kind) != nil {
      unresolved[kind] = nil
      for place in waiting.sorted() { enqueue(place) }
    }
    var next = 0
    while next < queue.count {
      let place = queue[next]
      queued.remove(place)
      next += 1
      let goneOwners = gone
      let mine = dependents[place.uid]?.sorted() ?? []
      // No precondition is given, so nothing is refused; what is goes on with the next change.
      let outcome = try? scene.store.write { transaction throws(Status) in
        try GarbageCollection(scene, place, mine, gone: goneOwners).run(&transaction)
      }
      switch outcome {
      case .unresolved(let kind)?: unresolved[kind, default: []].insert(place)
      case .blocked(let blocking)?: for dependent in blocking { enqueue(dependent) }
      case .done?, nil: break
      }
    }
    queue.removeAll(keepingCapacity: true)
  }
}
