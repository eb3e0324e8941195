/// How long the program takes to end, from the first signal on.
struct StopTimes: Sendable {
  /// How long new connections are still served: whoever sends them hears meanwhile that the program is
  /// not ready.
  var delay = Duration.zero
  /// How long requests under way may then go on.
  var grace: Duration
}
