internal import Decide
internal import KubernetesAPI
internal import Wire

/// Counts the requests of one connection, each when it is over.
///
/// It remembers the resource of the last, and where that was counted: who asks for the same again
/// costs no look-up.
struct RequestMeter {
  private let shard: RequestShard
  private var group = ""
  private var resource = ""
  private var number = KnownResources.none
  private var place = 0

  init(_ shard: RequestShard) { self.shard = shard }

  /// Counts a request that was answered or given up, unless it was counted before.
  mutating func count(
    _ record: RequestRecord, on connection: ServerConnection, isRemembered: Bool
  ) {
    guard record.isOpen else { return }
    let now = SystemClock.monotonicNanoseconds
    let first = connection.firstSent
    shard.count(
      RequestTally.Request(
        key: RequestTally.Key(
          verb: UInt8(truncatingIfNeeded: KnownVerbs.number(of: record.request)),
          resource: UInt8(truncatingIfNeeded: number(of: record.request)),
          verdict: record.verdict.number, code: KnownCodes.code(connection.answerStatus)),
        bytes: connection.sentBytes,
        whole: record.isStream || now < record.began ? nil : now - record.began,
        firstByte: first > record.began ? first - record.began : nil,
        hidden: record.isStream ? 0 : max(record.hiddenItems, 0), isRemembered: isRemembered),
      at: &place)
  }

  private mutating func number(of request: ResourceRequest?) -> Int {
    guard let request, request.isResourceRequest else { return KnownResources.none }
    guard request.resource != resource || request.apiGroup != group else { return number }
    (group, resource) = (request.apiGroup, request.resource)
    number = KnownResources.number(of: GroupResource(group: group, resource: resource))
    return number
  }
}

extension RequestRecord.Verdict {
  /// Its place among all of them.
  fileprivate var number: UInt8 {
    switch self {
    case .passed: 0
    case .filtered: 1
    case .written: 2
    case .created: 3
    case .reviewed: 4
    case .explained: 5
    case .refused: 6
    }
  }
}
