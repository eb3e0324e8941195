import JSON
import KubernetesAPI

/// Makes new volumes available (`pkg/controller/volume/persistentvolume`).
///
/// Nothing is bound here: a claim waits as it does in a cluster that cannot serve it.
struct VolumeController: Controller {
  private static let volumes = GroupResource(group: "", resource: "persistentvolumes")
  private var queue: Set<Place> = []

  mutating func notice(_ change: Change) {
    guard change.resource == Self.volumes, change.kind != .deleted,
      Self.isNew(change.object.value)
    else { return }
    queue.insert(Place(change.resource, change.object))
  }

  mutating func act(in scene: Scene) {
    for place in queue.sorted() {
      try? scene.store.write { transaction in
        guard let volume = transaction.object(at: place), Self.isNew(volume.value) else { return }
        let now = scene.lifecycle.now()
        var value = volume.value
        value[at: ["status", "phase"]] = "Available"
        value[at: ["status", "lastPhaseTransitionTime"]] = .time(now)
        value.noteManager(
          "kube-controller-manager", of: ["f:status": ["f:phase": [:]]], subresource: "status",
          now)
        _ = transaction.put(Self.volumes, value)
      }
    }
    queue.removeAll()
  }

  private static func isNew(_ volume: JSONValue) -> Bool {
    ["", "Pending"].contains(volume["status", "phase"]?.string ?? "")
      && volume["spec", "claimRef"] == nil
  }
}
