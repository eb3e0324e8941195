import Kubernetes
import Wire

@testable import Sandbox

/// Carries requests to a sandbox in the same process, without a connection.
struct SandboxTransport: APITransport, Sendable {
  let sandbox: Sandbox

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let head: RequestHead
    do throws(HTTPError) {
      var fields = try RequestHead(method: request.method, target: request.target)
      for field in request.fields {
        try fields.fields.append(name: field.name, value: field.value)
      }
      head = fields
    } catch {
      throw .unreachable(error.reason)
    }
    switch sandbox.server.reply(to: head, body: request.body ?? [], certificate: nil) {
    case .answer(let answer):
      try await receive(
        .head(APIAnswerHead(status: answer.status, contentType: answer.contentType)))
      try await receive(.body(answer.body))
    case .kubelet: throw .unreachable("there is no kubelet")
    case .watch(let watch):
      try await receive(.head(APIAnswerHead(status: 200, contentType: "application/json")))
      var (frames, position) = watch.initialFrames()
      while !Task.isCancelled {
        if !frames.isEmpty { try await receive(.body(frames)) }
        let next = watch.nextFrames(&position)
        frames = next.frames
        guard next.goesOn else { break }
        if frames.isEmpty { await watch.store.waitForChange(after: position.revision) }
      }
      if !frames.isEmpty { try await receive(.body(frames)) }
      if Task.isCancelled { throw .cancelled }
    }
  }
}
