import ArgumentParser
import Logging

/// The flags of the log, which every command has that serves.
struct LogFlags: ParsableArguments, Sendable {
  @Option(
    name: .customLong("log-format"),
    help: ArgumentHelp("How log lines are written: text or json.", valueName: "format"))
  var format = LogFormat.text

  @Option(
    name: .customLong("log-level"),
    help: ArgumentHelp(
      "The least level that is logged: trace, debug, info, notice, warning or error.",
      valueName: "level"))
  var level = LogLevel.info

  /// A log that is written as the flags say.
  var logger: Logger { Self.logger(format, LogThreshold(level.level)) }

  /// A log that is written so.
  static func logger(_ format: LogFormat, _ threshold: LogThreshold) -> Logger {
    Logger(label: "bailiwick") { _ in LineLogHandler(format: format, threshold: threshold) }
  }
}
