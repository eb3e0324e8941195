import JSON
import KubernetesAPI

extension API {
  /// What became of an object that was to be deleted.
  enum Deletion: Sendable {
    case gone(StoredObject)
    /// Finalizers hold it.
    case remains(StoredObject)
  }

  /// Deletes an object, or begins to.
  func delete(
    _ target: Target, _ options: DeleteOptions, isDryRun: Bool, as user: UserInfo
  ) throws(Status) -> Deletion {
    try store.write(isDryRun: isDryRun) { transaction throws(Status) in
      guard
        let old = transaction.object(target.groupResource, target.namespace, target.name)
      else { throw .notFound(target.groupResource, name: target.name) }
      try admission.check(deleting: old.value, target, as: user, transaction)
      return try remove(old, target.resource, options, &transaction)
    }
  }

  /// Deletes every object of a collection that is selected.
  ///
  /// - Returns: the objects as they were.
  func deleteCollection(
    _ selection: Selection, _ options: DeleteOptions, _ list: ListOptions, isDryRun: Bool
  ) throws(Status) -> [StoredObject] {
    let resource = selection.resource
    return try store.write(isDryRun: isDryRun) { transaction throws(Status) in
      var chosen = transaction.objects(resource.groupResource, in: selection.namespace)
        .filter { selection.contains($0) }
      if list.limit > 0 { chosen = Array(chosen.prefix(list.limit)) }
      for object in chosen { _ = try remove(object, resource, options, &transaction) }
      return chosen
    }
  }

  /// The same for one object inside of a transaction.
  func remove(
    _ old: StoredObject, _ resource: Resource, _ options: DeleteOptions,
    _ transaction: inout StoreTransaction
  ) throws(Status) -> Deletion {
    switch try DeletionPlan.plan(old.value, resource, options, now: now) {
    case .remove: return .gone(transaction.remove(resource.groupResource, old))
    case .keep(let value):
      guard value != old.value else { return .remains(old) }
      return .remains(transaction.put(resource.groupResource, value))
    }
  }
}
