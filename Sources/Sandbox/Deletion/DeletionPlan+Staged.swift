import JSON
import Wire

// The first step of what is deleted in stages.

extension DeletionPlan {
  /// A namespace that is emptied from now on (`registry/core/namespace/storage/storage.go`).
  static func terminatingNamespace(
    _ namespace: JSONValue, options: DeleteOptions, now: Timestamp
  ) -> JSONValue {
    var namespace = namespace
    namespace.setMetadata("deletionTimestamp", .time(now), isSorted: false)
    if namespace["status"] == nil { namespace["status"] = [:] }
    namespace["status"]?["phase"] = "Terminating"
    var finalizers = namespace.finalizers
    var isWanted = [
      GarbageFinalizer.orphan: finalizers.contains(GarbageFinalizer.orphan),
      GarbageFinalizer.foreground: finalizers.contains(GarbageFinalizer.foreground),
    ]
    if let orphans = options.orphanDependents {
      isWanted = [GarbageFinalizer.orphan: orphans, GarbageFinalizer.foreground: !orphans]
    } else if let policy = options.propagationPolicy {
      isWanted = [
        GarbageFinalizer.orphan: policy == "Orphan",
        GarbageFinalizer.foreground: policy == "Foreground",
      ]
    }
    finalizers.removeAll { isWanted[$0] == false }
    for finalizer in [GarbageFinalizer.orphan, GarbageFinalizer.foreground]
    where isWanted[finalizer] == true && !finalizers.contains(finalizer) {
      finalizers.append(finalizer)
    }
    namespace.setFinalizers(finalizers, isSorted: false)
    return namespace
  }

  /// A definition whose objects are removed from now on
  /// (`apiextensions-apiserver/pkg/registry/customresourcedefinition/etcd.go`).
  static func terminatingDefinition(_ definition: JSONValue, now: Timestamp) -> JSONValue {
    var definition = definition
    definition.setMetadata("deletionTimestamp", .time(now), isSorted: false)
    let finalizers = definition.finalizers
    if !finalizers.contains(CustomResourceCleanup.finalizer) {
      definition.setFinalizers(finalizers + [CustomResourceCleanup.finalizer], isSorted: false)
    }
    definition.setCondition(
      "Terminating", "True", reason: "InstanceDeletionPending",
      message: "CustomResourceDefinition marked for deletion; CustomResource deletion will begin "
        + "soon", now: now)
    return definition
  }
}

/// The removal of the objects of a CustomResourceDefinition that is deleted.
enum CustomResourceCleanup {
  static let finalizer = "customresourcecleanup.apiextensions.k8s.io"
}
