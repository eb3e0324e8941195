import JSON
import Kubernetes
import Synchronization
import Wire

/// An API server with one Lease, which may misbehave at each request.
final class LeaseTransport: APITransport, Sendable {
  /// What becomes of one request.
  enum Fate: Sendable {
    case done
    /// It is done, and the answer is lost.
    case doneUnheard
    /// It arrives only after an administrator wrote this.
    case after(Lease?)
    case refused(Int)
    case answers(String)
    case fails(APIError)
  }

  private struct State {
    var server: LeaseServer
    var requests: [APIRequest] = []
  }

  private let state: Mutex<State>
  private let fate: @Sendable (Int, APIRequest) -> Fate
  private let log: EventLog

  init(
    _ lease: Lease? = nil, log: EventLog,
    fate: @escaping @Sendable (_ number: Int, _ request: APIRequest) -> Fate = { _, _ in .done }
  ) {
    state = Mutex(State(server: LeaseServer(lease)))
    self.fate = fate
    self.log = log
  }

  var lease: Lease? { state.withLock { $0.server.lease } }
  var requests: [APIRequest] { state.withLock { $0.requests } }

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    // The clock of these tests never makes anybody wait, so here the others have their turn.
    await Task.yield()
    if Task.isCancelled { throw .cancelled }
    let number = state.withLock { state in
      state.requests.append(request)
      return state.requests.count
    }
    let fate = fate(number, request)
    if case .after(let lease) = fate { state.withLock { $0.server.force(lease) } }
    switch fate {
    case .fails(let error): throw error
    case .refused(let code): try await answer(code, "{}", receive)
    case .answers(let text): try await answer(200, text, receive)
    case .done, .after, .doneUnheard:
      let (code, lease) = try serve(request)
      if case .doneUnheard = fate { throw .timedOut }
      let body = lease.map { String(decoding: $0.object.encoded(), as: UTF8.self) }
      try await answer(code, body ?? "{}", receive)
    }
  }

  private func answer(
    _ code: Int, _ body: String, _ receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    try await receive(.head(APIAnswerHead(status: code, contentType: "application/json")))
    try await receive(.body(Array(body.utf8)))
  }

  private func serve(_ request: APIRequest) throws(APIError) -> (Int, Lease?) {
    let step = try step(of: request)
    switch state.withLock({ $0.server.take(step) }) {
    case .conflict: return (409, nil)
    case .found(let lease): return (lease == nil ? 404 : 200, lease)
    case .written(let lease):
      log.add("\(request.method) \(lease.holder)")
      return (200, lease)
    }
  }

  private func step(of request: APIRequest) throws(APIError) -> LeaseState.Step {
    guard let body = request.body else { return .read }
    do throws(JSONError) {
      let lease = Lease(object: try JSONValue(parsing: body))
      return request.method == "POST" ? .create(lease) : .update(lease)
    } catch {
      throw .unreadable("the body is not JSON")
    }
  }
}
