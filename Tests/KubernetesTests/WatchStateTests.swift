import TestSupport
import Kubernetes
import Testing

struct WatchStateTests {
  /// A state that has listed everything as of resourceVersion 10.
  private func watching() -> WatchState {
    var state = WatchState()
    _ = state.listed(resourceVersion: "10", continue: nil)
    return state
  }

  @Test func `lists page by page and then watches from the list's resourceVersion`() {
    var state = WatchState(pageSize: 2)
    #expect(state.next(now: .zero, spread: 0) == .list(token: nil, limit: 2))
    #expect(state.listed(resourceVersion: "10", continue: "a") == .more)
    #expect(state.next(now: .zero, spread: 0) == .list(token: "a", limit: 2))
    #expect(state.listed(resourceVersion: "10", continue: "b") == .more)
    #expect(state.next(now: .zero, spread: 0) == .list(token: "b", limit: 2))
    #expect(state.listed(resourceVersion: "10", continue: "") == .complete(resourceVersion: "10"))
    #expect(
      state.next(now: .zero, spread: 0.5)
        == .watch(resourceVersion: "10", timeout: .seconds(450)))
  }

  @Test(arguments: [("", "11"), ("0", "11"), ("10", "11")])
  func `begins again when a page does not belong to the list`(_ first: String, _ second: String) {
    var state = WatchState()
    if first == "10" { _ = state.listed(resourceVersion: first, continue: "a") }
    let odd = first == "10" ? second : first
    #expect(state.listed(resourceVersion: odd, continue: "b") == .torn)
    #expect(state.next(now: .zero, spread: 0) == .wait(.milliseconds(800)))
    #expect(state.next(now: .zero, spread: 0) == .list(token: nil, limit: 500))
  }

  @Test func `goes on from the last event or bookmark when the server ends the watch`() {
    var state = watching()
    state.moved(to: "12")
    state.moved(to: "17")
    state.ended(after: .seconds(300))
    #expect(
      state.next(now: .zero, spread: 0) == .watch(resourceVersion: "17", timeout: .seconds(300)))
  }

  @Test func `does not hurry back to a watch that ended at once`() {
    var state = watching()
    state.ended(after: .milliseconds(900))
    #expect(state.next(now: .zero, spread: 0) == .wait(.milliseconds(800)))
    #expect(
      state.next(now: .zero, spread: 0) == .watch(resourceVersion: "10", timeout: .seconds(300)))
  }

  @Test(arguments: [
    (WatchFailure.expired, true), (.absent, true), (.unusable(retryAfter: nil), true),
    (.interrupted(retryAfter: nil), false), (.silent, false),
  ])
  func `a failed watch waits, and lists again only when its place is lost`(
    _ failure: WatchFailure, _ relists: Bool
  ) {
    var state = watching()
    state.moved(to: "12")
    state.failed(failure)
    #expect(state.next(now: .zero, spread: 0) == .wait(.milliseconds(800)))
    #expect(
      state.next(now: .zero, spread: 0)
        == (relists
          ? .list(token: nil, limit: 500)
          : .watch(resourceVersion: "12", timeout: .seconds(300))))
  }

  @Test func `doubts a watch that was silent twice in a row`() {
    var state = watching()
    state.failed(.silent)
    state.moved(to: "11")
    state.failed(.silent)
    _ = state.next(now: .zero, spread: 0)
    #expect(state.resourceVersion == "11")
    state.failed(.silent)
    _ = state.next(now: .zero, spread: 0)
    #expect(state.next(now: .zero, spread: 0) == .list(token: nil, limit: 500))
  }

  @Test func `an expired continue token is followed by one unpaged list`() {
    var state = WatchState()
    _ = state.listed(resourceVersion: "10", continue: "a")
    state.failed(.expired)
    _ = state.next(now: .zero, spread: 0)
    #expect(state.next(now: .zero, spread: 0) == .list(token: nil, limit: nil))
    #expect(state.listed(resourceVersion: "20", continue: nil) == .complete(resourceVersion: "20"))
    state.failed(.expired)
    _ = state.next(now: .zero, spread: 0)
    #expect(state.next(now: .zero, spread: 0) == .list(token: nil, limit: 500))
  }

  @Test func `a page that was interrupted is asked for again`() {
    var state = WatchState()
    _ = state.listed(resourceVersion: "10", continue: "a")
    state.failed(.interrupted(retryAfter: nil))
    _ = state.next(now: .zero, spread: 0)
    #expect(state.next(now: .zero, spread: 0) == .list(token: "a", limit: 500))
  }

  @Test func `waits as long as the server asks, once`() {
    var state = watching()
    state.failed(.interrupted(retryAfter: .seconds(7)))
    #expect(state.next(now: .zero, spread: 0) == .wait(.seconds(7)))
    state.failed(.interrupted(retryAfter: nil))
    #expect(state.next(now: .zero, spread: 0) == .wait(.milliseconds(1_600)))
  }

  @Test func `whatever happens, two requests after a failure are never without a wait`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      var state = WatchState()
      var mustWait = false
      for _ in 0..<50 {
        let step = state.next(now: .zero, spread: 0)
        if mustWait {
          guard case .wait = step else {
            Issue.record("no wait after a failure, but \(step)")
            return
          }
        }
        mustWait = false
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: _ = state.listed(resourceVersion: "5", continue: nil)
        case 1: _ = state.listed(resourceVersion: "5", continue: "t")
        case 2: mustWait = state.listed(resourceVersion: "", continue: nil) == .torn
        case 3: state.moved(to: "9")
        case let number:
          state.failed(
            [
              .expired, .absent, .silent, .interrupted(retryAfter: nil), .unusable(retryAfter: nil),
            ][
              number - 4])
          mustWait = true
        }
      }
    }
  }
}
