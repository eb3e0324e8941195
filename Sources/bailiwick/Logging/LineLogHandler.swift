import JSON
import Logging
import Wire

/// Writes each log record as one line on standard error, for people or for machines.
struct LineLogHandler: LogHandler {
  let format: LogFormat
  /// What all loggers of the program go by that were told nothing of their own.
  let threshold: LogThreshold
  private var own: Logger.Level?
  var metadata: Logger.Metadata = [:]

  init(format: LogFormat, threshold: LogThreshold) {
    self.format = format
    self.threshold = threshold
  }

  var logLevel: Logger.Level {
    get { own ?? threshold.level }
    set { own = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let values = metadata.merging(event.metadata ?? [:]) { $1 }
    let time = SystemClock.now.rfc3339(.microseconds)
    let message = "\(event.message)"
    StandardStream.error.write(
      format == .json
        ? Self.json(time, event.level, message, values)
        : Self.text(time, event.level, message, values))
  }

  private static func text(
    _ time: String, _ level: Logger.Level, _ message: String, _ values: Logger.Metadata
  ) -> String {
    let pairs = values.sorted { $0.key < $1.key }.map { key, value in
      let text = "\(value)"
      // A value is somebody else's text: quoted, it cannot look like another line or field.
      let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x22 && $0 < 0x7F && $0 != 0x3D }
      return " \(key)=" + (isPlain ? text : quoted(text))
    }
    return "\(time) \(level) \(message)" + pairs.joined()
  }

  private static func json(
    _ time: String, _ level: Logger.Level, _ message: String, _ values: Logger.Metadata
  ) -> String {
    var object: JSONValue = [
      "time": .string(time), "level": .string("\(level)"), "message": .string(message),
    ]
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      object[key] = .string("\(value)")
    }
    return String(decoding: object.encoded(), as: UTF8.self)
  }

  private static func quoted(_ text: String) -> String {
    String(decoding: JSONValue.string(text).encoded(), as: UTF8.self)
  }
}
