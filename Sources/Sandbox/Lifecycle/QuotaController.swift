import JSON
import KubernetesAPI
import Wire

/// Keeps the status of ResourceQuotas (`pkg/controller/resourcequota`).
struct QuotaController: Controller {
  private static let quotas = GroupResource(group: "", resource: "resourcequotas")
  /// The names of the quotas in each namespace.
  private var quotas: [String: Set<String>] = [:]
  private var queue: Set<String> = []

  mutating func notice(_ change: Change) {
    let namespace = change.object.namespace
    if change.resource == Self.quotas {
      if change.kind == .deleted {
        quotas[namespace]?.remove(change.object.name)
      } else {
        quotas[namespace, default: []].insert(change.object.name)
      }
    }
    if quotas[namespace]?.isEmpty == false { queue.insert(namespace) }
  }

  mutating func act(in scene: Scene) {
    for namespace in queue.sorted() {
      let now = scene.lifecycle.now()
      try? scene.store.write { transaction in
        for stored in transaction.objects(Self.quotas, in: namespace) {
          let quota = Quota(stored.value)
          let used = quota.used(scene.catalog.all, transaction, now: now)
          var value = stored.value
          value["status"] = quota.status(used: used)
          guard value != stored.value else { continue }
          let owned = ManagedFields.afterUpdate(
            live: stored.value, new: value, schema: Schema.message("core.ResourceQuota").resolved,
            manager: "kube-controller-manager", apiVersion: "v1", subresource: "status",
            now: now.rfc3339(),
            ignoring: FieldSet.reset(by: Self.quotas, subresource: "status", isCustom: false))
          if let entries = owned["metadata", "managedFields"] {
            value.setMetadata("managedFields", entries, isSorted: false)
          }
          _ = transaction.put(Self.quotas, value)
        }
      }
    }
    queue.removeAll()
  }
}
