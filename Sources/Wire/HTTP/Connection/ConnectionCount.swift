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
    var open = 0
    var turnedAway = 0
    var byNetwork: [SocketAddress.Network: Int] = [:]
  }

  private let limits: ConnectionLimits
  private let state = Mutex(State())

  init(_ limits: ConnectionLimits) { self.limits = limits }

  /// Connections that are served now.
  var open: Int { state.withLock { $0.open } }

  func admit(_ peer: SocketAddress) -> Admission {
    state.withLock { state in
      guard let crowd = crowd(for: peer, in: state) else {
        state.open += 1
        if limits.perAddress != nil { state.byNetwork[peer.network, default: 0] += 1 }
        return .served
      }
      guard state.turnedAway < limits.turnedAway else { return .closed }
      state.turnedAway += 1
      return .turnedAway(crowd)
    }
  }

  func leave(_ peer: SocketAddress, _ admission: Admission) {
    state.withLock { state in
      switch admission {
      case .closed: return
      case .turnedAway: state.turnedAway -= 1
      case .served:
        state.open -= 1
        guard limits.perAddress != nil, let count = state.byNetwork[peer.network] else { return }
        state.byNetwork[peer.network] = count > 1 ? count - 1 : nil
      }
    }
  }

  private func crowd(for peer: SocketAddress, in state: State) -> Crowd? {
    if state.open >= limits.total { return .everybody }
    guard let most = limits.perAddress, state.byNetwork[peer.network, default: 0] >= most else {
      return nil
    }
    return .oneAddress
  }
}
