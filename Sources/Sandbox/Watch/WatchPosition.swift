/// How far a watch has come.
struct WatchPosition: Sendable, Hashable {
  /// Everything up to this revision was looked at.
  var revision: UInt64
  /// Whether an event was sent: the first carries the columns of a Table.
  var hasSentEvent = false
}
