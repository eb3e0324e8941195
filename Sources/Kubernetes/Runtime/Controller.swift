private import Synchronization

/// Works off what a reconciler has to look at.
///
/// Keys may be added at any time and by anybody; they are taken and worked on only while
/// ``run(pace:seed:failed:)`` does, which is while this replica leads. Others forget them: what there is
/// is in the stores, and whoever begins to lead looks at all of it.
package final class Controller<R: Reconciler>: Sendable {
  private let reconciler: R
  private struct State {
    var queue: WorkQueue<R.Key>
    var isRunning = false
  }

  private let newQueue: WorkQueue<R.Key>
  private let state: Mutex<State>
  private let bell = Bell()

  /// A controller with nothing to do yet.
  package init(_ reconciler: R, queue: WorkQueue<R.Key> = WorkQueue()) {
    self.reconciler = reconciler
    newQueue = queue
    state = Mutex(State(queue: queue))
  }

  /// The name in the log.
  package var name: String { reconciler.name }

  /// How many keys wait to be worked on now.
  package var depth: Int { state.withLock(\.queue.depth) }

  /// Adds keys to look at, while somebody does.
  package func add(_ keys: some Sequence<R.Key>) {
    let isRunning = state.withLock { state in
      guard state.isRunning else { return false }
      for key in keys { state.queue.add(key) }
      return true
    }
    if isRunning { bell.ring() }
  }

  /// Works until the task is cancelled; what is left then is forgotten.
  ///
  /// - Parameters:
  ///   - pace: Time and chance.
  ///   - seed: Adds all keys that there are, as the stores have them; called when keys are taken
  ///     already, so that no change is missed.
  ///   - worked: Takes how long the work on a key took, and what went wrong with it, if anything did.
  ///   - failed: Takes what went wrong with a key, which is tried again.
  package func run(
    pace: Pace, seed: () -> Void = {},
    worked: @escaping @Sendable (Duration, APIError?) -> Void = { _, _ in },
    failed: @escaping @Sendable (R.Key, APIError) -> Void = { _, _ in }
  ) async {
    state.withLock { $0.isRunning = true }
    defer { state.withLock { $0 = State(queue: newQueue) } }
    seed()
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        switch state.withLock({ $0.queue.next(now: pace.now()) }) {
        case .run(let key):
          group.addTask { await self.work(on: key, pace, worked, failed) }
        case .wait(let time):
          await bell.wait(atMost: time.map { max($0 - pace.now(), .zero) }, pace)
        }
      }
      group.cancelAll()
    }
  }

  private func work(
    on key: R.Key, _ pace: Pace, _ worked: @Sendable (Duration, APIError?) -> Void,
    _ failed: @Sendable (R.Key, APIError) -> Void
  ) async {
    let start = pace.now()
    let outcome: Outcome?
    do throws(APIError) {
      outcome = try await reconciler.reconcile(key)
      worked(pace.now() - start, nil)
    } catch {
      if error != .cancelled {
        worked(pace.now() - start, error)
        failed(key, error)
      }
      outcome = nil
    }
    state.withLock {
      $0.queue.finished(key, outcome, now: pace.now(), spread: pace.random())
    }
    bell.ring()
  }
}
