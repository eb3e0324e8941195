package import JSON
package import KubernetesAPI

/// Asks the API server whom a bearer token proves (authentication.k8s.io/v1).
package enum TokenReview {
  /// What the review says.
  package enum Outcome: Sendable, Equatable {
    /// The token is good, and this is who holds it.
    case authenticated(UserInfo)

    /// The token proves nobody.
    case notAuthenticated(reason: String)

    /// Nothing is known about the token: the review did not happen or cannot be read.
    case failed(APIError)
  }

  /// Where reviews are created.
  package static let path = "/apis/authentication.k8s.io/v1/tokenreviews"

  /// The review to create for a token, for the audiences of the API server.
  package static func question(token: String) -> JSONValue {
    [
      "apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview",
      "spec": ["token": .string(token)],
    ]
  }

  /// Reads the created review.
  ///
  /// Both `authenticated: true` and a user name are required: an answer with either alone proves
  /// nobody.
  package static func outcome(of answer: JSONValue) -> Outcome {
    guard answer["kind"]?.string == "TokenReview", let status = answer["status"],
      status.object != nil
    else { return .failed(.unreadable("it is no TokenReview with a status")) }
    switch status["authenticated"] {
    case .bool(true)?: break
    case .bool(false)?, .null?, .none:
      let reason = status["error"]?.string ?? ""
      return .notAuthenticated(reason: reason.isEmpty ? "the token is not known" : reason)
    default: return .failed(.unreadable("authenticated is neither true nor false"))
    }
    do throws(APIError) {
      let user = try UserInfo(review: status["user"] ?? .null)
      guard !user.username.isEmpty else {
        return .notAuthenticated(reason: "the review names no user")
      }
      return .authenticated(user)
    } catch {
      return .failed(error)
    }
  }
}

extension APIClient {
  /// Reviews a bearer token.
  ///
  /// - Parameters:
  ///   - token: The token as it stood in the Authorization field.
  ///   - deadline: How long the review may take before it has failed.
  package func review(
    token: String, within deadline: Duration = .seconds(10)
  ) async -> TokenReview.Outcome {
    do throws(APIError) {
      return TokenReview.outcome(
        of: try await create(
          TokenReview.question(token: token), at: TokenReview.path, within: deadline,
          isRepeatable: true))
    } catch {
      return .failed(error)
    }
  }
}
