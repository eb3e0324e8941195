import Decide
import JSON
import KubernetesAPI
import Ownership

/// Two tenants, their people, and a policy to decide for them.
enum Example {
  static let policy = Policy(groupPrefix: "bailiwick:")
  static let selfService = Policy(groupPrefix: "bailiwick:", isSelfService: true)

  static let alice = UserInfo(username: "alice", groups: ["system:authenticated"])
  static let joe = UserInfo(username: "joe", groups: ["gas-admins", "system:authenticated"])
  static let owner = UserInfo(username: "nobody-yet")
  static let ops = UserInfo(username: "ops", groups: ["system:authenticated"])
  static let eve = UserInfo(username: "eve", groups: ["system:authenticated"])

  static let oil: JSONValue = [
    "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
    "metadata": ["name": "oil", "uid": "t-oil"],
    "spec": [
      "owners": [
        [
          "kind": "User", "name": "alice",
          "proxySettings": [
            ["kind": "Nodes", "operations": ["List"]],
            ["kind": "StorageClasses", "operations": ["List"]],
            ["kind": "IngressClasses", "operations": ["List"]],
          ],
        ],
        [
          "kind": "User", "name": "ops",
          "proxySettings": [
            ["kind": "Nodes", "operations": ["List", "Update"]],
            ["kind": "StorageClasses", "operations": ["List", "Update", "Delete"]],
            ["kind": "IngressClasses", "operations": ["Delete"]],
          ],
        ],
      ],
      "nodeSelector": ["pool": "gold"],
      "storageClasses": ["allowed": ["custom"], "matchLabels": ["tier": "oil"]],
      "ingressOptions": ["allowedClasses": ["allowed": ["nginx"]]],
    ],
    "status": ["namespaces": ["oil-production"]],
  ]

  static let gas: JSONValue = [
    "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
    "metadata": ["name": "gas", "uid": "t-gas"],
    "spec": ["owners": [["kind": "Group", "name": "gas-admins"]]],
    "status": ["namespaces": ["gas-production"]],
  ]

  static let empty: JSONValue = [
    "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
    "metadata": ["name": "empty", "uid": "t-empty"],
    "spec": ["owners": [["kind": "User", "name": "nobody-yet"]]],
  ]

  static func index() throws -> OwnershipIndex {
    var index = OwnershipIndex()
    for name in ["default", "oil-production", "gas-production"] {
      index.set(namespace: ObjectMeta(name: name, uid: "uid-\(name)"), at: 0)
    }
    for tenant in [oil, gas, empty] { index.set(tenant: try Tenant(tenant)) }
    return index
  }

  static func view() throws -> View {
    var index = try index()
    return index.view(now: 1)
  }

  /// The view a moment after the tenant oil was removed.
  static func viewAfterLoss() throws -> View {
    var index = try index()
    _ = index.view(now: 1)
    index.remove(tenant: "oil")
    return index.view(now: 2)
  }
}
