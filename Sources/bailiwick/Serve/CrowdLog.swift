import Logging
import Synchronization
import Wire

/// Tells of connections that are turned away, at most once a minute.
final class CrowdLog: Sendable {
  private static let pause: UInt64 = 60_000_000_000

  private let next = Mutex<UInt64>(0)
  private let logger: Logger

  init(logger: Logger) { self.logger = logger }

  func tell(_ crowd: Crowd, _ peer: SocketAddress) {
    let now = SystemClock.monotonicNanoseconds
    let isDue = next.withLock { next in
      guard now >= next else { return false }
      next = now + Self.pause
      return true
    }
    guard isDue else { return }
    switch crowd {
    case .everybody:
      logger.warning(
        "connections are turned away: there are as many as --max-connections allows",
        metadata: ["client": "\(peer)"])
    case .oneAddress:
      logger.warning(
        "connections are turned away: an address has as many as --max-connections-per-address allows",
        metadata: ["client": "\(peer)"])
    }
  }
}
