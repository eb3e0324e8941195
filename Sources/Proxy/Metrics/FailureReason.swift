internal import Metrics
internal import Wire

/// What was wrong with a request that got no proper answer of the API server.
enum FailureReason: String, MetricLabel {
  /// The client went away.
  case client
  /// The API server cannot be reached.
  case unreachable
  /// It did not answer in time.
  case timeout
  /// Its answer cannot be understood.
  case malformed
  /// It broke off within its answer.
  case cut
  /// Its answer cannot be filtered.
  case unfilterable
  /// Its answer is more than is held for one.
  case tooLarge = "too_large"
  /// Requests hold as much as they may.
  case crowded
  /// It asks to come again later.
  case busy
  /// It refuses the program's own credential or rights.
  case alarm
  /// The client wants what cannot be given.
  case refused
}

extension ExchangeError {
  /// What it counts as.
  var metric: FailureReason {
    switch self {
    case .client: .client
    case .cut: .cut
    case .unfilterable: .unfilterable
    case .tooLarge: .tooLarge
    case .crowded: .crowded
    case .busy: .busy
    case .alarm: .alarm
    case .refused: .refused
    case .upstream(let error):
      switch error.kind {
      case .timedOut: .timeout
      case .http: .malformed
      default: .unreachable
      }
    }
  }
}
