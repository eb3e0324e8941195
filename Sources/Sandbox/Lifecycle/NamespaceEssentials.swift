import JSON
import KubernetesAPI

/// Keeps in every namespace what pods need there: the ServiceAccount `default` and the ConfigMap
/// `kube-root-ca.crt` (`pkg/controller/serviceaccount`, `pkg/controller/certificates/
/// rootcacertpublisher`).
struct NamespaceEssentials: Controller {
  private static let accounts = GroupResource(group: "", resource: "serviceaccounts")
  private static let configurations = GroupResource(group: "", resource: "configmaps")
  private var queue: Set<String> = []

  mutating func notice(_ change: Change) {
    switch change.resource {
    case .namespaces: queue.insert(change.object.name)
    case Self.accounts where change.object.name == "default",
      Self.configurations where change.object.name == "kube-root-ca.crt":
      queue.insert(change.object.namespace)
    default: break
    }
  }

  mutating func act(in scene: Scene) {
    for name in queue.sorted() {
      try? scene.store.write { transaction in complete(name, &transaction, scene) }
    }
    queue.removeAll()
  }

  private func complete(_ name: String, _ transaction: inout StoreTransaction, _ scene: Scene) {
    guard let namespace = transaction.object(.namespaces, "", name),
      !namespace.value.isBeingDeleted, namespace.value["status", "phase"] != "Terminating"
    else { return }
    if scene.catalog[Self.accounts] != nil,
      transaction.object(Self.accounts, name, "default") == nil
    {
      _ = transaction.put(
        Self.accounts, new("ServiceAccount", "default", in: name, scene.lifecycle))
    }
    guard scene.catalog[Self.configurations] != nil else { return }
    let data: JSONValue = ["ca.crt": .string(scene.lifecycle.certificate)]
    let old = transaction.object(Self.configurations, name, "kube-root-ca.crt")?.value
    let description = old?["metadata", "annotations", Self.annotation]?.string ?? ""
    if let old, old["data"] == data, !description.isEmpty { return }
    var new =
      old ?? new("ConfigMap", "kube-root-ca.crt", in: name, scene.lifecycle)
    new["data"] = data
    var annotations = new["metadata", "annotations"] ?? [:]
    annotations[Self.annotation] = .string(Self.description)
    new.setMetadata("annotations", annotations, isSorted: false)
    new.noteManager(
      "kube-controller-manager",
      of: [
        "f:data": [".": [:], "f:ca.crt": [:]],
        "f:metadata": ["f:annotations": [".": [:], "f:\(Self.annotation)": [:]]],
      ], scene.lifecycle.now())
    _ = transaction.put(Self.configurations, new)
  }

  private func new(
    _ kind: String, _ name: String, in namespace: String, _ lifecycle: Lifecycle
  ) -> JSONValue {
    [
      "kind": .string(kind), "apiVersion": "v1",
      "metadata": [
        "name": .string(name), "namespace": .string(namespace),
        "uid": .string(lifecycle.identity()), "resourceVersion": "",
        "creationTimestamp": .time(lifecycle.now()),
      ],
    ]
  }

  private static let annotation = "kubernetes.io/description"
  private static let description =
    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal "
    + "endpoints such as the internal service IP or kubernetes.default.svc. No other usage is "
    + "guaranteed across distributions of Kubernetes clusters."
}
