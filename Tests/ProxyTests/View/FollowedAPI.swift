import JSON
import Kubernetes
import Logging
import Ownership
import Proxy
import Synchronization

/// An API server of lists that a test sets up and of watches that it writes to.
final class FollowedAPI: APITransport, Sendable {
  /// Fails a test that waits for what does not come.
  struct NeverCame: Error {}

  private struct State {
    var lists: [String: JSONValue] = [:]
    var refusals: [String: Int] = [:]
    var requests: [APIRequest] = []
    var watches: [String: AsyncStream<[UInt8]>.Continuation] = [:]
  }

  private let state = Mutex(State())

  /// What was asked, in order.
  var requests: [APIRequest] { state.withLock { $0.requests } }

  init(_ lists: [String: JSONValue] = [:], refusals: [String: Int] = [:]) {
    state.withLock { state in
      state.lists = lists
      state.refusals = refusals
    }
  }

  /// Has a collection refused with a code; nil serves it.
  func refuse(_ path: String, with code: Int?) {
    state.withLock { $0.refusals[path] = code }
  }

  /// Sends events on the watch of a collection, all in one piece; false while nobody watches.
  func send(_ path: String, _ events: (type: String, object: JSONValue)...) -> Bool {
    let bytes = events.flatMap { event in
      (["type": .string(event.type), "object": event.object] as JSONValue).encoded() + [0x0A]
    }
    guard let watch = state.withLock({ $0.watches[path] }) else { return false }
    watch.yield(bytes)
    return true
  }

  /// Ends the watch of a collection, as a broken connection does.
  func endWatch(_ path: String) {
    state.withLock { $0.watches.removeValue(forKey: path) }?.finish()
  }

  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    let path = String(request.target.prefix { $0 != "?" })
    let (refusal, list) = state.withLock { state in
      state.requests.append(request)
      return (state.refusals[path], state.lists[path] ?? [])
    }
    try await receive(
      .head(APIAnswerHead(status: refusal ?? 200, contentType: "application/json")))
    guard refusal == nil else { return try await receive(.body(Array("{}".utf8))) }
    guard request.target.contains("watch=true") else {
      let body: JSONValue =
        path == "/apis/capsule.clastix.io"
        ? ["versions": [["version": "v1beta2"]]]
        : ["metadata": ["resourceVersion": "1"], "items": list]
      return try await receive(.body(body.encoded()))
    }
    let (events, watch) = AsyncStream.makeStream(of: [UInt8].self)
    state.withLock { $0.watches[path] = watch }
    for await piece in events { try await receive(.body(piece)) }
    throw Task.isCancelled ? .cancelled : .unreachable("the test ended the watch")
  }

  /// Runs a keeper before this server as long as `body` runs.
  func keep(
    telling streams: OpenStreams? = nil,
    _ body: (OwnershipKeeper, LogCapture) async throws -> Void
  ) async throws {
    let log = LogCapture()
    let clock = ContinuousClock()
    let start = clock.now
    let pace = Pace(
      now: { start.duration(to: clock.now) },
      sleep: { _ throws(CancellationError) in
        do { try await clock.sleep(for: .milliseconds(1)) } catch { throw CancellationError() }
      }, random: { 0 })
    let keeper = OwnershipKeeper(
      visibility: .getNamespace, logger: log.logger, pace: pace, streams: streams)
    let client = APIClient(
      transport: self, basePath: "", token: nil, version: "1", pace: pace)
    let running = Task { await keeper.run(client: client) }
    defer { running.cancel() }
    try await body(keeper, log)
  }

  /// Waits until the condition holds, looking at it again and again.
  static func until(_ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while !condition() {
      guard ContinuousClock.now < deadline else { throw NeverCame() }
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}
