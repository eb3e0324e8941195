package import JSON
private import Wire

/// A token of a service account, and until when it is good (authentication.k8s.io/v1 TokenRequest).
package struct IssuedToken: Sendable, Equatable {
  /// The bearer token.
  package let token: String

  /// When it ends, as the API server says it (RFC 3339).
  package let expiration: String

  /// The seconds a token may be asked for: the API server refuses others.
  package static let lifetimes = 600...(1 << 32)

  /// A token of its parts.
  package init(token: String, expiration: String) {
    self.token = token
    self.expiration = expiration
  }

  /// What to ask for a token for the audiences of the API server.
  package static func request(seconds: Int) -> JSONValue {
    [
      "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
      "spec": ["expirationSeconds": .number(String(seconds))],
    ]
  }

  /// Reads what the API server answered.
  package init(answer: JSONValue) throws(APIError) {
    guard answer["kind"]?.string == "TokenRequest",
      let text = answer["status", "token"]?.string,
      let token = TokenSource.token(in: Array(text.utf8)), token == text
    else { throw .unreadable("it is no TokenRequest with a token") }
    guard let expiration = answer["status", "expirationTimestamp"]?.string,
      Timestamp(rfc3339: expiration) != nil
    else { throw .unreadable("it does not say when the token ends") }
    self.init(token: token, expiration: expiration)
  }

  /// The credential that kubectl takes from a program it runs (client.authentication.k8s.io/v1).
  package var credential: JSONValue {
    [
      "apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
      "status": ["token": .string(token), "expirationTimestamp": .string(expiration)],
    ]
  }
}

extension APIClient {
  /// Asks for a token of a service account.
  ///
  /// - Parameters:
  ///   - account: The name of the service account.
  ///   - namespace: Its namespace.
  ///   - seconds: How long it should be good; the API server may make it less.
  package func token(
    of account: String, in namespace: String, seconds: Int
  ) async throws(APIError) -> IssuedToken {
    let accounts = APICollection(version: "v1", resource: "serviceaccounts", namespace: namespace)
    return try IssuedToken(
      answer: await create(
        IssuedToken.request(seconds: seconds), at: accounts.path(of: account) + "/token"))
  }
}
