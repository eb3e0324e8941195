import JSON
import KubernetesAPI
import Ownership
import Testing

/// Short spellings of the objects that tests feed an index.
enum Objects {
  static let second: UInt64 = 1_000_000_000
  static let hour: UInt64 = 3600 * second

  static func tenant(
    _ name: String, uid: String? = nil, annotations: [String: String] = [:], spec: JSONValue,
    namespaces: JSONValue? = nil
  ) -> Tenant {
    var object: JSONValue = ["spec": spec]
    if let namespaces { object["status"] = ["namespaces": namespaces] }
    return Tenant(
      metadata: ObjectMeta(name: name, uid: uid ?? "uid-of-\(name)", annotations: annotations),
      object: object)
  }

  static func owners(_ owners: (kind: String, name: String)...) -> JSONValue {
    ["owners": .array(owners.map { ["kind": .string($0.kind), "name": .string($0.name)] })]
  }

  static func namespace(
    _ name: String, uid: String? = nil, tenant: String? = nil, owner: String? = nil,
    terminating: Bool = false
  ) -> ObjectMeta {
    ObjectMeta(
      name: name, uid: uid ?? "uid-of-\(name)",
      labels: tenant.map { ["capsule.clastix.io/tenant": $0] } ?? [:],
      ownerReferences: owner.map {
        [
          OwnerReference(
            apiVersion: "capsule.clastix.io/v1beta2", kind: "Tenant", name: "any", uid: $0)
        ]
      } ?? [],
      deletionTimestamp: terminating ? "2026-01-01T00:00:00Z" : nil)
  }

  static func binding(
    _ name: String = "binding", in namespace: String, role: String = "admin",
    kind: String = "ClusterRole", subjects: JSONValue
  ) throws -> RoleBinding {
    let object: JSONValue = [
      "roleRef": ["kind": .string(kind), "name": .string(role)], "subjects": subjects,
    ]
    guard
      let binding = RoleBinding(
        metadata: ObjectMeta(name: name, namespace: namespace), object: object)
    else { throw Unreadable() }
    return binding
  }

  static func role(
    _ name: String = "admin", in namespace: String = "", groups: JSONValue = [""],
    resources: JSONValue = ["namespaces"], verbs: JSONValue = ["get"], names: JSONValue? = nil
  ) -> Role {
    var rule: JSONValue = ["apiGroups": groups, "resources": resources, "verbs": verbs]
    if let names { rule["resourceNames"] = names }
    return Role(
      metadata: ObjectMeta(name: name, namespace: namespace), object: ["rules": [rule]])
  }

  struct Unreadable: Error {}
}

extension View {
  /// The names that the user is shown by name and uid; nil without a selection.
  func shown(_ objects: [ObjectMeta], to user: UserInfo) -> [String]? {
    selection(of: .namespaces, for: user).map { selection in
      objects.filter { selection.selects(name: $0.name, uid: $0.uid) }.map(\.name)
    }
  }

  /// The names of a class that the user is shown; nil without a selection.
  func shown(
    _ resource: FilteredResource, _ names: [String], to user: UserInfo,
    labels: [String: [String: String]] = [:], for operation: Operations = .list
  ) -> [String]? {
    selection(of: resource, for: user, operation: operation).map { selection in
      names.filter { selection.selects(name: $0, uid: "u", labels: labels[$0] ?? [:]) }
    }
  }
}

extension UserInfo {
  static let alice = UserInfo(username: "alice", groups: ["system:authenticated"])
  static let bob = UserInfo(username: "bob", groups: ["system:authenticated"])
  static let joe = UserInfo(username: "joe", groups: ["gas-admins", "system:authenticated"])
}

extension Selection? {
  /// Whether nothing is owned.
  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// The selection, where the test makes no sense without one.
  func orFail() throws -> Selection { try #require(self) }
}
