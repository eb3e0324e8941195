package import JSON
package import KubernetesAPI

extension Sandbox {
  private static let loading = WriteOptions(manager: "bailiwick-sandbox")

  /// Creates or replaces an object as an administrator would, and its status with it.
  ///
  /// Owners without a uid are found by their names. What the controllers make of the object is
  /// done when this returns.
  ///
  /// - Throws: what the API server would answer.
  package func load(_ object: JSONValue) throws(Status) {
    let target = try target(of: object)
    let conformed = try target.resource.strategy.conform(
      withOwners(object, in: target.namespace), to: target.version)
    guard conformed.unknown.isEmpty else {
      throw .badRequest(
        "unknown field " + conformed.unknown.map(\.goQuoted).joined(separator: ", "))
    }
    var value = conformed.value
    let api = server.api
    if api.store.object(target.groupResource, target.namespace, target.name) == nil {
      _ = try api.create(target, value, Self.loading)
    } else {
      target.resource.strategy.setDefaults(&value)
      let ownership = api.ownership(target)
      _ = try api.update(target, Self.loading) { (live) throws(Status) in
        ownership.updated(live: live, Self.replacing(live, value), Self.loading, now: api.now)
      }
    }
    settle()
    if let status = object["status"], target.version.subresource("status") != nil {
      try load(status, of: object)
      settle()
    }
  }

  private func load(_ status: JSONValue, of object: JSONValue) throws(Status) {
    let target = try target(of: object, part: "status")
    let api = server.api
    let ownership = api.ownership(target)
    _ = try api.update(target, Self.loading) { (live) throws(Status) in
      var value = live
      value["status"] = status
      return ownership.updated(live: live, value, Self.loading, now: api.now)
    }
  }

  /// The new object as an unconditional replacement of the present one.
  private static func replacing(_ live: JSONValue, _ value: JSONValue) -> JSONValue {
    var value = value
    value[at: ["metadata", "resourceVersion"]] = live["metadata", "resourceVersion"]
    return value
  }

  /// The object with the identities of its owners.
  private func withOwners(_ object: JSONValue, in namespace: String) throws(Status) -> JSONValue {
    guard let owners = object["metadata", "ownerReferences"]?.array else { return object }
    var found: [JSONValue] = []
    for owner in owners {
      var owner = owner
      if (owner["uid"]?.string ?? "").isEmpty {
        let target = try target(of: owner)
        let name = owner["name"]?.string ?? ""
        let place = target.resource.isNamespaced ? namespace : ""
        guard let stored = server.api.store.object(target.groupResource, place, name) else {
          throw .notFound(target.groupResource, name: name)
        }
        owner["uid"] = .string(stored.uid)
      }
      found.append(owner)
    }
    var object = object
    object[at: ["metadata", "ownerReferences"]] = .array(found)
    return object
  }
}
