/// Makes of what is what is wanted, for one key at a time.
///
/// It is told the key and never what changed, so it does the same after a restart, a missed event or
/// a failure; where everything is in order it writes nothing.
package protocol Reconciler: Sendable {
  /// What is reconciled as a whole.
  associatedtype Key: Hashable & Sendable

  /// The name in the log.
  var name: String { get }

  /// Brings everything of a key in order.
  ///
  /// An error is told in the log, and the key is tried again later.
  func reconcile(_ key: Key) async throws(APIError) -> Outcome
}
