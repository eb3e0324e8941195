import JSON
import KubernetesAPI

extension API {
  /// What an update makes of the stored object, in the shape of the request's version.
  typealias Edit = (_ live: JSONValue) throws(Status) -> JSONValue

  /// Replaces an object by what `edit` makes of it.
  ///
  /// - Throws: 404, 409 for a version that is not the present one, 422, and what `edit` throws.
  func update(
    _ target: Target, _ options: WriteOptions,
    isUnconditional: Bool = true, _ edit: Edit
  ) throws(Status) -> StoredObject {
    try store.write(isDryRun: options.isDryRun) { transaction throws(Status) in
      guard
        let old = transaction.object(target.groupResource, target.namespace, target.name)
      else { throw .notFound(target.groupResource, name: target.name) }
      return try replace(
        old, target, isUnconditional: isUnconditional, &transaction, edit)
    }
  }

  /// The same inside of a transaction.
  func replace(
    _ old: StoredObject, _ target: Target, isUnconditional: Bool,
    _ transaction: inout StoreTransaction, _ edit: Edit
  ) throws(Status) -> StoredObject {
    let strategy = target.resource.strategy
    let live = inVersion(old, target)
    var object = try edit(live)
    try check(object, against: old, target, isUnconditional: isUnconditional)
    keepSystemFields(&object, from: old.value)
    strategy.prepareForUpdate(&object, old: live, subresource: target.subresource?.name ?? "")
    if strategy.countsGenerations,
      Self.intentDiffers(
        object, live, countingStatus: strategy.generationCountsStatus)
    {
      object[at: ["metadata", "generation"]] = .int(
        (old.value["metadata", "generation"]?.int ?? 0) + 1)
    }
    let problems =
      ObjectMetaProblems.updating(object, old: live, resource: target.resource)
      + strategy.problems(
        updating: object, old: live, subresource: target.subresource?.name ?? "")
    guard problems.isEmpty else { throw invalid(object, target, problems) }
    try admission.check(
      updating: object, of: target.resource, in: target.namespace, transaction)
    object = arranged(object, target)
    object.setMetadata(
      "resourceVersion", .string(String(old.revision)),
      isSorted: target.resource.definition != nil)
    let isFinished = DeletionPlan.isFinished(by: object, replacing: old.value, of: target.resource)
    guard object != old.value || isFinished else { return old }
    guard let stored = transaction.replace(target.resource, old, with: object) else {
      return StoredObject(object, revision: transaction.revision)
    }
    return stored
  }

  /// The stored object in the version of the request.
  func inVersion(_ object: StoredObject, _ target: Target) -> JSONValue {
    var value = object.value
    value["apiVersion"] = .string(target.resource.apiVersion(target.version.name))
    return value
  }

  /// Refuses an object that is not the one the path names (handlers/rest.go, `checkName`).
  func checkName(of object: JSONValue, _ target: Target) throws(Status) {
    guard !object.name.isEmpty else {
      throw .badRequest(
        "the name of the object (\(target.name) based on URL) was undeterminable: name must be "
          + "provided")
    }
    guard object.name == target.name else {
      throw .badRequest(
        "the name of the object (\(object.name)) does not match the name on the URL "
          + "(\(target.name))")
    }
  }

  private func check(
    _ object: JSONValue, against old: StoredObject, _ target: Target, isUnconditional: Bool
  ) throws(Status) {
    try checkName(of: object, target)
    guard object.namespace == old.namespace || object.namespace.isEmpty else {
      throw .badRequest(
        "the namespace of the object (\(object.namespace)) does not match the namespace on the URL (\(old.namespace))"
      )
    }
    if let uid = object["metadata", "uid"]?.string, !uid.isEmpty, uid != old.uid {
      throw .conflict(
        target.groupResource, name: old.name,
        because: "StorageError: invalid object, Code: 4, Key: \(storageKey(old, target)), "
          + "ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
          + "\(uid), UID in object meta: \(old.uid)")
    }
    let version = object["metadata", "resourceVersion"]?.string ?? ""
    if version.isEmpty || version == "0" {
      guard isUnconditional else {
        // The store speaks of the resource where a strategy speaks of the kind.
        throw .invalid(
          group: target.resource.group, kind: target.resource.names.plural, name: object.name,
          [
            FieldProblem(
              kind: .invalid, field: "metadata.resourceVersion", value: .int(0),
              detail: "must be specified for an update")
          ])
      }
    } else if version != String(old.revision) {
      throw .conflict(
        target.groupResource, name: old.name,
        because:
          "the object has been modified; please apply your changes to the latest version and try again"
      )
    }
  }

  /// Where a real server keeps an object in etcd, which its errors tell
  /// (`kubeapiserver/default_storage_factory_builder.go`, `SpecialDefaultResourcePrefixes`).
  private func storageKey(_ object: StoredObject, _ target: Target) -> String {
    let resource = target.groupResource
    let prefix =
      switch (resource.group, resource.resource) {
      case ("", "replicationcontrollers"): "controllers"
      case ("", "endpoints"): "services/endpoints"
      case ("", "services"): "services/specs"
      case ("", "nodes"): "minions"
      case ("networking.k8s.io", "ingresses"): "ingress"
      case ("apiextensions.k8s.io", let name), ("apiregistration.k8s.io", let name):
        "\(resource.group)/\(name)"
      case (let group, let name): target.resource.definition == nil ? name : "\(group)/\(name)"
      }
    let namespace = object.namespace.isEmpty ? "" : "\(object.namespace)/"
    return "/registry/\(prefix)/\(namespace)\(object.name)"
  }

  /// What a client cannot change stays (apimachinery/pkg/api/validation,
  /// `ValidateObjectMetaAccessorUpdate`).
  private func keepSystemFields(_ object: inout JSONValue, from old: JSONValue) {
    if object["metadata"]?.object == nil { object["metadata"] = [:] }
    let metadata = old["metadata"]
    for key in ["name", "namespace", "uid", "creationTimestamp"]
    where (object["metadata", key]?.string ?? "").isEmpty {
      object["metadata"]?[key] = metadata?[key]
    }
    for key in ["generation", "deletionTimestamp", "deletionGracePeriodSeconds"] {
      object["metadata"]?[key] = metadata?[key]
    }
  }

  /// Whether two objects differ outside of metadata, and of status unless that counts.
  private static func intentDiffers(
    _ one: JSONValue, _ other: JSONValue, countingStatus: Bool
  ) -> Bool {
    func intent(_ value: JSONValue) -> JSONValue {
      var value = value
      for key in ["metadata", "apiVersion", "kind"] { value[key] = nil }
      if !countingStatus { value["status"] = nil }
      return value
    }
    return intent(one) != intent(other)
  }
}
