import JSON
import KubernetesAPI

/// The removal of the objects of a CustomResourceDefinition that is deleted
/// (`apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go`).
struct DefinitionCleanup {
  private let scene: Scene
  private let name: String

  init(_ scene: Scene, _ name: String) {
    self.scene = scene
    self.name = name
  }

  /// - Returns: the resource whose objects must go first; nil when nothing is left to do.
  func run(_ transaction: inout StoreTransaction) throws(Status) -> GroupResource? {
    guard let resource = scene.catalog[.definitions],
      var definition = transaction.object(.definitions, "", name),
      definition.value.isBeingDeleted,
      definition.value.finalizers.contains(CustomResourceCleanup.finalizer)
    else { return nil }
    let now = scene.lifecycle.now()
    var value = definition.value
    let isNew = value.setCondition(
      "Terminating", "True", reason: "InstanceDeletionInProgress",
      message: "CustomResource deletion is in progress", now: now)
    if isNew { definition = transaction.put(.definitions, value) }
    if value.condition("Established")?["status"] == "True" {
      let custom = custom(value)
      let objects = transaction.objects(custom.groupResource)
      try transaction.delete(custom, each: objects, DeleteOptions(gracePeriodSeconds: 0), now: now)
      guard transaction.objects(custom.groupResource).isEmpty else { return custom.groupResource }
      value.setCondition(
        "Terminating", "False", reason: "InstanceDeletionCompleted",
        message: "removed all instances", now: now)
    } else {
      value.setCondition(
        "Terminating", "False", reason: "NeverEstablished",
        message: "resource was never established", now: now)
    }
    transaction.replace(
      resource, definition,
      with: value.without(finalizer: CustomResourceCleanup.finalizer, isSorted: false))
    return nil
  }

  /// The resource that the definition makes, whether it is still served or not.
  private func custom(_ definition: JSONValue) -> Resource {
    let group = definition["spec", "group"]?.string ?? ""
    let plural = definition["spec", "names", "plural"]?.string ?? ""
    if let served = scene.catalog[GroupResource(group: group, resource: plural)] { return served }
    var resource = Resource(
      group: group,
      names: Resource.Names(
        plural: plural, kind: definition["spec", "names", "kind"]?.string ?? ""),
      isNamespaced: definition["spec", "scope"] == "Namespaced", versions: [])
    resource.definition = name
    return resource
  }
}
