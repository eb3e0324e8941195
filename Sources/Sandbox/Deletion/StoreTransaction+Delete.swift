import JSON
import KubernetesAPI
import Wire

extension StoreTransaction {
  /// Does what a DELETE of an object does.
  ///
  /// - Throws: 409 when a precondition does not hold.
  @discardableResult
  mutating func delete(
    _ resource: Resource, _ object: StoredObject, _ options: DeleteOptions, now: Timestamp
  ) throws(Status) -> Deletion {
    let plan = try DeletionPlan(
      deleting: object.value, of: resource, options: options, now: now)
    var last = object
    if let update = plan.update { last = put(resource.groupResource, update) }
    if plan.isRemoved { last = remove(resource.groupResource, last) }
    return Deletion(resource: resource, object: last, isRemoved: plan.isRemoved)
  }

  /// Does what a DELETE of a collection does to each of its objects.
  @discardableResult
  mutating func delete(
    _ resource: Resource, each objects: [StoredObject], _ options: DeleteOptions, now: Timestamp
  ) throws(Status) -> [Deletion] {
    var deletions: [Deletion] = []
    for object in objects { deletions.append(try delete(resource, object, options, now: now)) }
    return deletions
  }

  /// Puts an object in the place of its former state, or ends its deletion if that waited for the
  /// finalizers it no longer has.
  ///
  /// - Returns: the object as it is stored; nil when it is gone. Its last state, the one a watch
  ///   sees, is the former one then.
  @discardableResult
  mutating func replace(
    _ resource: Resource, _ old: StoredObject, with new: JSONValue
  ) -> StoredObject? {
    guard DeletionPlan.isFinished(by: new, replacing: old.value, of: resource) else {
      return put(resource.groupResource, new)
    }
    remove(resource.groupResource, old)
    return nil
  }
}
