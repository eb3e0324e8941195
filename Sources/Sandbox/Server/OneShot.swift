import Synchronization

/// Something that happens once, and that one task may wait for.
final class OneShot: Sendable {
  private enum State {
    case pending
    case awaited(CheckedContinuation<Void, Never>)
    case over
  }

  private let state = Mutex(State.pending)

  /// Whether it has happened.
  var isOver: Bool {
    state.withLock { state in
      if case .over = state { return true }
      return false
    }
  }

  /// Says that it has happened.
  func happen() { leave(for: .over) }

  /// Suspends until it happens or the task is cancelled.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isWaiting = state.withLock { state in
          if case .over = state { return false }
          if Task.isCancelled { return false }
          state = .awaited(continuation)
          return true
        }
        if !isWaiting { continuation.resume() }
      }
    } onCancel: {
      leave(for: .pending)
    }
  }

  private func leave(for next: State) {
    let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
      switch state {
      case .over: return nil
      case .pending:
        state = next
        return nil
      case .awaited(let continuation):
        state = next
        return continuation
      }
    }
    continuation?.resume()
  }
}
