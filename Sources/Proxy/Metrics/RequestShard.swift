internal import Synchronization

/// Where one loop's connections count their requests.
///
/// Only a scrape takes the lock from elsewhere, so it is as good as free.
final class RequestShard: Sendable {
  private let tally = Mutex(RequestTally())

  /// What was counted until now.
  var value: RequestTally { tally.withLock { $0 } }

  func count(_ request: RequestTally.Request, at place: inout Int) {
    tally.withLock { $0.count(request, at: &place) }
  }

  func count(events passed: Int, hidden: Int, of resource: Int) {
    guard passed > 0 || hidden > 0 else { return }
    tally.withLock { $0.count(events: passed, hidden: hidden, of: resource) }
  }
}
