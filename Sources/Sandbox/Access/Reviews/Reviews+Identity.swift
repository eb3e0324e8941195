import JSON
import KubernetesAPI
import Wire

extension Reviews {
  /// Tells whom a token proves (`pkg/registry/authentication/tokenreview/storage.go`).
  ///
  /// - Throws: 400 for an empty token.
  func tokenReview(_ body: JSONValue, now: Int64) throws(Status) -> JSONValue {
    guard let token = body["spec", "token"]?.string, !token.isEmpty else {
      throw .badRequest("token is required for TokenReview in authentication")
    }
    var status: JSONValue = [:]
    do throws(Authentication.Refusal) {
      let proof = try authentication.proof(of: token, for: body.tokenAudiences, at: now)
      status["authenticated"] = true
      status["user"] = Self.json(of: proof.user)
      status["audiences"] = .strings(proof.audiences)
    } catch {
      status["user"] = [:]
      if !error.reason.isEmpty { status["error"] = .string(error.reason) }
    }
    return Self.answered(body, status: status)
  }

  /// Tells the caller who they are (`pkg/registry/authentication/selfsubjectreview/rest.go`).
  func selfSubjectReview(_ body: JSONValue, by user: UserInfo, now: Timestamp) -> JSONValue {
    [
      "kind": "SelfSubjectReview", "apiVersion": body["apiVersion"] ?? .null,
      "metadata": ["creationTimestamp": .string(now.rfc3339())],
      "status": ["userInfo": Self.json(of: user)],
    ]
  }

  /// A user, the extra attributes by their keys as in Go's maps.
  private static func json(of user: UserInfo) -> JSONValue {
    var user = user
    user.extra.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return user.json
  }
}
