import Logging
import Synchronization

/// The least level that is logged, which may change while the program runs.
final class LogThreshold: Sendable {
  private let current: Mutex<Logger.Level>

  init(_ level: Logger.Level) { current = Mutex(level) }

  var level: Logger.Level {
    get { current.withLock(\.self) }
    set { current.withLock { $0 = newValue } }
  }
}
