package import JSON

/// A resource of the API: what its objects are called in a URL and in themselves.
package struct APIResource: Sendable, Hashable {
  /// The API group; empty for the core group.
  package let group: String

  /// The version: `v1`.
  package let version: String

  /// The plural name in URLs, lower case.
  package let plural: String

  /// The kind that objects carry.
  package let kind: String

  /// A resource of its names.
  package init(group: String = "", version: String = "v1", plural: String, kind: String) {
    self.group = group
    self.version = version
    self.plural = plural
    self.kind = kind
  }

  /// The `apiVersion` that objects carry.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// The objects in one namespace; nil for all of them, or for objects of the cluster.
  package func collection(in namespace: String? = nil) -> APICollection {
    APICollection(group: group, version: version, resource: plural, namespace: namespace)
  }

  /// The path of one object; an empty namespace means an object of the cluster.
  package func path(of key: ObjectKey) -> String {
    collection(in: key.namespace.isEmpty ? nil : key.namespace).path(of: key.name)
  }

  /// An object of the resource, of the metadata that identify it and more fields.
  package func object(
    _ key: ObjectKey, labels: [String: String] = [:], annotations: [String: String] = [:],
    _ fields: KeyValuePairs<String, JSONValue> = [:]
  ) -> JSONValue {
    var metadata: JSONValue = ["name": .string(key.name)]
    if !key.namespace.isEmpty { metadata["namespace"] = .string(key.namespace) }
    if !labels.isEmpty { metadata["labels"] = .texts(labels) }
    if !annotations.isEmpty { metadata["annotations"] = .texts(annotations) }
    var object: JSONValue = [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": metadata,
    ]
    for (name, value) in fields { object[name] = value }
    return object
  }

  // Built-in resources that controllers write.
  package static let namespaces = APIResource(plural: "namespaces", kind: "Namespace")
  package static let serviceAccounts = APIResource(
    plural: "serviceaccounts", kind: "ServiceAccount")
  package static let secrets = APIResource(plural: "secrets", kind: "Secret")
  package static let resourceQuotas = APIResource(plural: "resourcequotas", kind: "ResourceQuota")
  package static let roleBindings = APIResource(
    group: "rbac.authorization.k8s.io", plural: "rolebindings", kind: "RoleBinding")
  package static let clusterRoleBindings = APIResource(
    group: "rbac.authorization.k8s.io", plural: "clusterrolebindings", kind: "ClusterRoleBinding")
}

extension JSONValue {
  /// An object of texts, its members in the order of their names.
  package static func texts(_ texts: [String: String]) -> JSONValue {
    var members = JSONObject()
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) { members[name] = .string(text) }
    return .object(members)
  }
}
