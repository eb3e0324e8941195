import KubernetesAPI

// What is particular to the deletion of some resources.

extension GroupResource {
  static let namespaces = GroupResource(group: "", resource: "namespaces")
  static let pods = GroupResource(group: "", resource: "pods")
  static let definitions = GroupResource(
    group: "apiextensions.k8s.io", resource: "customresourcedefinitions")
}

extension Resource {
  /// Whether its objects are CustomResourceDefinitions.
  var definesResources: Bool { groupResource == .definitions }

  /// Whether the first DELETE only marks an object that is emptied then.
  var hasStagedDeletion: Bool { groupResource == .namespaces || definesResources }

  /// Whether nothing depends on its objects (`rest.Unsupported`).
  var isNeverCollected: Bool {
    names.plural == "events" && (group.isEmpty || group == "events.k8s.io")
  }

  /// Whether the dependents stay when nothing is said, as they did before there was a policy
  /// (`DefaultGarbageCollectionPolicy` of the strategies).
  var orphansByDefault: Bool {
    (group.isEmpty && names.plural == "replicationcontrollers")
      || (group == "batch" && names.plural == "jobs")
  }

  /// Whether a DELETE answers the object that is gone instead of a Status
  /// (`ReturnDeletedObject` of the stores).
  var answersWithDeleted: Bool {
    switch group {
    case "":
      [
        "namespaces", "persistentvolumeclaims", "persistentvolumes", "pods", "podtemplates",
        "resourcequotas", "serviceaccounts", "services",
      ].contains(names.plural)
    case "storage.k8s.io":
      [
        "csidrivers", "csinodes", "storageclasses", "volumeattachments",
        "volumeattributesclasses",
      ].contains(names.plural)
    case "resource.k8s.io": true
    default: false
    }
  }
}
