import JSON
import KubernetesAPI

extension API {
  /// Deletes an object, or begins to.
  func delete(
    _ target: Target, _ options: DeleteOptions
  ) throws(Status) -> Deletion {
    try store.write(isDryRun: options.isDryRun) { transaction throws(Status) in
      try admission.check(deleting: target.name, of: target.resource)
      guard
        let old = transaction.object(target.groupResource, target.namespace, target.name)
      else { throw .notFound(target.groupResource, name: target.name) }
      return try transaction.delete(target.resource, old, options, now: clock())
    }
  }

  /// Deletes every object of a collection that is selected.
  ///
  /// - Returns: the objects as they were.
  func deleteCollection(
    _ selection: Selection, _ options: DeleteOptions, _ list: ListOptions
  ) throws(Status) -> [StoredObject] {
    let resource = selection.resource
    return try store.write(isDryRun: options.isDryRun) { transaction throws(Status) in
      var chosen = transaction.objects(resource.groupResource, in: selection.namespace)
        .filter { selection.contains($0) }
      if list.limit > 0 { chosen = Array(chosen.prefix(list.limit)) }
      try transaction.delete(resource, each: chosen, options, now: clock())
      return chosen
    }
  }
}
