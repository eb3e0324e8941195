import JSON

/// The garbage collector's own finalizers.
enum GarbageFinalizer {
  static let orphan = "orphan"
  static let foreground = "foregroundDeletion"
}

extension DeleteOptions {
  /// The finalizers an object has from its deletion on: the garbage collector's as these options
  /// want them, behind all others (store.go, deletionFinalizersForGarbageCollection).
  func finalizers(of object: JSONValue, _ resource: Resource) -> [String] {
    let own = [GarbageFinalizer.orphan, GarbageFinalizer.foreground]
    let old = object.finalizers
    let wanted = dependents(of: old, resource)
    let new = old.filter { !own.contains($0) } + wanted
    return Set(new) == Set(old) ? old : new
  }

  private func dependents(of old: [String], _ resource: Resource) -> [String] {
    if resource.isNeverCollected { return [] }
    if let orphanDependents { return orphanDependents ? [GarbageFinalizer.orphan] : [] }
    switch propagationPolicy {
    case "Orphan": return [GarbageFinalizer.orphan]
    case "Foreground": return [GarbageFinalizer.foreground]
    case "Background": return []
    default: break
    }
    // What a former request left on the object counts more than the resource's habit.
    if let first = old.first(where: {
      $0 == GarbageFinalizer.orphan || $0 == GarbageFinalizer.foreground
    }) {
      return [first]
    }
    return resource.orphansByDefault ? [GarbageFinalizer.orphan] : []
  }
}
