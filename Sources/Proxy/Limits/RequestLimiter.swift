internal import KubernetesAPI
package import Metrics
internal import Synchronization

/// How many requests are under way, in all and of each user, and who has to wait.
///
/// The user is who sent a request, not whom it acts as. ``FairShares`` says who is refused. A request
/// costs one lock and one look into a dictionary when it comes, and the same when it goes.
package final class RequestLimiter: Sendable {
  /// What a request counts as.
  package enum Kind: Sendable, Hashable {
    /// It is answered within a minute.
    case short
    /// It goes on until somebody ends it: a watch, a followed log, a tunnel.
    case stream

    /// After how many seconds a refused client is to come again: a stream's place is not free again
    /// as soon as a request's.
    fileprivate var retryAfterSeconds: Int { self == .short ? 1 : 5 }
  }

  /// The bytes that requests hold in memory.
  let buffers: BufferBudget
  private let requests: Mutex<FairShares>
  private let streams: Mutex<FairShares>
  private let refused = Counters<LimitReason>()

  package init(_ limits: RequestLimits = RequestLimits()) {
    buffers = BufferBudget(limit: limits.bufferedBytes)
    requests = Mutex(FairShares(limit: limits.requests, limitPerUser: limits.requestsPerUser))
    streams = Mutex(FairShares(limit: limits.streams, limitPerUser: limits.streamsPerUser))
  }

  /// Has other limits count from now on: what is beyond them goes on, and nothing more comes in.
  package func set(_ limits: RequestLimits) {
    buffers.set(limit: limits.bufferedBytes)
    requests.withLock { ($0.limit, $0.limitPerUser) = (limits.requests, limits.requestsPerUser) }
    streams.withLock { ($0.limit, $0.limitPerUser) = (limits.streams, limits.streamsPerUser) }
  }

  /// Lets a request in, or says how it is refused: 429 for a user who has too many, 503 where there
  /// are too many in all.
  ///
  /// Nil lets it in; then ``leave(_:_:)`` is owed.
  func refusal(of user: String, _ kind: Kind) -> Status? {
    let refusal =
      switch kind {
      case .short: requests.withLock { $0.take(by: user) }
      case .stream: streams.withLock { $0.take(by: user) }
      }
    switch refusal {
    case nil: return nil
    case .ofUser:
      refused.add(kind == .short ? .requestsOfUser : .streamsOfUser)
      // The API server's own words (apiserver/pkg/server/filters/maxinflight.go).
      return .tooManyRequests(
        "Too many requests, please try again later.", retryAfterSeconds: kind.retryAfterSeconds)
    case .ofAll:
      refused.add(kind == .short ? .requestsOfAll : .streamsOfAll)
      return .serviceUnavailable(
        "the proxy has too many requests under way, please try again later",
        retryAfterSeconds: kind.retryAfterSeconds)
    }
  }

  /// A request that was let in has been answered.
  func leave(_ user: String, _ kind: Kind) {
    switch kind {
    case .short: requests.withLock { $0.give(by: user) }
    case .stream: streams.withLock { $0.give(by: user) }
    }
  }

  /// Tells what is under way, what it holds, and what was refused.
  package func collect(into samples: inout MetricSamples) {
    samples.add(.requestsInFlight, ["short"], Double(underWay(.short)))
    samples.add(.requestsInFlight, ["stream"], Double(underWay(.stream)))
    samples.add(.bufferedBytes, Double(buffers.used))
    refused.collect(.requestsRefused, into: &samples)
  }

  /// How many requests of a kind are under way.
  func underWay(_ kind: Kind) -> Int {
    switch kind {
    case .short: requests.withLock(\.used)
    case .stream: streams.withLock(\.used)
    }
  }
}
