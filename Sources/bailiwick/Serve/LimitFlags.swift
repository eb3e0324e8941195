import ArgumentParser
import Proxy

/// How much may be under way at once.
struct LimitFlags: ParsableArguments {
  private static let standard = RequestLimits()

  @Option(
    help: ArgumentHelp(
      "Requests under way at once, watches, logs and tunnels apart: more get 503.",
      valueName: "count"))
  var maxRequests = standard.requests

  @Option(
    help: ArgumentHelp("Requests of one user under way at once: more get 429.", valueName: "count"))
  var maxRequestsPerUser = standard.requestsPerUser

  @Option(
    help: ArgumentHelp(
      "Watches, logs and tunnels open at once: more get 503.", valueName: "count"))
  var maxStreams = standard.streams

  @Option(
    help: ArgumentHelp(
      "Watches, logs and tunnels of one user open at once: more get 429.", valueName: "count"))
  var maxStreamsPerUser = standard.streamsPerUser

  @Option(
    help: ArgumentHelp(
      "Bytes that all requests together may hold in memory, for lists in protobuf, bodies that are "
        + "judged, and what watches remember: what needs more gets 503.", valueName: "bytes"))
  var maxBufferedBytes = standard.bufferedBytes

  /// What the flags say.
  var limits: RequestLimits {
    var limits = RequestLimits()
    limits.requests = maxRequests
    limits.requestsPerUser = maxRequestsPerUser
    limits.streams = maxStreams
    limits.streamsPerUser = maxStreamsPerUser
    limits.bufferedBytes = maxBufferedBytes
    return limits
  }

  func validate() throws {
    let counts = [
      ("--max-requests", maxRequests), ("--max-requests-per-user", maxRequestsPerUser),
      ("--max-streams", maxStreams), ("--max-streams-per-user", maxStreamsPerUser),
    ]
    for (flag, count) in counts where count < 1 {
      throw ValidationError("\(flag) \(count): nobody could be served; give 1 or more.")
    }
    guard maxBufferedBytes >= 16 << 20 else {
      throw ValidationError(
        "--max-buffered-bytes \(maxBufferedBytes): one answer can take 8 MiB; give \(16 << 20) or "
          + "more.")
    }
  }
}
