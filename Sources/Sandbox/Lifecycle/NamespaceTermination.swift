import JSON
import KubernetesAPI
import Wire

/// One attempt to empty a namespace
/// (`pkg/controller/namespace/deletion/namespaced_resources_deleter.go`).
struct NamespaceTermination {
  private let scene: Scene
  private let name: String

  init(_ scene: Scene, _ name: String) {
    self.scene = scene
    self.name = name
  }

  func run(_ transaction: inout StoreTransaction) throws(Status) {
    guard let resource = scene.catalog[.namespaces],
      var namespace = transaction.object(.namespaces, "", name), namespace.value.isBeingDeleted
    else { return }
    if namespace.value["status", "phase"] != "Terminating" {
      var marked = namespace.value
      marked[at: ["status", "phase"]] = "Terminating"
      namespace = transaction.put(.namespaces, marked)
    }
    let finalizers = namespace.value["spec", "finalizers"]?.strings ?? []
    guard !finalizers.isEmpty else { return }

    var report = NamespaceReport()
    let now = scene.lifecycle.now()
    let content = scene.catalog.all.filter { $0.isNamespaced && $0.verbs.contains("delete") }
    // Pods go first, so that nothing they need is taken from under them.
    var arePodsLeft = false
    for pods in content where pods.groupResource == .pods {
      try empty(pods, of: namespace, &transaction, &report, now)
      arePodsLeft = !report.isEmpty
    }
    // While pods are left the real controller does not yet say what remains.
    if !arePodsLeft {
      for resource in content where resource.groupResource != .pods {
        try empty(resource, of: namespace, &transaction, &report, now)
      }
    }
    var reported = namespace.value
    let isNew = report.write(
      into: &reported, saysWhatRemains: !arePodsLeft, now: now)
    if isNew {
      reported.noteManager("kube-controller-manager", of: Self.fields, subresource: "status", now)
      namespace = transaction.put(.namespaces, reported)
    }
    guard report.isEmpty, finalizers.contains("kubernetes") else { return }
    var free = namespace.value
    free["spec"]?["finalizers"] = .strings(
      Set(finalizers).subtracting(["kubernetes"]).sorted())
    free = ManagedFields.afterUpdate(
      live: namespace.value, new: free, schema: Schema.message("core.Namespace").resolved,
      manager: "kube-controller-manager", apiVersion: "v1", subresource: "finalize",
      now: now.rfc3339(),
      ignoring: FieldSet.reset(by: .namespaces, subresource: "finalize", isCustom: false))
    transaction.replace(resource, namespace, with: free)
  }

  /// Deletes the objects of one resource, and reports those that stay.
  private func empty(
    _ resource: Resource, of namespace: StoredObject, _ transaction: inout StoreTransaction,
    _ report: inout NamespaceReport, _ now: Timestamp
  ) throws(Status) {
    let objects = transaction.objects(resource.groupResource, in: name)
    guard !objects.isEmpty else { return }
    let isGraceful = resource.groupResource == .pods && graceOf(objects, namespace, now)
    try transaction.delete(resource, each: objects, .background, now: now)
    report.add(
      transaction.objects(resource.groupResource, in: name), of: resource, isGraceful: isGraceful)
  }

  /// Whether the pods may still be within the time they were given.
  private func graceOf(_ pods: [StoredObject], _ namespace: StoredObject, _ now: Timestamp) -> Bool
  {
    var grace = 0
    for pod in pods where !["Succeeded", "Failed"].contains(pod.value["status", "phase"]?.string) {
      grace = max(grace, pod.value["spec", "terminationGracePeriodSeconds"]?.int ?? 0)
    }
    let deletion = namespace.value["metadata", "deletionTimestamp"]?.string
      .flatMap { Timestamp(rfc3339: $0) }
    return now < (deletion ?? now).adding(seconds: grace)
  }

  /// The fields of the conditions, for `metadata.managedFields`.
  private static let fields: JSONValue = {
    var conditions: JSONValue = [".": [:]]
    for type in NamespaceReport.types.sorted() {
      conditions["k:{\"type\":\"\(type)\"}"] = [
        ".": [:], "f:lastTransitionTime": [:], "f:message": [:], "f:reason": [:], "f:status": [:],
        "f:type": [:],
      ]
    }
    return ["f:status": ["f:conditions": conditions]]
  }()
}
