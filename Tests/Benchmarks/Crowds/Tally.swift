import Synchronization
import Wire

/// How far the connections of a crowd are.
final class Tally: Sendable {
  private struct State {
    var connecting = 0
    var open = 0
    var heard = 0
    var failure: WireError?
  }

  private let room: Int
  private let state = Mutex(State())

  /// - Parameter room: how many may be connecting at once.
  init(room: Int) { self.room = room }

  /// Whether one more may connect.
  var hasRoom: Bool { state.withLock { $0.connecting < room } }
  /// How many are open.
  var open: Int { state.withLock(\.open) }
  /// How often something was heard that was waited for.
  var heard: Int { state.withLock(\.heard) }
  /// The first failure.
  var failure: WireError? { state.withLock(\.failure) }

  func connecting() { state.withLock { $0.connecting += 1 } }

  func opened() {
    state.withLock { state in
      state.connecting -= 1
      state.open += 1
    }
  }

  func hears() { state.withLock { $0.heard += 1 } }

  func failed(_ error: WireError) {
    state.withLock { $0.failure = $0.failure ?? error }
  }
}
