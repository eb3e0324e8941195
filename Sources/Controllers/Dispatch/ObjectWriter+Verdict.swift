internal import JSON
internal import Kubernetes

extension ObjectWriter {
  /// Writes what was found of an object into its status, and tells of it in an event if it is new.
  func publish(
    _ verdict: Verdict, _ fields: KeyValuePairs<String, JSONValue>, of object: APIObject,
    _ resource: APIResource
  ) async throws(APIError) {
    let now = try await setStatus(
      fields, conditions: [verdict.condition], of: object, resource)
    guard verdict.isNews(to: object) else { return }
    await tell(
      verdict.isGranted ? .normal : .warning, verdict.reason.rawValue, verdict.message, of: now,
      resource, as: manager)
  }
}
