import JSON
import KubernetesAPI

/// Lets volumes and claims that are deleted go once nobody uses them
/// (`pkg/controller/volume/pvcprotection` and `pvprotection`).
struct StorageProtection: Controller {
  private static let claims = GroupResource(group: "", resource: "persistentvolumeclaims")
  private static let volumes = GroupResource(group: "", resource: "persistentvolumes")
  /// The claims and volumes that wait.
  private var waiting: [Place: String] = [:]
  private var isDirty = false

  mutating func notice(_ change: Change) {
    let finalizer: String
    switch change.resource {
    case .pods:
      isDirty = true
      return
    case Self.claims: finalizer = "kubernetes.io/pvc-protection"
    case Self.volumes: finalizer = "kubernetes.io/pv-protection"
    default: return
    }
    let place = Place(change.resource, change.object)
    let value = change.object.value
    let isHeld =
      change.kind != .deleted && value.isBeingDeleted && value.finalizers.contains(finalizer)
    waiting[place] = isHeld ? finalizer : Optional.none
    isDirty = true
  }

  mutating func act(in scene: Scene) {
    guard isDirty else { return }
    isDirty = false
    for (place, finalizer) in waiting.sorted(by: { $0.key < $1.key }) {
      try? scene.store.write { transaction in
        guard let resource = scene.catalog[place.resource],
          let object = transaction.object(at: place),
          !isUsed(object, transaction)
        else { return }
        transaction.replace(
          resource, object, with: object.value.without(finalizer: finalizer, isSorted: false))
      }
    }
  }

  private func isUsed(_ object: StoredObject, _ transaction: borrowing StoreTransaction) -> Bool {
    guard !object.namespace.isEmpty else { return object.value["status", "phase"] == "Bound" }
    // Only a pod with a node has ever seen its claims.
    return transaction.objects(.pods, in: object.namespace).contains { pod in
      !(pod.value["spec", "nodeName"]?.string ?? "").isEmpty
        && (pod.value["spec", "volumes"]?.array ?? []).contains {
          $0["persistentVolumeClaim", "claimName"]?.string == object.name
        }
    }
  }
}
