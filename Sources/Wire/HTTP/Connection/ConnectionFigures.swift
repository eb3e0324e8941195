/// What became of a server's connections since it began.
package struct ConnectionFigures: Sendable, Equatable {
  /// Connections that were served.
  package internal(set) var accepted: UInt64 = 0
  /// Connections that were told that there are too many.
  package internal(set) var turnedAway: [Crowd: UInt64] = [:]
  /// Connections that were closed unheard, because too many were being told so.
  package internal(set) var closed: UInt64 = 0
}
