package import JSON
internal import KubernetesAPI

/// Writes what one controller wants, while this replica may write.
///
/// Everything goes by here, so nothing is written that is there already, and nothing once the lead is
/// lost. Objects that are gone are gone: to delete one that is not there succeeds.
package final class ObjectWriter: Sendable {
  /// Reads, for what must be known before a write and not as of a moment ago.
  package let client: APIClient<AnyTransport>

  /// The name under which the API server keeps whose the fields are: `bailiwick-dispatch`.
  package let manager: String

  private let mayWrite: @Sendable () -> Bool
  private let wrote: @Sendable () -> Void
  let now: @Sendable () -> String

  /// - Parameters:
  ///   - client: Speaks to the API server.
  ///   - manager: The name of the field manager.
  ///   - mayWrite: Whether this replica leads at the moment; asked before each write.
  ///   - now: The time as the cluster writes it, RFC 3339 in seconds.
  ///   - wrote: Is told of each write that is sent.
  package init(
    client: APIClient<AnyTransport>, manager: String, mayWrite: @escaping @Sendable () -> Bool,
    now: @escaping @Sendable () -> String, wrote: @escaping @Sendable () -> Void = {}
  ) {
    self.client = client
    self.manager = manager
    self.mayWrite = mayWrite
    self.wrote = wrote
    self.now = now
  }

  /// Applies an object unless it is as wanted already.
  ///
  /// - Parameters:
  ///   - desired: What is wanted of the object, with its name.
  ///   - resource: The resource it is of.
  ///   - current: The object as it is known; nil if there is none.
  /// - Returns: The object as it is now.
  @discardableResult
  package func apply(
    _ desired: JSONValue, of resource: APIResource, over current: APIObject?
  ) async throws(APIError) -> APIObject {
    if let current, current.satisfies(desired) { return current }
    let path = resource.path(of: try Self.key(of: desired))
    try begin()
    return try Self.object(try await client.apply(desired, at: path, as: manager))
  }

  /// Creates an object; nil if one of its name exists already.
  package func create(
    _ object: JSONValue, of resource: APIResource
  ) async throws(APIError) -> APIObject? {
    let key = try Self.key(of: object)
    let collection = resource.collection(in: key.namespace.isEmpty ? nil : key.namespace)
    try begin()
    do throws(APIError) {
      let path = "\(collection.path)?fieldManager=\(manager)"
      return try Self.object(try await client.create(object, at: path))
    } catch .refused(let refusal) where refusal.reason == "AlreadyExists" {
      return nil
    } catch {
      throw error
    }
  }

  /// Writes fields of an object's status, and its conditions, unless they are there already.
  ///
  /// Only the version given is changed; another is a 409, and the key is tried again.
  ///
  /// - Parameters:
  ///   - fields: The fields of the status; null removes one.
  ///   - conditions: The conditions, which replace those there are.
  ///   - object: The object as it is known.
  ///   - resource: The resource it is of.
  @discardableResult
  package func setStatus(
    _ fields: KeyValuePairs<String, JSONValue>, conditions: [Condition], of object: APIObject,
    _ resource: APIResource
  ) async throws(APIError) -> APIObject {
    let known = object.json["status"] ?? [:]
    var status: JSONValue = ["observedGeneration": .int(object.generation)]
    for (name, value) in fields { status[name] = value }
    let time = now()
    status["conditions"] = .array(
      conditions.map { $0.json(over: known, generation: object.generation, now: time) })
    let isThere = (status.object ?? JSONObject()).allSatisfy { name, value in
      value.isNull ? known[name] == nil : known[name] == value
    }
    if isThere { return object }
    let patch: JSONValue = [
      "metadata": ["resourceVersion": .string(object.resourceVersion)], "status": status,
    ]
    try begin()
    return try Self.object(
      try await client.merge(patch, at: resource.path(of: object.key) + "/status", as: manager))
  }

  /// Changes fields of the object itself by a merge patch, of the version given only.
  @discardableResult
  package func merge(
    _ patch: JSONValue, into object: APIObject, of resource: APIResource
  ) async throws(APIError) -> APIObject {
    var patch = patch
    var metadata = patch["metadata"] ?? [:]
    metadata["resourceVersion"] = .string(object.resourceVersion)
    patch["metadata"] = metadata
    try begin()
    return try Self.object(
      try await client.merge(patch, at: resource.path(of: object.key), as: manager))
  }

  /// Puts a finalizer on an object, or takes it away, unless that is so already.
  @discardableResult
  package func setFinalizer(
    _ finalizer: String, isWanted: Bool, on object: APIObject, of resource: APIResource
  ) async throws(APIError) -> APIObject {
    var finalizers = object.metadata.finalizers
    guard finalizers.contains(finalizer) != isWanted else { return object }
    if isWanted { finalizers.append(finalizer) } else { finalizers.removeAll { $0 == finalizer } }
    do throws(APIError) {
      return try await merge(
        ["metadata": ["finalizers": .strings(finalizers)]], into: object, of: resource)
    } catch .refused(let refusal) where refusal.reason == "NotFound" && !isWanted {
      return object
    } catch {
      throw error
    }
  }

  /// Deletes the object of this uid; that it is gone already is as good.
  package func delete(
    _ object: APIObject, of resource: APIResource
  ) async throws(APIError) {
    if object.metadata.isTerminating { return }
    try begin()
    do throws(APIError) {
      try await client.delete(resource.path(of: object.key), uid: object.uid)
    } catch .refused(let refusal) where refusal.code == 404 {
    } catch .refused(let refusal) where refusal.code == 409 {
      // Another object may have the name now, which is not ours to delete.
      guard let now = try await fresh(object.key, of: resource), now.uid == object.uid,
        !now.metadata.isTerminating
      else { return }
      throw .refused(refusal)
    } catch {
      throw error
    }
  }

  /// Reads an object as it is now; nil if there is none.
  ///
  /// That a resource is not served, or that whatever stands between finds nothing, is an error: nothing
  /// may be concluded from it.
  package func fresh(
    _ key: ObjectKey, of resource: APIResource
  ) async throws(APIError) -> APIObject? {
    do throws(APIError) {
      return try Self.object(try await client.get(resource.path(of: key)))
    } catch .refused(let refusal) where refusal.reason == "NotFound" {
      return nil
    } catch {
      throw error
    }
  }

  /// Reads all objects of a collection as they are now.
  package func fresh(_ collection: APICollection) async throws(APIError) -> [APIObject] {
    var objects: [APIObject] = []
    _ = try await client.list(collection) { json throws(APIError) in
      objects.append(try Self.object(json))
    }
    return objects
  }

  /// Lets a write be sent, if it may be.
  func begin() throws(APIError) {
    guard mayWrite() else { throw .cancelled }
    wrote()
  }

  private static func key(of object: JSONValue) throws(APIError) -> ObjectKey {
    guard let name = object["metadata", "name"]?.string else {
      throw .unreadable("an object to write has no name")
    }
    return ObjectKey(namespace: object["metadata", "namespace"]?.string ?? "", name: name)
  }

  private static func object(_ json: JSONValue) throws(APIError) -> APIObject {
    guard let object = try? APIObject(json: json) else {
      throw .unreadable("it is not an object")
    }
    return object
  }
}
