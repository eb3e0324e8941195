internal import Synchronization

/// How the connections of one pool fare: counted on its loop, read from anywhere.
package final class PoolFigures: Sendable {
  private let openCount = Atomic<Int>(0)
  private let idleCount = Atomic<Int>(0)
  private let pendingCount = Atomic<Int>(0)
  private let createdCount = Atomic<UInt64>(0)
  private let reusedCount = Atomic<UInt64>(0)
  private let failedCount = Atomic<UInt64>(0)

  /// Connections that are there, be they idle or not.
  package var open: Int { openCount.load(ordering: .relaxed) }
  /// Those that wait for a request.
  package var idle: Int { idleCount.load(ordering: .relaxed) }
  /// Those that are being made.
  package var pending: Int { pendingCount.load(ordering: .relaxed) }
  /// Those that were made.
  package var created: UInt64 { createdCount.load(ordering: .relaxed) }
  /// Requests that went over a connection that was there.
  package var reused: UInt64 { reusedCount.load(ordering: .relaxed) }
  /// Connections that could not be made.
  package var failed: UInt64 { failedCount.load(ordering: .relaxed) }

  // One loop writes each, so that a load and a store are enough.

  func setIdle(_ count: Int) { idleCount.store(count, ordering: .relaxed) }

  func reuse() { reusedCount.store(reused &+ 1, ordering: .relaxed) }

  func begin() { pendingCount.store(pending + 1, ordering: .relaxed) }

  /// A connection was made, or could not be.
  func end(isMade: Bool) {
    pendingCount.store(pending - 1, ordering: .relaxed)
    guard isMade else { return failedCount.store(failed &+ 1, ordering: .relaxed) }
    createdCount.store(created &+ 1, ordering: .relaxed)
    openCount.wrappingAdd(1, ordering: .relaxed)
  }

  /// A connection is gone; from whatever thread let go of it last.
  func forget() { openCount.wrappingSubtract(1, ordering: .relaxed) }
}
