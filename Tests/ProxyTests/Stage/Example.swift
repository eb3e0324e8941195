import JSON
import KubernetesAPI
import Ownership

/// The tenants oil and gas of the README, over the recorded namespaces and nodes.
enum Example {
  /// What alice, who owns oil, must never see a byte of.
  static let foreign = [
    "gas-production", "gas-staging", "kube-node-lease", "kube-public", "kube-system",
    "platform-monitoring", "worker-3", "worker-4", "worker-5",
  ]

  static let aliceNamespaces = ["gas-marketing", "oil-development", "oil-production"]

  private static let oil: JSONValue = [
    "apiVersion": "capsule.clastix.io/v1alpha1", "kind": "Tenant",
    "metadata": [
      "name": "oil", "uid": "t-oil",
      "annotations": [
        "capsule.clastix.io/enable-node-listing": "true",
        "capsule.clastix.io/enable-storageclass-listing": "true",
        "capsule.clastix.io/enable-ingressclass-listing": "true",
      ],
    ],
    "spec": [
      "owner": ["kind": "User", "name": "alice"],
      "nodeSelector": ["pool": "oil"],
      "storageClasses": ["allowed": ["custom"], "allowedRegex": "\\w+fs"],
      "ingressClasses": ["allowed": ["custom"], "allowedRegex": "\\w+-lb"],
    ],
    "status": ["namespaces": ["oil-production", "oil-development", "gas-marketing"]],
  ]

  private static let gas: JSONValue = [
    "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
    "metadata": ["name": "gas", "uid": "t-gas"],
    "spec": [
      "owners": [
        [
          "kind": "User", "name": "bob",
          "proxySettings": [["kind": "StorageClasses", "operations": ["List"]]],
        ],
        [
          "kind": "Group", "name": "gas-admins",
          "proxySettings": [
            ["kind": "Nodes", "operations": ["List"]],
            ["kind": "IngressClasses", "operations": ["List"]],
          ],
        ],
        ["kind": "Group", "name": "system:authenticated"],
        ["kind": "Group", "name": "system:serviceaccounts"],
      ],
      "nodeSelector": ["pool": "gas"],
      "storageClasses": ["allowed": ["custom", "zol"]],
      "ingressOptions": ["allowedClasses": ["allowed": ["nginx"]]],
    ],
    "status": ["namespaces": ["gas-production", "gas-staging"]],
  ]

  /// Owned by the service account a-b/c, and by nobody else.
  private static let robots: JSONValue = [
    "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
    "metadata": ["name": "robots", "uid": "t-robots"],
    "spec": [
      "owners": [["kind": "ServiceAccount", "name": "system:serviceaccount:a-b:c"]]
    ],
    "status": ["namespaces": ["platform-monitoring"]],
  ]

  static let view = Result { try changedView { _ in } }

  /// What the view is of.
  static let index = Result { () throws -> OwnershipIndex in
    var index = try changedIndex { _ in }
    _ = index.view(now: 1)
    return index
  }

  /// The view after a change.
  static func changedView(_ change: (inout OwnershipIndex) throws -> Void) throws -> View {
    var index = try changedIndex(change)
    return index.view(now: 1)
  }

  private static func changedIndex(
    _ change: (inout OwnershipIndex) throws -> Void
  ) throws -> OwnershipIndex {
    var index = OwnershipIndex()
    for item in try Cluster.namespaces()["items"]?.array ?? [] {
      index.set(namespace: try ObjectMeta(of: item), at: 0)
    }
    for tenant in [oil, gas, robots] { index.set(tenant: try Tenant(tenant)) }
    try change(&index)
    return index
  }
}
