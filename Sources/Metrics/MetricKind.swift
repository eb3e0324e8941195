/// What the numbers of a family are.
package enum MetricKind: String, Sendable {
  /// It only grows, and begins at nothing with the process.
  case counter
  /// It goes up and down.
  case gauge
  /// How many observations were not above each of some bounds, and their sum.
  case histogram
}
