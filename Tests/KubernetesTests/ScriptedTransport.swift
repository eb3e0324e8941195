import Kubernetes
import Synchronization

/// Plays an API server request by request, and stops the clock at the end of the script.
final class ScriptedTransport: APITransport, Sendable {
  /// What the server does with one request.
  struct Answer: Sendable {
    var status = 200
    var contentType = "application/json"
    var retryAfter: String?
    var body: [[UInt8]] = []
    var end: APIError?
    var lasts = Duration.zero

    static func json(_ text: String, status: Int = 200) -> Answer {
      Answer(status: status, body: [Array(text.utf8)])
    }

    /// No answer at all.
    static func nothing(_ error: APIError) -> Answer { Answer(status: 0, end: error) }
  }

  private struct State {
    var script: [Answer]
    var requests: [APIRequest] = []
  }

  private let state: Mutex<State>
  private let clock: FakePace

  init(_ script: [Answer], clock: FakePace = FakePace()) {
    state = Mutex(State(script: script))
    self.clock = clock
  }

  var requests: [APIRequest] { state.withLock { $0.requests } }

  /// Method and target of what was asked, in order.
  var targets: [String] { requests.map { "\($0.method) \($0.target)" } }

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let answer: Answer? = state.withLock { state in
      guard !state.script.isEmpty else { return nil }
      state.requests.append(request)
      return state.script.removeFirst()
    }
    guard let answer else {
      clock.stop()
      throw .cancelled
    }
    if answer.status > 0 {
      try await receive(
        .head(
          APIAnswerHead(
            status: answer.status, contentType: answer.contentType, retryAfter: answer.retryAfter)))
    }
    for piece in answer.body { try await receive(.body(piece)) }
    clock.pass(answer.lasts)
    if let end = answer.end { throw end }
  }
}
