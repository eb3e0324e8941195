private import Synchronization

/// Works off what a reconciler has to look at.
///
/// Keys may be added at any time and by anybody; they are worked on only while ``run(pace:failed:)``
/// does, which is while this replica leads.
package final class Controller<R: Reconciler>: Sendable {
  private let reconciler: R
  private let queue: Mutex<WorkQueue<R.Key>>
  private let bell = Bell()

  /// A controller with nothing to do yet.
  package init(_ reconciler: R, queue: WorkQueue<R.Key> = WorkQueue()) {
    self.reconciler = reconciler
    self.queue = Mutex(queue)
  }

  /// The name in the log.
  package var name: String { reconciler.name }

  /// Adds keys to look at.
  package func add(_ keys: some Sequence<R.Key>) {
    queue.withLock { queue in
      for key in keys { queue.add(key) }
    }
    bell.ring()
  }

  /// Works until the task is cancelled; what was under way then is worked on again by the next run.
  ///
  /// - Parameters:
  ///   - pace: Time and chance.
  ///   - failed: Takes what went wrong with a key, which is tried again.
  package func run(
    pace: Pace, failed: @escaping @Sendable (R.Key, APIError) -> Void = { _, _ in }
  ) async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        switch queue.withLock({ $0.next(now: pace.now()) }) {
        case .run(let key):
          group.addTask { await self.work(on: key, pace, failed) }
        case .wait(let time):
          await bell.wait(atMost: time.map { max($0 - pace.now(), .zero) }, pace)
        }
      }
      group.cancelAll()
    }
  }

  private func work(
    on key: R.Key, _ pace: Pace, _ failed: @Sendable (R.Key, APIError) -> Void
  ) async {
    let outcome: Outcome?
    do throws(APIError) {
      outcome = try await reconciler.reconcile(key)
    } catch {
      if error != .cancelled { failed(key, error) }
      outcome = nil
    }
    queue.withLock {
      $0.finished(key, outcome, now: pace.now(), spread: pace.random())
    }
    bell.ring()
  }
}
