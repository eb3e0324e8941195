package import Kubernetes
package import Logging
internal import Synchronization
package import Wire

/// The keys of the tokens of lists that come in pages.
///
/// They are shared by the replicas through a Secret, so that any of them opens what another sealed.
/// Until the Secret was read, and where it cannot be, a key of this process is used: then a token is
/// good on this replica only, and elsewhere the client is told to begin its list again.
package final class PageKeys: Sendable {
  private struct State {
    var ring: PageKeyRing?
    /// What was last said in the log; empty when the Secret is in order.
    var complaint = ""
  }

  private static let interval = Duration.seconds(300)
  private static let retryInterval = Duration.seconds(60)

  private let own: PageKey
  private let store: PageKeyStore?
  private let now: @Sendable () -> Int64
  private let patience: Duration
  private let logger: Logger
  private let state = Mutex(State())
  private let flight = SingleFlight<Int, Bool>(capacity: 1, maximumInFlight: 1)

  /// Creates the keys, which can be used at once.
  ///
  /// - Parameters:
  ///   - store: where they are shared; nil keeps to the key of this process.
  ///   - now: Unix seconds.
  ///   - patience: how long after a look at the Secret a token with an unknown key leads to no other.
  /// - Throws: when the TLS library refuses to make a key.
  package init(
    store: PageKeyStore?, logger: Logger,
    now: @escaping @Sendable () -> Int64 = { SystemClock.unixSeconds },
    patience: Duration = .seconds(3)
  ) throws(TLSError) {
    guard let own = PageKey.random() else { throw TLSError("Cannot make a key for page tokens.") }
    self.own = own
    self.store = store
    self.now = now
    self.patience = patience
    self.logger = logger
  }

  /// Keeps the keys in step with the Secret until the task is cancelled.
  package func run(pace: Pace) async {
    while !Task.isCancelled {
      let isInOrder = await look()
      do throws(CancellationError) {
        try await pace.sleep(isInOrder ? Self.interval : Self.retryInterval)
      } catch { return }
    }
  }

  /// Whether the Secret is in order, so that replicas open each other's tokens.
  package var isShared: Bool { state.withLock { $0.ring != nil && $0.complaint.isEmpty } }

  /// The key that seals.
  var current: PageKey { state.withLock { $0.ring?.current ?? own } }

  /// The key of this name; the Secret is looked at when none of the known ones has it.
  func key(named id: [UInt8]) async -> PageKey? {
    if let key = known(id) { return key }
    _ = await look()
    return known(id)
  }

  private func known(_ id: [UInt8]) -> PageKey? {
    state.withLock { state in
      [state.ring?.current, state.ring?.previous, own].lazy.compactMap(\.self)
        .first { $0.id == id }
    }
  }

  /// Looks at the Secret, at most once in a while and once for all who want to; answers whether it
  /// is in order.
  private func look() async -> Bool {
    await flight.answer(0, lifetime: { _ in patience }) { await self.settle() } ?? false
  }

  /// Reads the Secret, creates it where there is none, and makes another key where one is due.
  private func settle() async -> Bool {
    guard let store else { return false }
    do throws(APIError) {
      // Twice: whoever was slower than another replica reads what that one wrote.
      for _ in 0..<2 {
        switch try await store.read() {
        case .another:
          complain("the Secret \(PageKeyRing.name) holds no keys of this program")
          return false
        case .ring(let ring):
          take(ring)
          guard ring.isDue(at: now()) else { return isInOrder() }
          if let turned = try await turn(ring, in: store) {
            take(turned)
            return isInOrder()
          }
        case .nothing:
          let first = PageKeyRing(current: own, previous: nil, made: now())
          if let written = try await store.write(first) {
            take(written)
            return isInOrder()
          }
        }
      }
      return false
    } catch {
      complain(error.description)
      return false
    }
  }

  private func turn(
    _ ring: PageKeyRing, in store: PageKeyStore
  ) async throws(APIError) -> PageKeyRing? {
    guard let key = PageKey.random() else { return ring }
    return try await store.write(ring.turned(to: key, at: now()))
  }

  private func take(_ ring: PageKeyRing) {
    let isNew = state.withLock { state in
      defer { state.ring = ring }
      return state.ring?.current != ring.current
    }
    if isNew { logger.info("page tokens are sealed with a key of the Secret \(PageKeyRing.name)") }
  }

  /// True, and the next complaint is news again.
  private func isInOrder() -> Bool {
    state.withLock { $0.complaint = "" }
    return true
  }

  private func complain(_ reason: String) {
    let isNews = state.withLock { state in
      defer { state.complaint = reason }
      return state.complaint != reason
    }
    guard isNews else { return }
    logger.notice(
      "the keys of page tokens are not kept in step with other replicas",
      metadata: ["reason": "\(reason)"])
  }
}
