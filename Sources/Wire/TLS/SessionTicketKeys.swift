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
    forget(at: now)
    if let newest = keys.first, now - newest.born < Self.period { return newest }
    let key = Key(
      name: random(16), encryption: random(32), authentication: random(32), born: now)
    keys.insert(key, at: 0)
    return key
  }

  /// The key that a ticket names, and whether a newer one should seal its session again.
  mutating func opening(_ name: [UInt8], at now: UInt64) -> (key: Key, isOld: Bool)? {
    forget(at: now)
    guard let index = keys.firstIndex(where: { $0.name == name }) else { return nil }
    return (keys[index], index > 0 || now - keys[index].born >= Self.period)
  }

  private mutating func forget(at now: UInt64) {
    let life = Self.period + UInt64(Self.sessionSeconds) * 1_000_000_000
    keys.removeAll { now >= $0.born + life }
  }
}
