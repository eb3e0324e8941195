internal import Synchronization
internal import Wire

/// One stream that stands open for a caller, as whoever ends it sees it.
///
/// It belongs to the task that answers the request; what ends it may come from any thread.
final class OpenStream: Sendable {
  /// How a stream is ended.
  enum Manner: Sendable {
    /// With the proper end of its body. A watch ends like that every half hour or so anyway: an
    /// informer takes it for what it is, and its next request is told 401 or 403.
    case cleanly
    /// By the end of the connection: a log that ended properly would look whole, and a tunnel has no
    /// other end.
    case atOnce
  }

  private struct State {
    var upstream: Interrupter?
    var client: Interrupter?
    var reason: String?
    var ending: StreamEnding?
    var isCutOff = false
  }

  /// Whose it is, for the log.
  let user: String
  let manner: Manner
  private let state = Mutex(State())

  init(user: String, manner: Manner) {
    self.user = user
    self.manner = manner
  }

  /// Why it was ended; nil while it may go on.
  var reason: String? { state.withLock(\.reason) }

  /// What ended it; nil while it may go on.
  var ending: StreamEnding? { state.withLock(\.ending) }

  /// Whether it was ended.
  var isOver: Bool { reason != nil }

  /// Whether nothing more can be said to the client on its connection.
  var isCutOff: Bool { state.withLock(\.isCutOff) }

  /// How the events of the stream are told apart in an answer with these fields; nil where it need not
  /// end behind a whole one, or nobody can tell.
  func frames(of fields: Fields) -> StreamFrames? {
    guard manner == .cleanly, !fields.contains(.contentEncoding), let shape = AnswerShape(fields)
    else { return nil }
    switch shape.encoding {
    case .json: return StreamFrames(.lines)
    case .protobuf: return shape.isStream ? StreamFrames(.lengths) : nil
    }
  }

  /// The connections over which it flows from now on.
  func attach(_ upstream: Interrupter, _ client: Interrupter) {
    let reason = state.withLock { state in
      (state.upstream, state.client) = (upstream, client)
      return state.reason
    }
    if reason != nil { interrupt() }
  }

  /// It flows over these connections no more; true if it was ended before, so that what ends it may
  /// still reach them.
  func detach() -> Bool {
    state.withLock { state in
      (state.upstream, state.client) = (nil, nil)
      return state.reason != nil
    }
  }

  /// Ends it, for this reason.
  func end(_ reason: String, by ending: StreamEnding = .access) {
    state.withLock { state in
      state.reason = state.reason ?? reason
      state.ending = state.ending ?? ending
    }
    interrupt()
  }

  /// Ends it by the end of its connections, whatever they are busy with.
  func cutOff() {
    state.withLock { state in
      guard let upstream = state.upstream, let client = state.client else { return }
      state.isCutOff = true
      upstream.cutOff()
      client.cutOff()
    }
  }

  private func interrupt() {
    switch manner {
    // Under the lock, so that it is not on its way to a connection that was let go of.
    case .cleanly: state.withLock { $0.upstream?.interrupt() }
    case .atOnce: cutOff()
    }
  }
}
