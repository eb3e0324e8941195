import JSON
import KubernetesAPI
import Wire

/// Answers the kinds that are questions: who somebody is, and what they may do.
///
/// Nothing of them is stored. A body has its managedFields already, and conforms to its schema.
struct Reviews: Sendable {
  let authorizer: Authorizer
  let authentication: Authentication

  static let accessGroup = "authorization.k8s.io"

  /// Answers any of them by its kind.
  ///
  /// - Parameters:
  ///   - body: what was sent.
  ///   - user: who sent it.
  ///   - namespace: of the path, for a LocalSubjectAccessReview.
  /// - Throws: 400 or 422; 404 for a kind that is no review.
  func answer(
    _ body: JSONValue, by user: UserInfo, in namespace: String, now: Timestamp
  ) throws(Status) -> JSONValue {
    switch body["kind"]?.string {
    case "TokenReview": return try tokenReview(body, now: now.seconds)
    case "SelfSubjectReview": return selfSubjectReview(body, by: user, now: now)
    case "SubjectAccessReview": return try subjectAccessReview(body)
    case "SelfSubjectAccessReview": return try selfSubjectAccessReview(body, by: user)
    case "LocalSubjectAccessReview": return try localSubjectAccessReview(body, in: namespace)
    case "SelfSubjectRulesReview": return try selfSubjectRulesReview(body, by: user)
    default: throw .badRequest("no kind of review: \(body["kind"]?.string ?? "")")
    }
  }

  /// The body with its status, in the API's order of members.
  static func answered(_ body: JSONValue, status: JSONValue) -> JSONValue {
    [
      "kind": body["kind"] ?? .null, "apiVersion": body["apiVersion"] ?? .null,
      "metadata": body["metadata"] ?? [:], "spec": body["spec"] ?? [:], "status": status,
    ]
  }
}
