import JSON
import KubernetesAPI

/// Establishes CustomResourceDefinitions, and removes the objects of those that are deleted
/// (`apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go`).
struct DefinitionController: Controller {
  private var areNamesDirty = false
  private var queue: Set<String> = []
  /// The definitions that wait for their objects to go.
  private var waiting: [GroupResource: String] = [:]

  mutating func notice(_ change: Change) {
    guard change.resource == .definitions else {
      if let name = waiting[change.resource] { queue.insert(name) }
      return
    }
    areNamesDirty = true
    let name = change.object.name
    if change.kind == .deleted || !change.object.value.isBeingDeleted {
      queue.remove(name)
      waiting = waiting.filter { $0.value != name }
    } else {
      queue.insert(name)
    }
  }

  mutating func act(in scene: Scene) {
    if areNamesDirty {
      areNamesDirty = false
      establish(scene)
    }
    for name in queue.sorted() {
      let left = try? scene.store.write { transaction throws(Status) in
        try DefinitionCleanup(scene, name).run(&transaction)
      }
      if let left = left ?? nil { waiting[left] = name }
    }
    queue.removeAll()
  }

  private func establish(_ scene: Scene) {
    try? scene.store.write { transaction in
      for definition in transaction.objects(.definitions) {
        // Each sees what the ones before it were given.
        let all = transaction.objects(.definitions).map(\.value)
        guard let new = scene.lifecycle.established(definition.value, all),
          new != definition.value
        else { continue }
        _ = transaction.put(.definitions, new)
      }
    }
  }
}
