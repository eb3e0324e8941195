internal import Metrics

/// Who or what ended a stream.
package enum StreamEnding: String, MetricLabel {
  /// It came to its own end.
  case complete
  /// A connection broke, or the client went away.
  case broken
  /// What the caller owns changed: the watch ended with 410.
  case ownership
  /// The caller may not do it any more.
  case access
  /// The token is good no more, or proves somebody else.
  case token
  /// Nobody vouches for the certificate any more.
  case certificate
  /// The caller's proof has expired.
  case expired
  /// It could not be asked about for too long.
  case unanswered
  /// The program stops.
  case leaving
}

extension StreamQuestion {
  /// What ends a stream when the answer to this is no.
  var metric: StreamEnding {
    switch self {
    case .access: .access
    case .token: .token
    case .certificate, .frontProxy: .certificate
    }
  }
}
