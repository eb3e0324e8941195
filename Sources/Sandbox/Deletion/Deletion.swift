import JSON
import KubernetesAPI

/// What became of one object that was to be deleted.
struct Deletion: Sendable {
  let resource: Resource
  /// The object as it is now, or was last.
  let object: StoredObject
  /// Whether it is gone.
  let isRemoved: Bool

  /// The body of the answer: a Status about an object that is gone, or the object
  /// (`apiserver/pkg/registry/generic/registry/store.go`, finalizeDelete).
  var answer: JSONValue {
    guard isRemoved, !resource.answersWithDeleted else { return object.value }
    var details: JSONValue = ["name": .string(object.name)]
    if !resource.group.isEmpty { details["group"] = .string(resource.group) }
    details["kind"] = .string(resource.names.plural)
    details["uid"] = .string(object.uid)
    return [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
      "details": details,
    ]
  }

  /// The HTTP status of the answer: 202 for an object that waits for the dependents it shall take
  /// with it (`apiserver/pkg/endpoints/handlers/delete.go`).
  func code(_ options: DeleteOptions) -> Int {
    !isRemoved && options.orphanDependents == false ? 202 : 200
  }
}
