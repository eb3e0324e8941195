package import JSON

extension APIClient {
  /// Applies an object on the server's side (KEP-555): the fields given become the manager's, whoever
  /// had them before.
  ///
  /// - Parameters:
  ///   - object: What the manager wants of the object, with apiVersion, kind and name. Where its
  ///     metadata has a resourceVersion, only that version is changed.
  ///   - path: The path of the object or of its status, without the server's base path.
  ///   - manager: The name under which the API server keeps whose the fields are.
  ///   - deadline: How long the whole may take.
  package func apply(
    _ object: JSONValue, at path: String, as manager: String,
    within deadline: Duration = .seconds(30)
  ) async throws(APIError) -> JSONValue {
    try await value(
      of: "PATCH", "\(path)?fieldManager=\(PercentEncoding.encode(manager))&force=true",
      body: object.encoded(), mediaType: "application/apply-patch+yaml", within: deadline,
      isRepeatable: true)
  }

  /// Changes an object by a JSON merge patch (RFC 7396).
  ///
  /// - Parameters:
  ///   - patch: The members to change; with a resourceVersion in its metadata, of that version only.
  ///   - path: The path of the object or of its status, without the server's base path.
  ///   - manager: The name under which the API server keeps whose the fields are.
  ///   - deadline: How long the whole may take.
  package func merge(
    _ patch: JSONValue, at path: String, as manager: String,
    within deadline: Duration = .seconds(30)
  ) async throws(APIError) -> JSONValue {
    try await value(
      of: "PATCH", "\(path)?fieldManager=\(PercentEncoding.encode(manager))",
      body: patch.encoded(), mediaType: "application/merge-patch+json", within: deadline,
      isRepeatable: false)
  }

  /// Deletes one object, and only the one of this uid.
  ///
  /// - Parameters:
  ///   - path: The path of the object, without the server's base path.
  ///   - uid: The identity that the object must have; another is a 409.
  ///   - deadline: How long the whole may take.
  package func delete(
    _ path: String, uid: String,
    within deadline: Duration = .seconds(30)
  ) async throws(APIError) {
    let options: JSONValue = [
      "apiVersion": "v1", "kind": "DeleteOptions", "preconditions": ["uid": .string(uid)],
    ]
    _ = try await value(
      of: "DELETE", path, body: options.encoded(), within: deadline, isRepeatable: true)
  }
}
