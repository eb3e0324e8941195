import JSON

/// The RBAC objects every cluster has from its start
/// (`plugin/pkg/auth/authorizer/rbac/bootstrappolicy`).
enum BootstrapPolicy {
  /// ClusterRoles, ClusterRoleBindings, Roles and RoleBindings, without what the server adds.
  ///
  /// `view`, `edit` and `admin` have the rules already that they aggregate.
  static let objects: [JSONValue] = {
    var roles = (userRoles + componentRoles).map { $0.object() }
    roles += (firstControllerRoles + otherControllerRoles).map {
      $0.object(prefix: controllerPrefix)
    }
    // Each of these is part of the next.
    for (name, next) in [("view", "edit"), ("edit", "admin"), ("admin", nil)] {
      var role = BootstrapRole(name, aggregatesTo: next.map { [$0] } ?? [], []).object()
      role["aggregationRule"] = [
        "clusterRoleSelectors": [["matchLabels": [aggregationLabel(name): "true"]]]
      ]
      roles.append(ClusterRoleAggregation.aggregated(role, all: roles) ?? role)
    }
    return roles + clusterBindings + namespaceRoles.map { $0.object() } + namespaceBindings
  }()

  static let controllerPrefix = "system:controller:"

  /// The label of what a role takes in.
  static func aggregationLabel(_ role: String) -> String {
    "rbac.authorization.k8s.io/aggregate-to-\(role)"
  }

  /// An RBAC object with the labels and annotations of the start.
  static func object(
    _ kind: String, name: String, namespace: String = "", labels: JSONValue = [:]
  ) -> JSONValue {
    var metadata: JSONValue = ["name": .string(name)]
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    var all: JSONValue = ["kubernetes.io/bootstrapping": "rbac-defaults"]
    for (key, value) in labels.object ?? [:] { all[key] = value }
    metadata["labels"] = all
    metadata["annotations"] = ["rbac.authorization.kubernetes.io/autoupdate": "true"]
    return [
      "kind": .string(kind), "apiVersion": "rbac.authorization.k8s.io/v1", "metadata": metadata,
    ]
  }
}
