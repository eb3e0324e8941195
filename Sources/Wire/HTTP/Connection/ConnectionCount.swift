internal import Synchronization

/// Counts a server's open connections, and says what becomes of the next one.
final class ConnectionCount: Sendable {
  /// What becomes of a connection; whoever got an answer other than `closed` gives it back.
  enum Admission: Equatable {
    case served
    case turnedAway(Crowd)
    case closed
  }

  private struct State {
    var limits: ConnectionLimits
    var open = 0
    var turnedAway = 0
    var figures = ConnectionFigures()
    var byNetwork: [SocketAddress.Network: Int] = [:]
  }

  private let state: Mutex<State>

  init(_ limits: ConnectionLimits) { state = Mutex(State(limits: limits)) }

  /// Connections that are served now.
  var open: Int { state.withLock { $0.open } }

  /// What became of the connections until now.
  var figures: ConnectionFigures { state.withLock(\.figures) }

  /// Has other limits count for the next connections.
  func set(_ limits: ConnectionLimits) { state.withLock { $0.limits = limits } }

  /// - Parameter network: whose connection it is; nil where that is not counted.
  func admit(_ network: SocketAddress.Network?) -> Admission {
    state.withLock { state in
      guard let crowd = crowd(for: network, in: state) else {
        state.open += 1
        state.figures.accepted += 1
        if let network { state.byNetwork[network, default: 0] += 1 }
        return .served
      }
      guard state.turnedAway < state.limits.turnedAway else {
        state.figures.closed += 1
        return .closed
      }
      state.figures.turnedAway[crowd, default: 0] += 1
      state.turnedAway += 1
      return .turnedAway(crowd)
    }
  }

  func leave(_ network: SocketAddress.Network?, _ admission: Admission) {
    state.withLock { state in
      switch admission {
      case .closed: return
      case .turnedAway: state.turnedAway -= 1
      case .served:
        state.open -= 1
        guard let network, let count = state.byNetwork[network] else { return }
        state.byNetwork[network] = count > 1 ? count - 1 : nil
      }
    }
  }

  private func crowd(for network: SocketAddress.Network?, in state: State) -> Crowd? {
    if state.open >= state.limits.total { return .everybody }
    guard let network, let most = state.limits.perAddress,
      state.byNetwork[network, default: 0] >= most
    else { return nil }
    return .oneAddress
  }
}
