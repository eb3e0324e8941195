package import Ownership
internal import Synchronization

/// Who owns what as last published, and who is told of each publication.
package final class PublishedView: Sendable {
  private struct State {
    var view: View?
    var nextNumber = 0
    var watchers: [Int: @Sendable (View) -> Void] = [:]
  }

  private let state = Mutex(State())

  /// Creates a view that is not known yet.
  package init(_ view: View? = nil) {
    state.withLock { $0.view = view }
  }

  /// Who owns what; nil while that is not known yet.
  package var value: View? { state.withLock { $0.view } }

  /// Publishes a view and tells everybody who watches, on the calling thread, unless everybody is
  /// shown what they were: most changes of the sources, such as a role binding's, mean nothing here.
  package func publish(_ view: View) {
    let watchers = state.withLock { state in
      defer { state.view = view }
      return state.view?.changes == view.changes ? [] : Array(state.watchers.values)
    }
    for watcher in watchers { watcher(view) }
  }

  /// Calls `body` after each publication by which somebody is shown something else, and which it must
  /// not hold up; the number ends it.
  ///
  /// No publication is missed between this call and a later look at ``value``.
  package func watch(_ body: @escaping @Sendable (View) -> Void) -> Int {
    state.withLock { state in
      state.nextNumber += 1
      state.watchers[state.nextNumber] = body
      return state.nextNumber
    }
  }

  /// Ends what ``watch(_:)`` began.
  package func endWatch(_ number: Int) {
    _ = state.withLock { $0.watchers.removeValue(forKey: number) }
  }
}
