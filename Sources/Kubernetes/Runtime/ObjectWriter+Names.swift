package import JSON
internal import KubernetesAPI

extension ObjectWriter {
  /// Creates an object under the first of its names that nobody else has.
  ///
  /// - Parameters:
  ///   - names: The names, the best one first.
  ///   - resource: The resource it is of.
  ///   - object: The object of a name.
  ///   - isOurs: Whether one that is there is the one that is meant.
  package func create(
    under names: [String], of resource: APIResource, _ object: (String) -> JSONValue,
    isOurs: (APIObject) -> Bool
  ) async throws(APIError) -> Placement {
    for name in names {
      let wanted = object(name)
      if let made = try await create(wanted, of: resource) { return .made(made) }
      let key = ObjectKey(namespace: wanted["metadata", "namespace"]?.string ?? "", name: name)
      guard let found = try await fresh(key, of: resource) else { return .leaving }
      guard isOurs(found) else { continue }
      return found.metadata.isTerminating ? .leaving : .found(found)
    }
    return .taken
  }
}
