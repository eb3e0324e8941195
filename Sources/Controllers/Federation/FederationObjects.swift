internal import JSON
internal import Kubernetes

/// What is made for federated clusters, as it should be.
package enum FederationObjects {
  /// The role that a cluster has in its namespaces.
  static let role = "federation-cluster"
  private static let labels = [ControllerName.label: ControllerName.federation.rawValue]

  /// The name of a cluster's service account.
  package static func serviceAccount(of cluster: String) -> String { StableName.dnsLabel(cluster) }

  /// The name of the binding by which a cluster has a role everywhere.
  ///
  /// Such bindings are everybody's, so it does not have the cluster's name alone.
  static func globalBinding(of cluster: String) -> String { "\(globalPrefix)\(cluster)" }

  /// The cluster of such a binding; nil for the name of another.
  static func cluster(ofGlobalBinding name: String) -> String? {
    name.hasPrefix(globalPrefix) ? String(name.dropFirst(globalPrefix.count)) : nil
  }

  private static let globalPrefix = "bailiwick-federation-"

  /// A service account.
  static func serviceAccount(_ key: ObjectKey) -> JSONValue {
    APIResource.serviceAccounts.object(key, labels: labels)
  }

  /// The binding of a service account to the role in one namespace.
  static func roleBinding(_ key: ObjectKey, for account: ObjectKey) -> JSONValue {
    APIResource.roleBindings.object(
      key, labels: labels, ["roleRef": reference(role), "subjects": subjects(account)])
  }

  /// The binding of a service account to a role in the whole cluster.
  static func clusterRoleBinding(
    _ name: String, to role: String, for account: ObjectKey
  ) -> JSONValue {
    APIResource.clusterRoleBindings.object(
      ObjectKey(name: name), labels: labels,
      ["roleRef": reference(role), "subjects": subjects(account)])
  }

  /// What is written back into the spec, where it is not there.
  static func spec(of object: FederatedObject, in namespace: String) -> JSONValue? {
    let spec: JSONValue = [
      "Organization": .string(object.organization), "Namespace": .string(namespace),
    ]
    if object.object.json["spec"]?.contains(spec) == true { return nil }
    return ["spec": spec]
  }

  private static func reference(_ role: String) -> JSONValue {
    [
      "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": .string(role),
    ]
  }

  /// The namespace is always said: without it the subject depends on where the binding is.
  private static func subjects(_ account: ObjectKey) -> JSONValue {
    [
      [
        "kind": "ServiceAccount", "name": .string(account.name),
        "namespace": .string(account.namespace),
      ]
    ]
  }
}
