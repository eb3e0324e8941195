/// What the two directions of a tunnel know of each other.
final class TunnelPace {
  private var moved = Deadline.now
  /// How long nothing may move, in either direction.
  private(set) var limit: Interval
  /// Whether one direction came to its end.
  private(set) var hasEnded = false
  /// Whether one direction broke off: the other has no more to do.
  var isOver = false

  init(limit: Interval) { self.limit = limit }

  /// When the tunnel has been idle for too long.
  var deadline: Deadline { moved + limit }

  /// Says that bytes moved.
  func move() { moved = .now }

  /// Says that one direction came to its end; the other may be silent for `limit` at most.
  func end(limit: Interval) {
    hasEnded = true
    self.limit = min(self.limit, limit)
    move()
  }
}
