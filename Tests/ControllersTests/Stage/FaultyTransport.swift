import Kubernetes
import Synchronization
import TestSupport

/// Loses some of the requests and some of the answers, refuses others, and breaks watches off.
///
/// What it does is drawn from a seed; nothing goes wrong any more once it is mended.
final class FaultyTransport: APITransport, Sendable {
  private struct State {
    var generator: SeededGenerator
    var isMended = false
    var writes: [String: Int] = [:]
  }

  private enum Fault {
    case requestLost, answerLost, refused(Int), watchBroken(after: Int)
  }

  private let base: SandboxTransport
  private let state: Mutex<State>
  private let share: Double

  /// - Parameter share: how many of the exchanges go wrong, of 1.
  init(_ base: SandboxTransport, seed: UInt64, share: Double) {
    self.base = base
    self.share = share
    state = Mutex(State(generator: SeededGenerator(seed: seed)))
  }

  /// Lets everything go well from now on.
  func mend() { state.withLock { $0.isMended = true } }

  /// How many requests that write the server was sent.
  var writes: Int { state.withLock { $0.writes.values.reduce(0, +) } }

  /// How many requests that create the server was sent, by path.
  var creations: [String: Int] {
    state.withLock { $0.writes.filter { $0.key.hasPrefix("POST ") } }
  }

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let fault = fault(for: request)
    switch fault {
    case .requestLost: throw .unreachable("the request was lost")
    case .refused(let code):
      try await receive(.head(APIAnswerHead(status: code, contentType: "text/plain")))
      return try await receive(.body(Array("no".utf8)))
    default: break
    }
    if request.method != "GET" {
      state.withLock { $0.writes["\(request.method) \(request.target)", default: 0] += 1 }
    }
    var pieces = 0
    try await base.exchange(request) { part throws(APIError) in
      switch (fault, part) {
      case (.answerLost, _): throw .unreachable("the answer was lost")
      case (.watchBroken(let most), .body):
        pieces += 1
        guard pieces <= most else { throw .unreachable("the watch broke off") }
        try await receive(part)
      default: try await receive(part)
      }
    }
  }

  private func fault(for request: APIRequest) -> Fault? {
    state.withLock { state in
      guard !state.isMended, Double.random(in: 0..<1, using: &state.generator) < share else {
        return nil
      }
      if request.target.contains("watch=true") {
        return .watchBroken(after: Int.random(in: 0...5, using: &state.generator))
      }
      let faults: [Fault] = [
        .requestLost, .answerLost, .answerLost, .refused(500), .refused(503), .refused(429),
        .refused(409), .refused(404), .refused(410),
      ]
      return faults.randomElement(using: &state.generator)
    }
  }
}
