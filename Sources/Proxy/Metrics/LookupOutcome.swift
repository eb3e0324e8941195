internal import Metrics

/// How the answer of a question to the API server was known.
package enum LookupOutcome: String, MetricLabel {
  /// It was kept from before.
  case kept
  /// It was asked for.
  case asked
  /// Somebody else had asked already.
  case awaited
  /// Too many questions were under way.
  case refused
}
