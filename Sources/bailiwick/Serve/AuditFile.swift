import Logging
import Proxy
import Wire

/// The audit log as the program keeps it, from the start to the end.
struct AuditFile: Sendable {
  /// Nil when nobody is told.
  let writer: LineWriter?
  let logger: Logger

  /// How long the last lines may take to be written at the end.
  private static let grace = Duration.seconds(2)

  /// What the proxy tells its requests.
  var log: AuditLog { writer.map { AuditLog($0) } ?? AuditLog() }

  /// Opens the file anew, as rotation wants it.
  func reopen() { writer?.reopen() }

  /// Waits until the last lines are written.
  func close() {
    guard let writer, !writer.flush(within: Self.grace) else { return }
    logger.warning("the last lines of the audit log were not written in time")
  }

  /// Tells what happens to the lines.
  static func tell(_ report: LineWriter.Report, to logger: Logger) {
    switch report {
    case .full:
      logger.error("the audit log is written too slowly: lines are lost until it catches up")
    case .failed(let error):
      logger.error(
        "the audit log cannot be written: lines are lost until it can be",
        metadata: ["reason": "\(error)"])
    case .resumed(let lost):
      logger.warning("the audit log is written again", metadata: ["lost": "\(lost)"])
    case .reopened: logger.notice("the audit log was opened anew")
    case .notReopened(let error):
      logger.error(
        "the audit log could not be opened anew, and the old file is written to",
        metadata: ["reason": "\(error)"])
    }
  }
}
