import Synchronization

/// Why the serving task gave up; read after it ended.
final class Failure: Sendable {
  private let text = Mutex<String?>(nil)

  var reason: String? {
    get { text.withLock { $0 } }
    set { text.withLock { $0 = newValue } }
  }
}
