internal import Metrics

/// What was counted of requests: a value that one loop's connections share under one lock.
///
/// It has at most ``capacity`` rows: beyond, resources are not told apart any more.
struct RequestTally {
  /// By what requests are told apart, in small numbers.
  struct Key: Hashable {
    var verb: UInt8
    var resource: UInt8
    var verdict: UInt8
    var code: UInt16
  }

  /// The requests of one key.
  struct Row {
    let key: Key
    var requests: UInt64 = 0
    var bytes: UInt64 = 0
  }

  /// How long requests of one verb and verdict took.
  struct Times {
    var whole = DurationHistogram()
    var firstByte = DurationHistogram()
  }

  /// What is known of a request that is over.
  struct Request {
    let key: Key
    let bytes: UInt64
    /// Nanoseconds to the end; nil for a stream.
    let whole: UInt64?
    /// Nanoseconds to the first byte; nil where there was none.
    let firstByte: UInt64?
    /// Items that were kept from the caller.
    let hidden: Int
    /// Whether the connection knew the token.
    let isRemembered: Bool
  }

  static let capacity = 4096

  private(set) var rows: [Row] = []
  private var places: [Key: Int] = [:]
  /// By verb and verdict.
  private(set) var times: [Times?]
  /// By resource.
  private(set) var hidden: [UInt64]
  /// Requests whose token the connection knew.
  private(set) var remembered: UInt64 = 0
  /// Events of watches, by resource.
  private(set) var events: [(passed: UInt64, hidden: UInt64)]

  init() {
    times = Array(repeating: nil, count: KnownVerbs.labels.count * Self.verdicts)
    hidden = Array(repeating: 0, count: KnownResources.labels.count)
    events = Array(repeating: (0, 0), count: KnownResources.labels.count)
  }

  private static let verdicts = RequestRecord.Verdict.allCases.count

  /// Counts a request.
  ///
  /// - Parameter place: where the row of the caller's last request is, which is this one's as a rule.
  mutating func count(_ request: Request, at place: inout Int) {
    if place >= rows.count || rows[place].key != request.key { place = find(request.key) }
    rows[place].requests += 1
    rows[place].bytes &+= request.bytes
    if request.hidden > 0 { hidden[Int(request.key.resource)] += UInt64(request.hidden) }
    if request.isRemembered { remembered += 1 }
    let time = Int(request.key.verb) * Self.verdicts + Int(request.key.verdict)
    if times[time] == nil { times[time] = Times() }
    if let whole = request.whole { times[time]?.whole.observe(whole) }
    if let first = request.firstByte { times[time]?.firstByte.observe(first) }
  }

  /// Counts events of a watch of a resource.
  mutating func count(events passed: Int, hidden: Int, of resource: Int) {
    events[resource].passed += UInt64(passed)
    events[resource].hidden += UInt64(hidden)
  }

  private mutating func find(_ key: Key) -> Int {
    if let place = places[key] { return place }
    var key = key
    if rows.count >= Self.capacity {
      key.resource = UInt8(KnownResources.other)
      if let place = places[key] { return place }
    }
    let place = rows.count
    rows.append(Row(key: key))
    places[key] = place
    return place
  }

  /// Takes in all of another.
  mutating func add(_ other: RequestTally) {
    for row in other.rows {
      let place = find(row.key)
      rows[place].requests += row.requests
      rows[place].bytes &+= row.bytes
    }
    for (place, time) in other.times.enumerated() {
      guard let time else { continue }
      var sum = times[place] ?? Times()
      sum.whole.add(time.whole)
      sum.firstByte.add(time.firstByte)
      times[place] = sum
    }
    for resource in hidden.indices {
      hidden[resource] += other.hidden[resource]
      events[resource].passed += other.events[resource].passed
      events[resource].hidden += other.events[resource].hidden
    }
    remembered += other.remembered
  }
}
