import Logging
import Wire

extension Runtime {
  /// What the administrator's address holds at once: a few probes and somebody who looks, and nobody
  /// all of it.
  static let adminConnections = ConnectionLimits(total: 128, perAddress: 16, turnedAway: 0)

  /// Descriptors for everything that is no caller's: files, listeners, the program's own requests,
  /// probes, and callers that are turned away.
  private static let reserve = 512

  /// Limits that the open files of the process suffice for: each caller's connection may need one to
  /// the API server too.
  ///
  /// So no caller can use up the descriptors that probes need.
  func fitting(_ limits: ConnectionLimits) -> ConnectionLimits {
    let files = Int(clamping: ResourceUsage.current.openFileLimit)
    let room = max(16, (files - Self.reserve) / 2)
    guard limits.total > room else { return limits }
    logger.warning(
      """
      --max-connections \(limits.total) is more than the limit of open files allows: using \(room); \
      raise the limit (ulimit -n) to twice the connections and \(Self.reserve) more
      """, metadata: ["openFiles": "\(files)"])
    var fitting = limits
    fitting.total = room
    return fitting
  }
}
