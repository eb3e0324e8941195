private import Synchronization

/// Wakes one task that waits.
///
/// A ring that nobody waits for is remembered, once.
final class Bell: Sendable {
  private struct State {
    var hasRung = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Wakes who waits, or who waits next.
  func ring() {
    let waiter = state.withLock { state in
      if state.waiter == nil { state.hasRung = true }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Waits for a ring, for a time to pass, or for the task to be cancelled.
  func wait(atMost duration: Duration?, _ pace: Pace) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.waitForRing() }
      if let duration {
        group.addTask {
          do throws(CancellationError) { try await pace.sleep(duration) } catch {}
        }
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func waitForRing() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.hasRung || Task.isCancelled {
            state.hasRung = false
            return true
          }
          state.waiter = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume()
    }
  }
}
