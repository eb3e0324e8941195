import JSON

/// A filtered resource with one object that is an owner's and one that is not.
struct GuaranteedResource: Sendable, CustomStringConvertible {
  /// The plural, with its group.
  let description: String
  /// The collection's path.
  let path: String
  /// The API server's version and kind of its objects.
  let version: String
  let kind: String
  /// What an object has beside its type and its name.
  var members: JSONValue = [:]

  /// The object that is theirs, of whatever resource.
  static let own = "gwen-own"
  /// The object that is not.
  static let other = "alien-other"

  /// The path that watches had before the parameter.
  var legacyWatchPath: String {
    let segments = path.split(separator: "/")
    let count = segments[0] == "api" ? 2 : 3
    return "/"
      + (segments.prefix(count) + ["watch"] + segments.dropFirst(count))
      .joined(separator: "/")
  }

  /// An object as it is made.
  func object(_ name: String, labels: [String: JSONValue] = [:]) -> JSONValue {
    var object = members
    object["apiVersion"] = .string(version)
    object["kind"] = .string(kind)
    var metadata: JSONValue = ["name": .string(name)]
    if !labels.isEmpty {
      metadata["labels"] = .object(
        labels.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key] = $1.value })
    }
    object["metadata"] = metadata
    return object
  }

  static let all: [GuaranteedResource] = [
    GuaranteedResource(
      description: "namespaces", path: "/api/v1/namespaces", version: "v1", kind: "Namespace"),
    GuaranteedResource(
      description: "tenants.capsule.clastix.io", path: "/apis/capsule.clastix.io/v1beta2/tenants",
      version: "capsule.clastix.io/v1beta2", kind: "Tenant",
      members: ["spec": ["owners": [["kind": "User", "name": "nobody"]]]]),
    GuaranteedResource(
      description: "nodes", path: "/api/v1/nodes", version: "v1", kind: "Node"),
    GuaranteedResource(
      description: "nodes.metrics.k8s.io", path: "/apis/metrics.k8s.io/v1beta1/nodes",
      version: "metrics.k8s.io/v1beta1", kind: "NodeMetrics"),
    GuaranteedResource(
      description: "storageclasses.storage.k8s.io",
      path: "/apis/storage.k8s.io/v1/storageclasses", version: "storage.k8s.io/v1",
      kind: "StorageClass", members: ["provisioner": "example.com/none"]),
    GuaranteedResource(
      description: "ingressclasses.networking.k8s.io",
      path: "/apis/networking.k8s.io/v1/ingressclasses", version: "networking.k8s.io/v1",
      kind: "IngressClass", members: ["spec": ["controller": "example.com/none"]]),
    GuaranteedResource(
      description: "priorityclasses.scheduling.k8s.io",
      path: "/apis/scheduling.k8s.io/v1/priorityclasses", version: "scheduling.k8s.io/v1",
      kind: "PriorityClass", members: ["value": 10]),
    GuaranteedResource(
      description: "runtimeclasses.node.k8s.io", path: "/apis/node.k8s.io/v1/runtimeclasses",
      version: "node.k8s.io/v1", kind: "RuntimeClass", members: ["handler": "none"]),
    GuaranteedResource(
      description: "persistentvolumes", path: "/api/v1/persistentvolumes", version: "v1",
      kind: "PersistentVolume",
      members: [
        "spec": [
          "capacity": ["storage": "1Gi"], "accessModes": ["ReadWriteOnce"],
          "hostPath": ["path": "/none"],
        ]
      ]),
  ]
}
