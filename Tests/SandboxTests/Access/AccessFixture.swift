import JSON
import KubernetesAPI
import Wire

@testable import Sandbox

/// Recorded answers of an API server, and stores like the recorded one.
enum AccessFixture {
  static func json(_ name: String, from file: String = #filePath) throws -> JSONValue {
    let tests = file.split(separator: "/").dropLast(3).joined(separator: "/")
    return try JSONValue(parsing: try FileContents.read("/\(tests)/Fixtures/\(name)"))
  }

  static let alice = UserInfo(
    username: "alice", uid: "uid-alice", groups: ["projectcapsule.dev", "system:authenticated"])

  /// The bootstrap policy and more objects; RBAC objects alone need no name of their resource.
  static func store(_ objects: [JSONValue] = [], policy: Bool = true) throws -> ObjectStore {
    let store = ObjectStore()
    for object in (policy ? BootstrapPolicy.objects : []) + objects {
      try put(object, in: store)
    }
    return store
  }

  static func put(_ object: JSONValue, in store: ObjectStore) throws {
    try store.write { transaction in
      _ = transaction.put(resource(of: object), object)
    }
  }

  static func remove(_ object: JSONValue, from store: ObjectStore) throws {
    let resource = resource(of: object)
    try store.write { transaction in
      guard let stored = transaction.object(resource, object.namespace, object.name) else { return }
      transaction.remove(resource, stored)
    }
  }

  private static func resource(of object: JSONValue) -> GroupResource {
    let group = object["apiVersion"]?.string?.split(separator: "/").dropLast().joined() ?? ""
    return GroupResource(
      group: group, resource: (object["kind"]?.string ?? "").lowercased() + "s")
  }

  /// A Role, or without a namespace a ClusterRole.
  static func role(_ name: String, in namespace: String = "", _ rules: [PolicyRule]) -> JSONValue {
    [
      "kind": namespace.isEmpty ? "ClusterRole" : "Role",
      "apiVersion": "rbac.authorization.k8s.io/v1", "metadata": metadata(name, namespace),
      "rules": .array(rules.map(\.json)),
    ]
  }

  /// A RoleBinding, or without a namespace a ClusterRoleBinding.
  static func binding(
    _ name: String, in namespace: String = "", of role: String, kind: String = "ClusterRole",
    to subjects: [JSONValue]
  ) -> JSONValue {
    [
      "kind": namespace.isEmpty ? "ClusterRoleBinding" : "RoleBinding",
      "apiVersion": "rbac.authorization.k8s.io/v1", "metadata": metadata(name, namespace),
      "subjects": .array(subjects),
      "roleRef": [
        "apiGroup": "rbac.authorization.k8s.io", "kind": .string(kind), "name": .string(role),
      ],
    ]
  }

  static func user(_ name: String) -> JSONValue { ["kind": "User", "name": .string(name)] }
  static func group(_ name: String) -> JSONValue { ["kind": "Group", "name": .string(name)] }
  static func serviceAccount(_ name: String, _ namespace: String = "") -> JSONValue {
    var subject: JSONValue = ["kind": "ServiceAccount", "name": .string(name)]
    if !namespace.isEmpty { subject["namespace"] = .string(namespace) }
    return subject
  }

  private static func metadata(_ name: String, _ namespace: String) -> JSONValue {
    var metadata: JSONValue = ["name": .string(name)]
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    return metadata
  }
}
