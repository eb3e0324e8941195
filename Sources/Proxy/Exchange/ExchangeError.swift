internal import KubernetesAPI
internal import Wire

/// Why an exchange ended without the upstream's answer.
enum ExchangeError: Error {
  /// The client went away, or its connection cannot be used any longer: nothing more is said.
  case client(WireError)
  /// The upstream did not answer usably, and nothing was said to the client yet.
  case upstream(WireError)
  /// The upstream broke off within an answer whose beginning the client has.
  case cut(WireError)
  /// The answer must not be shown: it could not be filtered.
  case unfilterable(String)
  /// It can be filtered, and is more than is held for it.
  case tooLarge(String)
  /// All requests together hold as much in memory as they may, or the caller's do.
  case crowded
  /// What the client wants cannot be given: nothing was asked for, and this is the answer.
  case refused(Status)
  /// The upstream asks to come again later, in words that are not passed on.
  case busy(code: Int, retryAfterSeconds: Int)

  /// The upstream refused the program's own credential or rights, in words that are not passed on.
  case alarm(String)

  /// What to answer, when something still can be answered.
  var status: Status? {
    switch self {
    case .client, .cut: return nil
    case .refused(let status): return status
    case .tooLarge:
      return .serviceUnavailable(
        "the list is too large to be filtered in this encoding: ask for it in JSON or in pages")
    case .crowded:
      return .serviceUnavailable(
        "the proxy holds too much for requests at the moment, please try again later",
        retryAfterSeconds: 1)
    case .unfilterable:
      return Status(
        code: 502, reason: "InternalError",
        message: "the API server's answer could not be filtered and is not shown")
    case .alarm:
      return .serviceUnavailable(
        "the proxy's own access to the API server is not set up: see its log",
        retryAfterSeconds: 5)
    case .busy(429, let seconds):
      return .tooManyRequests(
        "the API server has too many requests, please try again later",
        retryAfterSeconds: seconds)
    case .busy(_, let seconds):
      return .serviceUnavailable(
        "the API server is unavailable, please try again later", retryAfterSeconds: seconds)
    case .upstream(let error):
      switch error.kind {
      case .timedOut:
        return .timeout("the API server did not answer in time", retryAfterSeconds: 1)
      case .http:
        return Status(
          code: 502, reason: "InternalError",
          message: "the API server's answer could not be understood")
      default:
        return .serviceUnavailable(
          "the API server cannot be reached at the moment", retryAfterSeconds: 1)
      }
    }
  }

  /// One clause for the log.
  var reason: String {
    switch self {
    case .client(let error): "client: \(error.reason)"
    case .upstream(let error): "upstream: \(error.reason)"
    case .cut(let error): "upstream broke off: \(error.reason)"
    case .busy(let code, _): "the upstream answered \(code)"
    case .alarm(let message):
      "the API server refuses the program's own credential or rights: \(message)"
    case .unfilterable(let reason), .tooLarge(let reason): "not filterable: \(reason)"
    case .crowded: "no memory left for what requests hold"
    case .refused(let status): "refused: \(status.message)"
    }
  }

  /// Why a filter gave up.
  init(_ error: FilterError) {
    self =
      if error.isCrowded { .crowded } else if error.isTooLarge {
        .tooLarge(error.description)
      } else { .unfilterable(error.description) }
  }
}
