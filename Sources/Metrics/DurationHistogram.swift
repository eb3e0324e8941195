/// How long things took: a value, which whoever has it guards.
///
/// All of them have the same bounds, so that any two can be compared and added.
package struct DurationHistogram: Sendable, Equatable {
  /// The upper bounds of the buckets, in nanoseconds; above the last there is one more bucket.
  package static let bounds: [UInt64] = [
    100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000,
    100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000,
    10_000_000_000, 30_000_000_000, 60_000_000_000,
  ]

  /// How many fell into each bucket, those of the buckets below it not included.
  package private(set) var counts = [UInt64](repeating: 0, count: bounds.count + 1)
  /// Nanoseconds of all of them together.
  package private(set) var sum: UInt64 = 0

  package init() {}

  /// How many there were.
  package var count: UInt64 { counts.reduce(0, +) }

  /// Takes one in, of so many nanoseconds.
  package mutating func observe(_ nanoseconds: UInt64) {
    var bucket = 0
    while bucket < Self.bounds.count, nanoseconds > Self.bounds[bucket] { bucket += 1 }
    counts[bucket] += 1
    sum &+= nanoseconds
  }

  /// Takes one in.
  package mutating func observe(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    guard seconds >= 0, attoseconds >= 0 else { return observe(0) }
    observe(UInt64(seconds) &* 1_000_000_000 &+ UInt64(attoseconds / 1_000_000_000))
  }

  /// Takes in all of another.
  package mutating func add(_ other: DurationHistogram) {
    for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    sum &+= other.sum
  }
}
