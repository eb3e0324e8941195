import JSON
import KubernetesAPI

extension ManagedFields {
  /// The object after somebody has applied a configuration to it (server-side apply).
  ///
  /// When nothing changes the answer is `live`, with the times of its managed fields.
  ///
  /// - Parameters:
  ///   - patch: the configuration, with `apiVersion` and `kind`.
  ///   - live: the object in the shape of its schema; nil when there is none yet.
  ///   - force: whether fields of others may be taken.
  ///   - kind: the kind that is expected.
  ///   - ignoring: the fields that this request does not write, such as the status.
  /// - Throws: 409 for conflicts, 400 for another kind or managed fields in the patch, 500 for a
  ///   patch that does not fit the schema.
  static func apply(
    patch: JSONValue, live: JSONValue?, schema: Schema, manager: String, force: Bool,
    apiVersion: String, kind: String, subresource: String = "", now: String,
    ignoring: FieldSet = FieldSet()
  ) throws(Status) -> JSONValue {
    guard patch["apiVersion"]?.string == apiVersion, patch["kind"]?.string == kind else {
      throw .badRequest("invalid object type: \(patch.kindText)")
    }
    let old = live ?? schema.goZero
    var managed: ManagedFields
    do throws(ManagedFieldsError) {
      managed = try ManagedFields(old["metadata", "managedFields"])
    } catch {
      throw .unexpected("failed to decode managed fields: \(error.message)")
    }
    if managed.isEmpty {
      try check(
        old, schema, allowsDuplicates: true,
        "failed to create manager for existing fields: failed to convert new object", "to smd typed"
      )
      managed.update(
        from: schema.goZero, to: old, schema: schema,
        by: Identity("before-first-apply", .update, apiVersion, subresource),
        apiVersion: apiVersion, now: now, ignoring: ignoring)
    }
    guard patch["metadata", "managedFields"]?.array == nil else {
      throw .badRequest("metadata.managedFields must be nil")
    }
    try check(patch, schema, "failed to create typed patch object")
    try check(old, schema, allowsDuplicates: true, "failed to create typed live object")
    managed.mapFields { $0.fields.fitted(to: schema) }
    let application = Application(
      live: old, patch: patch, schema: schema,
      identity: Identity(manager, .apply, apiVersion, subresource), apiVersion: apiVersion,
      ignoring: ignoring)
    return try application.result(managed, force: force, now: now)
  }

  /// Refuses an object that does not fit its schema.
  private static func check(
    _ object: JSONValue, _ schema: Schema, allowsDuplicates: Bool = false, _ before: String,
    _ after: String = ""
  ) throws(Status) {
    let problems = SchemaProblems(of: object, schema: schema, allowsDuplicates: allowsDuplicates)
    guard let message = problems.message else { return }
    let name = "(\(object.namespace)/\(object.name); \(object.kindText))"
    throw .unexpected("\(before) \(name)\(after.isEmpty ? "" : " " + after): \(message)")
  }
}

extension JSONValue {
  /// Group, version and kind as Go prints them: `apps/v1, Kind=Deployment`, `/v1, Kind=Pod`.
  fileprivate var kindText: String {
    let version = self["apiVersion"]?.string ?? ""
    let kind = self["kind"]?.string ?? ""
    return (version.utf8.contains(UInt8(ascii: "/")) ? version : "/" + version) + ", Kind=" + kind
  }
}
