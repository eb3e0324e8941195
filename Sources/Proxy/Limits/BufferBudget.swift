internal import Synchronization

/// The bytes that all requests together may hold in memory: kept items of lists in protobuf, answers
/// that are judged before they are shown, bodies that are read here, what watches remember of objects.
///
/// What streams through is not counted: its memory is a few buffers of 64 KiB for each connection, and
/// at most one item. An array grows by doubling, so that what is counted may take twice as much.
final class BufferBudget: Sendable {
  private let shares: Mutex<FairShares>

  init(limit: Int) { shares = Mutex(FairShares(limit: limit)) }

  /// Bytes that are taken at the moment.
  var used: Int { shares.withLock(\.used) }

  func set(limit: Int) { shares.withLock { $0.limit = limit } }

  fileprivate func take(_ bytes: Int, by user: String) -> Bool {
    shares.withLock { $0.take(bytes, by: user) == nil }
  }

  fileprivate func give(_ bytes: Int, by user: String) {
    shares.withLock { $0.give(bytes, by: user) }
  }
}

/// What one request after the other of a connection holds of the budget.
///
/// Belongs to the task that serves the connection.
final class BufferLease {
  private let budget: BufferBudget
  /// Whose request it is; told before the first byte is held.
  var user = ""
  /// Bytes that are held.
  private(set) var held = 0
  /// Bytes that were taken for them.
  private var taken = 0

  /// Bytes that are taken at once.
  private static let step = 64 * 1024

  init(of budget: BufferBudget) { self.budget = budget }

  deinit { release() }

  /// Holds so many bytes more; false when there are none to be had.
  func hold(_ bytes: Int) -> Bool {
    guard held + bytes > taken else {
      held += bytes
      return true
    }
    let steps = (held + bytes - taken + Self.step - 1) / Self.step
    guard budget.take(steps * Self.step, by: user) else { return false }
    taken += steps * Self.step
    held += bytes
    return true
  }

  /// Holds so many bytes less; they stay with the request.
  func drop(_ bytes: Int) { held -= bytes }

  /// Gives everything back: the request has been answered.
  func release() {
    held = 0
    guard taken > 0 else { return }
    budget.give(taken, by: user)
    taken = 0
  }
}
