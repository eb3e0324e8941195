import JSON
import Kubernetes
import KubernetesAPI
import Synchronization

/// An API server that has one Secret, or none, and knows what a stale version is.
final class SecretServer: APITransport, Sendable {
  /// What it does instead of answering.
  enum Mood: Sendable {
    case fine
    case forbidden
    case away
  }

  private struct State {
    var secret: JSONValue?
    var version = 0
    var mood = Mood.fine
    var requests: [String] = []
  }

  private let state = Mutex(State())

  /// The methods of the requests so far.
  var requests: [String] { state.withLock { $0.requests } }

  var secret: JSONValue? { state.withLock { $0.secret } }

  func feel(_ mood: Mood) { state.withLock { $0.mood = mood } }

  /// Puts a Secret in place.
  func set(_ secret: JSONValue?) {
    state.withLock { state in
      state.version += 1
      state.secret = secret
      if secret != nil {
        state.secret?["metadata"]?["resourceVersion"] = .string("\(state.version)")
      }
    }
  }

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let (status, body) = try state.withLock { (state) throws(APIError) in
      try Self.answer(request, &state)
    }
    try await receive(.head(APIAnswerHead(status: status, contentType: "application/json")))
    try await receive(.body(body.encoded()))
  }

  private static func answer(
    _ request: APIRequest, _ state: inout State
  ) throws(APIError) -> (Int, JSONValue) {
    state.requests.append(request.method)
    switch state.mood {
    case .away: throw .unreachable("away")
    case .forbidden: return (403, refusal(403, "Forbidden"))
    case .fine: break
    }
    let collection = "/api/v1/namespaces/bailiwick-system/secrets"
    let object = "\(collection)/bailiwick-page-keys"
    let body = (try? JSONValue(parsing: request.body ?? [])) ?? .null
    switch (request.method, request.target) {
    case ("GET", object):
      guard let secret = state.secret else { return (404, refusal(404, "NotFound")) }
      return (200, secret)
    case ("POST", collection):
      guard state.secret == nil else { return (409, refusal(409, "AlreadyExists")) }
    case ("PUT", object):
      guard body["metadata"]?["resourceVersion"]?.string == "\(state.version)" else {
        return (409, refusal(409, "Conflict"))
      }
    default: return (400, refusal(400, "BadRequest"))
    }
    state.version += 1
    state.secret = body
    state.secret?["metadata"]?["resourceVersion"] = .string("\(state.version)")
    return (request.method == "POST" ? 201 : 200, state.secret ?? .null)
  }

  private static func refusal(_ code: Int, _ reason: String) -> JSONValue {
    Status(code: code, reason: reason, message: "no").json
  }
}
