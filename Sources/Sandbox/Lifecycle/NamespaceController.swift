import JSON
import KubernetesAPI

/// Empties namespaces that are deleted, and lets them go (`pkg/controller/namespace`).
struct NamespaceController: Controller {
  private var terminating: Set<String> = []
  private var queue: Set<String> = []

  mutating func notice(_ change: Change) {
    guard change.resource == .namespaces else {
      if terminating.contains(change.object.namespace) { queue.insert(change.object.namespace) }
      return
    }
    let name = change.object.name
    if change.kind != .deleted && change.object.value.isBeingDeleted {
      terminating.insert(name)
      queue.insert(name)
    } else {
      terminating.remove(name)
      queue.remove(name)
    }
  }

  mutating func act(in scene: Scene) {
    for name in queue.sorted() {
      // Nothing is asked of the objects, so nothing is refused.
      _ = try? scene.store.write { transaction throws(Status) in
        try NamespaceTermination(scene, name).run(&transaction)
      }
    }
    queue.removeAll()
  }
}
