import JSON
import KubernetesAPI
import Wire

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
        _ = transaction.put(Self.roles, owned(new, before: role.value, scene))
      }
    }
  }

  /// The role with its rules owned by the controller, which applies them with force.
  private func owned(_ role: JSONValue, before: JSONValue, _ scene: Scene) -> JSONValue {
    guard let rules = role["rules"]?.array, let apiVersion = before["apiVersion"]?.string else {
      return role
    }
    let patch: JSONValue = [
      "apiVersion": .string(apiVersion), "kind": "ClusterRole",
      "metadata": ["name": .string(role.name)], "rules": .array(rules),
    ]
    let applied = try? ManagedFields.apply(
      patch: patch, live: before, schema: Schema.message("rbac.ClusterRole").resolved,
      manager: ClusterRoleAggregation.fieldManager, force: true, apiVersion: apiVersion,
      kind: "ClusterRole", now: scene.lifecycle.now().rfc3339())
    var result = role
    if let entries = applied?["metadata", "managedFields"] {
      result.setMetadata("managedFields", entries, isSorted: false)
    }
    return result
  }
}
