/// The keys that seal session tickets, replaced every hour.
///
/// A ticket of TLS 1.2 protects its session no better than the key that sealed it, so no key lives
/// longer than the sessions it sealed (RFC 5077 §5.5). A pure value over an injected clock and an
/// injected source of keys.
struct SessionTicketKeys: Sendable {
  struct Key: Equatable, Sendable {
    /// 16 bytes at the front of a ticket.
    let name: [UInt8]
    /// AES-256.
    let encryption: [UInt8]
    /// HMAC-SHA-256.
    let authentication: [UInt8]
    /// Monotonic nanoseconds.
    let born: UInt64
  }

  /// Seconds in which a session can be resumed.
  static let sessionSeconds = 7_200
  static let period: UInt64 = 3_600_000_000_000

  /// The newest first.
  private var keys: [Key] = []

  /// The key to seal with, made new when the newest one is older than its period.
  mutating func sealing(at now: UInt64, random: (Int) -> [UInt8]) -> Key {
    if let newest = keys.first, !Self.isOld(newest, at: now) { return newest }
    keys.removeAll { Self.isForgotten($0, at: now) }
    let key = Key(
      name: random(16), encryption: random(32), authentication: random(32), born: now)
    keys.insert(key, at: 0)
    return key
  }

  /// The key that a ticket names, and whether a newer one should seal its session again.
  func opening(_ name: [UInt8], at now: UInt64) -> (key: Key, isOld: Bool)? {
    guard
      let key = keys.first(where: { $0.name == name }), !Self.isForgotten(key, at: now)
    else { return nil }
    return (key, Self.isOld(key, at: now))
  }

  // Compared without subtracting: `now` was read before another thread made the key.
  private static func isOld(_ key: Key, at now: UInt64) -> Bool { now >= key.born + period }

  private static func isForgotten(_ key: Key, at now: UInt64) -> Bool {
    now >= key.born + period + UInt64(sessionSeconds) * 1_000_000_000
  }
}
