import JSON
import KubernetesAPI

/// What the garbage collector does to one object
/// (`garbagecollector.go`, attemptToDeleteItem and attemptToOrphanWorker).
struct GarbageCollection {
  /// What is left to do.
  enum Outcome: Sendable {
    case done
    /// These must go first.
    case blocked([Place])
    /// One of the owners is of a kind that nobody knows.
    case unresolved(Owner.Kind)
  }

  private let scene: Scene
  private let place: Place
  /// What refers to the object.
  private let dependents: [Place]

  /// The owners that are known to be gone, by their uids.
  private let gone: Set<String>

  init(_ scene: Scene, _ place: Place, _ dependents: [Place], gone: Set<String>) {
    self.scene = scene
    self.gone = gone
    self.place = place
    self.dependents = dependents
  }

  func run(_ transaction: inout StoreTransaction) throws(Status) -> Outcome {
    guard let object = transaction.object(at: place), let resource = scene.catalog[place.resource]
    else { return .done }
    let finalizers = object.value.finalizers
    if object.value.isBeingDeleted {
      if finalizers.contains(GarbageFinalizer.orphan) {
        orphan(object, resource, &transaction)
      } else if finalizers.contains(GarbageFinalizer.foreground) {
        return finish(object, resource, &transaction)
      }
      return .done
    }
    let owners = object.value.owners
    guard !owners.isEmpty else { return .done }
    var (gone, waiting) = (gone.intersection(owners.map(\.uid)), Set<String>())
    for owner in owners where !gone.contains(owner.uid) {
      guard
        let kind = scene.catalog.resource(
          group: owner.kind.group, version: owner.kind.version, kind: owner.kind.kind)
      else { return .unresolved(owner.kind) }
      // A namespaced owner of a cluster-scoped object is an error that nothing resolves.
      if kind.isNamespaced && object.namespace.isEmpty { return .done }
      let namespace = kind.isNamespaced ? object.namespace : ""
      let found = transaction.object(kind.groupResource, namespace, owner.name)
      guard let found, found.uid == owner.uid else {
        gone.insert(owner.uid)
        continue
      }
      if found.value.isBeingDeleted && found.value.finalizers.contains(GarbageFinalizer.foreground)
      {
        waiting.insert(owner.uid)
      }
    }
    if owners.contains(where: { !gone.contains($0.uid) && !waiting.contains($0.uid) }) {
      guard !gone.isEmpty || !waiting.isEmpty else { return .done }
      transaction.replace(resource, object, with: object.value.disowned(by: gone.union(waiting)))
      return .done
    }
    let live = dependents.filter { transaction.object(at: $0) != nil }
    var options = DeleteOptions.background
    if !waiting.isEmpty && !live.isEmpty {
      options.propagationPolicy = "Foreground"
    } else if finalizers.contains(GarbageFinalizer.orphan) {
      options.propagationPolicy = "Orphan"
    } else if finalizers.contains(GarbageFinalizer.foreground) {
      options.propagationPolicy = "Foreground"
    }
    var doomed = object
    if options.propagationPolicy == "Foreground",
      live.contains(where: { isDeletingDependents($0, transaction) })
    {
      // A circle would wait for itself; nothing waits for this one any more.
      doomed = transaction.put(place.resource, object.value.unblocked())
    }
    try transaction.delete(resource, doomed, options, now: scene.lifecycle.now())
    return .done
  }

  /// Sets the dependents free, and then the object.
  private func orphan(
    _ object: StoredObject, _ resource: Resource, _ transaction: inout StoreTransaction
  ) {
    for dependent in dependents {
      guard let theirs = scene.catalog[dependent.resource],
        let other = transaction.object(at: dependent)
      else { continue }
      transaction.replace(theirs, other, with: other.value.disowned(by: [object.uid]))
    }
    transaction.replace(
      resource, object,
      with: object.value.without(
        finalizer: GarbageFinalizer.orphan, isSorted: resource.definition != nil))
  }

  /// Sets the object free when nothing that blocks its deletion is left.
  private func finish(
    _ object: StoredObject, _ resource: Resource, _ transaction: inout StoreTransaction
  ) -> Outcome {
    let blocking = dependents.filter { dependent in
      guard let other = transaction.object(at: dependent) else { return false }
      return other.value.owners.contains { $0.uid == object.uid && $0.isBlocked }
    }
    guard blocking.isEmpty else {
      return .blocked(blocking.filter { !isDeletingDependents($0, transaction) })
    }
    transaction.replace(
      resource, object,
      with: object.value.without(
        finalizer: GarbageFinalizer.foreground, isSorted: resource.definition != nil))
    return .done
  }

  private func isDeletingDependents(_ place: Place, _ transaction: StoreTransaction) -> Bool {
    guard let value = transaction.object(at: place)?.value else { return false }
    return value.isBeingDeleted && value.finalizers.contains(GarbageFinalizer.foreground)
  }
}

extension JSONValue {
  /// The same object, for whose deletion no owner waits.
  fileprivate func unblocked() -> JSONValue {
    var object = self
    object["metadata"]?["ownerReferences"] = .array(
      (self["metadata", "ownerReferences"]?.array ?? []).map { reference in
        var reference = reference
        if reference["blockOwnerDeletion"] != nil { reference["blockOwnerDeletion"] = false }
        return reference
      })
    return object
  }
}
