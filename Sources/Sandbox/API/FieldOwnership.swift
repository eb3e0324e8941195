import JSON
import KubernetesAPI

/// Who owns the fields of one resource's objects, in one version and subresource.
struct FieldOwnership: Sendable {
  let schema: Schema
  let apiVersion: String
  let kind: String
  let subresource: String
  /// Fields that requests of this kind cannot set, so that nobody owns them by such a request.
  let ignored: FieldSet

  func created(_ object: JSONValue, _ options: WriteOptions, now: String) -> JSONValue {
    ManagedFields.afterUpdate(
      live: nil, new: object, schema: schema, manager: options.manager, apiVersion: apiVersion,
      subresource: subresource, now: now, ignoring: ignored)
  }

  func updated(
    live: JSONValue, _ object: JSONValue, _ options: WriteOptions, now: String
  ) -> JSONValue {
    let updated = ManagedFields.afterUpdate(
      live: live, new: object, schema: schema, manager: options.manager, apiVersion: apiVersion,
      subresource: subresource, now: now, ignoring: ignored)
    return ManagedFields.keepingTimes(updated, of: live)
  }

  /// The object with nothing said of when a manager updated it, as it is with those who scale:
  /// their entries are of another version while the times are looked up
  /// (`managedfields/scalehandler.go`, `ToParent`).
  func withoutTime(_ object: JSONValue, of manager: String) -> JSONValue {
    let identity = ManagedFields.Identity(manager, .update, apiVersion, subresource)
    guard var managed = try? ManagedFields(object["metadata", "managedFields"]),
      managed[identity] != nil
    else { return object }
    managed[identity]?.time = nil
    var object = object
    object.setManagedFields(managed)
    return object
  }

  func applied(
    _ patch: JSONValue, to live: JSONValue?, _ options: WriteOptions, now: String
  ) throws(Status) -> JSONValue {
    try ManagedFields.apply(
      patch: patch, live: live, schema: schema, manager: options.manager,
      force: options.isForced, apiVersion: apiVersion, kind: kind, subresource: subresource,
      now: now, ignoring: ignored)
  }
}

extension API {
  /// The ownership of fields for requests to a target.
  func ownership(_ target: Target) -> FieldOwnership {
    FieldOwnership(
      schema: target.version.schema.resolved,
      apiVersion: target.resource.apiVersion(target.version.name),
      kind: target.resource.names.kind, subresource: target.subresource?.name ?? "",
      ignored: FieldSet.reset(
        by: target.groupResource, subresource: target.subresource?.name ?? "",
        isCustom: target.resource.definition != nil))
  }
}
