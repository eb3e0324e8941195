import JSON
import KubernetesAPI

extension DeleteOptions {
  /// Compares the preconditions with the object (rest/delete.go, BeforeDelete).
  func check(_ object: JSONValue, _ resource: Resource) throws(Status) {
    let kind = GroupResource(group: resource.group, resource: resource.names.kind)
    if let uid, uid != object.uid {
      throw .conflict(
        kind, name: object.name,
        because: "the UID in the precondition (\(uid)) does not match the UID in record "
          + "(\(object.uid)). The object might have been deleted and then recreated")
    }
    let revision = object["metadata", "resourceVersion"]?.string ?? ""
    if let resourceVersion, resourceVersion != revision {
      throw .conflict(
        kind, name: object.name,
        because: "the ResourceVersion in the precondition (\(resourceVersion)) does not match the "
          + "ResourceVersion in record (\(revision)). The object might have been modified")
    }
  }

  /// The same in the words of namespaces and CustomResourceDefinitions
  /// (`registry/core/namespace/storage/storage.go`).
  func checkStaged(_ object: JSONValue, _ resource: Resource) throws(Status) {
    if let uid, uid != object.uid {
      throw .conflict(
        resource.groupResource, name: object.name,
        because: "Precondition failed: UID in precondition: \(uid), UID in object meta: "
          + object.uid)
    }
    let revision = object["metadata", "resourceVersion"]?.string ?? ""
    if let resourceVersion, resourceVersion != revision {
      throw .conflict(
        resource.groupResource, name: object.name,
        because: "Precondition failed: ResourceVersion in precondition: \(resourceVersion), "
          + "ResourceVersion in object meta: \(revision)")
    }
  }
}
