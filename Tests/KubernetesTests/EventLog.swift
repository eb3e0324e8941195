import Synchronization

/// What happened, in its order.
final class EventLog: Sendable {
  private let state = Mutex<[String]>([])

  var events: [String] { state.withLock(\.self) }

  func add(_ event: String) { state.withLock { $0.append(event) } }
}
