import JSON
import Kubernetes
import Synchronization

/// An API server with one tenant, its namespaces and role bindings, in memory; a status that is
/// written over a version that is not the newest is a conflict.
final class TenantServer: APITransport, Sendable {
  private struct State {
    var tenant: JSONValue
    var version = 1
    var namespaces: [JSONValue] = []
    var bindings: [JSONValue] = []
    var reviews = 0
    var conflicts = 0
    var refusals: [String: Int] = [:]

    var live: JSONValue {
      var live = tenant
      live["metadata"]?["resourceVersion"] = .string("\(version)")
      return live
    }
  }

  private let state: Mutex<State>
  /// How many reviews say no before they say yes.
  private let denials: Int

  init(spec: JSONValue, status: JSONValue = [:], denials: Int = 0) {
    self.denials = denials
    state = Mutex(
      State(tenant: [
        "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
        "metadata": ["name": "oil", "uid": "t-oil"], "spec": spec, "status": status,
      ]))
  }

  var tenant: JSONValue { state.withLock { $0.tenant } }
  var bindings: [JSONValue] { state.withLock { $0.bindings } }
  var reviews: Int { state.withLock { $0.reviews } }
  var conflicts: Int { state.withLock { $0.conflicts } }

  /// Answers every request that begins so, as `METHOD PATH`, with an error.
  func refuse(_ beginning: String, _ code: Int) {
    state.withLock { $0.refusals[beginning] = code }
  }

  /// Makes a namespace that is the tenant's by label and owner, or by its label alone.
  func make(_ name: String, owner: String = "t-oil") {
    state.withLock { state in
      state.namespaces.append([
        "metadata": [
          "name": .string(name), "uid": .string("u-\(name)"),
          "labels": ["capsule.clastix.io/tenant": "oil"],
          "ownerReferences": [
            [
              "apiVersion": "capsule.clastix.io/v1", "kind": "Tenant", "name": "oil",
              "uid": .string(owner),
            ]
          ],
        ]
      ])
    }
  }

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let (code, body) = answer(request)
    // Whoever else wants the tenant has a turn between a read and a write.
    await Task.yield()
    try await receive(.head(APIAnswerHead(status: code, contentType: "application/json")))
    try await receive(.body(body.encoded()))
  }

  private func answer(_ request: APIRequest) -> (Int, JSONValue) {
    let path = String(request.target.prefix { $0 != "?" })
    let body = request.body.flatMap { try? JSONValue(parsing: $0) } ?? .null
    return state.withLock { state in
      let line = "\(request.method) \(path)"
      if let code = state.refusals.first(where: { line.hasPrefix($0.key) })?.value {
        return Self.status(code, "Refused")
      }
      switch line {
      case "GET /apis/capsule.clastix.io/v1beta2/tenants/oil": return (200, state.live)
      case "PUT /apis/capsule.clastix.io/v1beta2/tenants/oil/status":
        guard body["metadata", "resourceVersion"]?.string == "\(state.version)" else {
          state.conflicts += 1
          return Self.status(409, "Conflict")
        }
        state.version += 1
        state.tenant["status"] = body["status"]
        return (200, state.live)
      case "GET /api/v1/namespaces":
        guard request.target.hasSuffix("?labelSelector=capsule.clastix.io%2Ftenant%3Doil") else {
          return Self.status(400, "BadRequest")
        }
        return (200, ["kind": "NamespaceList", "items": .array(state.namespaces)])
      case "POST /apis/authorization.k8s.io/v1/subjectaccessreviews":
        state.reviews += 1
        var review = body
        review["status"] = ["allowed": .bool(state.reviews > denials)]
        return (201, review)
      default:
        guard request.method == "PATCH", path.contains("/rolebindings/") else {
          return Self.status(404, "NotFound")
        }
        let name = body["metadata", "name"]
        state.bindings.removeAll { $0["metadata", "name"] == name }
        state.bindings.append(body)
        return (200, body)
      }
    }
  }

  private static func status(_ code: Int, _ reason: String) -> (Int, JSONValue) {
    (
      code,
      [
        "kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": .string(reason),
        "code": .int(code),
      ]
    )
  }
}
