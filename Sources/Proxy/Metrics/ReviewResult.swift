internal import Metrics

/// What the API server said to a review.
enum ReviewResult: String, MetricLabel {
  case yes
  case no
  case failed
}
