/// Where a list-then-watch stands, and what it does next: a value, without I/O or clock.
///
/// Empty → listing page by page → watching → listing again when the place in the order is lost.
/// Lists carry no resourceVersion, so they are consistent and never older than what was seen
/// before; a watch goes on from the last event or bookmark. The rules are those of client-go's
/// reflector (k8s.io/client-go/tools/cache/reflector.go) with two differences: a continue token
/// that expired is followed by one unpaged list as in client-go's pager, and a watch that stays
/// silent twice is doubted.
package struct WatchState: Sendable, Equatable {
  /// What to do next.
  package enum Step: Sendable, Equatable {
    /// Ask for one page; without `token` it is the first one, without `limit` the whole list.
    case list(token: String?, limit: Int?)

    /// Watch from a resourceVersion, and ask the server to end the watch after `timeout`.
    case watch(resourceVersion: String, timeout: Duration)

    /// Do nothing for a while.
    case wait(Duration)
  }

  /// What a page made of the list.
  package enum Listing: Sendable, Equatable {
    /// More pages follow.
    case more

    /// The list is whole, as of this resourceVersion.
    case complete(resourceVersion: String)

    /// The page does not continue the ones before it; the list begins again.
    case torn
  }

  private enum Phase: Sendable, Equatable {
    case empty
    case listing(token: String, resourceVersion: String)
    case watching(resourceVersion: String)
  }

  /// How many objects a page holds.
  package let pageSize: Int

  /// The least time a watch is asked to last; the most is twice as long.
  package let leastWatch: Duration

  private var phase = Phase.empty
  private var backoff: Backoff
  private var owesWait = false
  private var retryAfter: Duration?
  private var isUnpaged = false
  private var silences = 0

  /// A state that has seen nothing.
  package init(
    pageSize: Int = 500, leastWatch: Duration = .seconds(300), backoff: Backoff = Backoff()
  ) {
    self.pageSize = pageSize
    self.leastWatch = leastWatch
    self.backoff = backoff
  }

  /// The resourceVersion a watch would go on from.
  package var resourceVersion: String? {
    guard case .watching(let resourceVersion) = phase else { return nil }
    return resourceVersion
  }

  /// Returns what to do next.
  ///
  /// - Parameters:
  ///   - now: Monotonic time since any fixed origin.
  ///   - spread: A random number in 0..<1.
  /// - Returns: One step, whose outcome is told to the state before it is asked again.
  package mutating func next(now: Duration, spread: Double) -> Step {
    if owesWait {
      owesWait = false
      let wait = backoff.next(now: now, spread: spread)
      defer { retryAfter = nil }
      return .wait(max(wait, retryAfter ?? .zero))
    }
    switch phase {
    case .empty: return .list(token: nil, limit: isUnpaged ? nil : pageSize)
    case .listing(let token, _): return .list(token: token, limit: pageSize)
    case .watching(let resourceVersion):
      return .watch(resourceVersion: resourceVersion, timeout: leastWatch + leastWatch * spread)
    }
  }

  /// Takes in a page of the list.
  ///
  /// All pages of one list carry the resourceVersion of the first; an empty one cannot be watched
  /// from.
  package mutating func listed(resourceVersion: String, continue token: String?) -> Listing {
    if case .listing(_, let first) = phase, first != resourceVersion { return tear() }
    if resourceVersion.isEmpty || resourceVersion == "0" { return tear() }
    if let token, !token.isEmpty {
      phase = .listing(token: token, resourceVersion: resourceVersion)
      return .more
    }
    phase = .watching(resourceVersion: resourceVersion)
    isUnpaged = false
    silences = 0
    return .complete(resourceVersion: resourceVersion)
  }

  /// Takes in an event or bookmark of the watch.
  package mutating func moved(to resourceVersion: String) {
    guard case .watching = phase, !resourceVersion.isEmpty else { return }
    phase = .watching(resourceVersion: resourceVersion)
    silences = 0
  }

  /// Takes in that the server ended the watch in good order, as it does when its time is up.
  ///
  /// - Parameter lasted: How long the watch was open. One that ends within a second is not resumed
  ///   at once.
  package mutating func ended(after lasted: Duration) {
    if lasted < .seconds(1) { owesWait = true }
  }

  /// Takes in that the list or the watch failed.
  package mutating func failed(_ failure: WatchFailure) {
    owesWait = true
    switch failure {
    case .expired:
      if case .listing = phase { isUnpaged = true }
      phase = .empty
    case .absent:
      phase = .empty
    case .silent:
      silences += 1
      if silences >= 2 { phase = .empty }
    case .interrupted(let after):
      retryAfter = after
    case .unusable(let after):
      retryAfter = after
      phase = .empty
    }
  }

  private mutating func tear() -> Listing {
    phase = .empty
    owesWait = true
    return .torn
  }
}
