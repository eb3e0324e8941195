import JSON
import KubernetesAPI

extension API {
  /// Stores a new object.
  ///
  /// - Parameter object: what was sent, in the shape of its version.
  func create(
    _ target: Target, _ object: JSONValue, _ options: WriteOptions
  ) throws(Status) -> StoredObject {
    let object = try completed(object, target)
    return try store.write(isDryRun: options.isDryRun) { transaction throws(Status) in
      try insert(object, target, options, &transaction)
    }
  }

  /// The same inside of a transaction; `object` is complete but for what the server gives it.
  func insert(
    _ object: JSONValue, _ target: Target, _ options: WriteOptions,
    isApplied: Bool = false, _ transaction: inout StoreTransaction
  ) throws(Status) -> StoredObject {
    let strategy = target.resource.strategy
    var object = object
    object["metadata"]?["deletionTimestamp"] = nil
    object["metadata"]?["deletionGracePeriodSeconds"] = nil
    // What admission adds belongs to nobody; what was applied has its owner already.
    if !isApplied { object = ownership(target).created(object, options, now: now) }
    try admission.complete(
      &object, of: target.resource, in: target.namespace, transaction)
    if object.name.isEmpty, let base = object["metadata", "generateName"]?.string, !base.isEmpty {
      object[at: ["metadata", "name"]] = .string(ObjectNames.generated(from: base))
    }
    object[at: ["metadata", "uid"]] = .string(ObjectNames.uid())
    object[at: ["metadata", "creationTimestamp"]] = .string(now)
    strategy.prepareForCreate(&object)
    if strategy.countsGenerations { object[at: ["metadata", "generation"]] = 1 }
    let problems =
      ObjectMetaProblems.creating(object, resource: target.resource)
      + strategy.problems(creating: object)
    guard problems.isEmpty else { throw invalid(object, target, problems) }
    try admission.check(
      creating: object, of: target.resource, in: target.namespace, &transaction)
    if let version = object["metadata", "resourceVersion"]?.string, !version.isEmpty {
      throw Status(
        code: 500, reason: "",
        message: "resourceVersion should not be set on objects to be created")
    }
    guard transaction.object(target.groupResource, object.namespace, object.name) == nil else {
      throw .alreadyExists(target.groupResource, name: object.name)
    }
    return transaction.put(target.groupResource, arranged(object, target))
  }

  /// The object with the request's namespace and the defaults of its kind.
  func completed(_ object: JSONValue, _ target: Target) throws(Status) -> JSONValue {
    var object = object
    if object["metadata"]?.object == nil { object["metadata"] = [:] }
    let namespace = object.namespace
    if target.resource.isNamespaced {
      guard namespace.isEmpty || namespace == target.namespace else {
        throw .badRequest(
          "the namespace of the provided object does not match the namespace sent on the request")
      }
      object[at: ["metadata", "namespace"]] = .string(target.namespace)
    } else if !namespace.isEmpty {
      object["metadata"]?["namespace"] = nil
    }
    target.resource.strategy.setDefaults(&object)
    return object
  }

  /// The object in its storage version with its members in their order.
  func arranged(_ object: JSONValue, _ target: Target) -> JSONValue {
    var object = object
    let storage = target.resource.storageVersion
    object["apiVersion"] = .string(target.resource.apiVersion(storage.name))
    object["kind"] = .string(target.resource.names.kind)
    if let conformed = try? target.resource.strategy.conform(object, to: storage) {
      object = conformed.value
    }
    if target.resource.definition == nil { object = storage.schema.stored(object) }
    target.resource.strategy.prepareForStorage(&object)
    return object
  }

  func invalid(_ object: JSONValue, _ target: Target, _ problems: [FieldProblem]) -> Status {
    .invalid(
      group: target.resource.group, kind: target.resource.names.kind, name: object.name, problems)
  }
}
