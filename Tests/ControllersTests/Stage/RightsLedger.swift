import JSON
import Kubernetes
import KubernetesAPI
import Rights
import Synchronization

/// Writes down which rights the requests took.
final class RightsLedger<Base: APITransport & Sendable>: APITransport, Sendable {
  private struct State {
    var used: Set<Right> = []
    var conflicts: Set<String> = []
  }

  private let base: Base
  private let disturbs: Bool
  private let state = Mutex(State())

  /// - Parameter disturbs: whether each deletion meets a conflict once.
  init(_ base: Base, disturbs: Bool = false) {
    self.base = base
    self.disturbs = disturbs
  }

  /// What was used, by name only where a right may be of one object.
  var used: Set<Right> { state.withLock(\.used) }

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let rights = Self.rights(for: request)
    if disturbs, request.method == "DELETE", isFirst(request.target) {
      // Somebody else changed it: what deletes has to look again.
      let status = Status(code: 409, reason: "Conflict", message: "changed meanwhile")
      try await receive(
        .head(APIAnswerHead(status: 409, contentType: "application/json")))
      return try await receive(.body(status.json.encoded()))
    }
    // Whether it may is asked before what there is.
    state.withLock { $0.used.formUnion(rights) }
    try await base.exchange(request) { part throws(APIError) in
      if case .head(let head) = part {
        // An apply that makes the object takes both.
        if head.status == 201, request.method == "PATCH" {
          self.state.withLock { state in
            state.used.formUnion(rights.map { Right($0.place, "create", $0.resource) })
          }
        }
      }
      try await receive(part)
    }
  }

  private func isFirst(_ target: String) -> Bool {
    state.withLock { $0.conflicts.insert(target).inserted }
  }

  /// The right that a request takes; with its object's name too, for rights to named objects.
  private static func rights(for request: APIRequest) -> Set<Right> {
    guard
      let asked = try? ResourceRequest(method: request.method, target: request.target),
      asked.isResourceRequest
    else { return [] }
    let name = asked.subresource.isEmpty ? asked.resource : "\(asked.resource)/\(asked.subresource)"
    let resource = GroupResource(group: asked.apiGroup, resource: name)
    var rights: Set<Right> = []
    let isSecret = asked.apiGroup.isEmpty && asked.resource == "secrets"
    let place: Right.Place =
      isSecret && asked.namespace == "dispatch" ? .dispatch : .cluster
    rights.insert(Right(place, "\(asked.verb)", resource))
    if !asked.name.isEmpty {
      rights.insert(Right(place, "\(asked.verb)", resource, name: asked.name))
    }
    return rights
  }
}
