import JSON
import KubernetesAPI

/// Gives ClusterRoles with an `aggregationRule` the rules of those it selects
/// (`pkg/controller/clusterroleaggregation`).
struct RoleAggregation: Controller {
  private static let roles = GroupResource(
    group: "rbac.authorization.k8s.io", resource: "clusterroles")
  private var isDirty = false

  mutating func notice(_ change: Change) {
    if change.resource == Self.roles { isDirty = true }
  }

  mutating func act(in scene: Scene) {
    guard isDirty else { return }
    isDirty = false
    try? scene.store.write { transaction in
      let roles = transaction.objects(Self.roles)
      let values = roles.map(\.value)
      for role in roles where role.value["aggregationRule"] != nil {
        guard let new = scene.lifecycle.aggregated(role.value, values), new != role.value else {
          continue
        }
        _ = transaction.put(Self.roles, new)
      }
    }
  }
}
