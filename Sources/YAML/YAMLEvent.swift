/// One step of a YAML text as the parser meets it, detached from the parser's memory.
struct YAMLEvent {
  /// What was met.
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(YAMLScalar, anchor: String?)
    case sequenceStart(tag: String?, anchor: String?)
    case mappingStart(tag: String?, anchor: String?)
    case sequenceEnd, mappingEnd
  }

  /// What was met.
  var kind: Kind

  /// The line where it starts, the first being 1.
  var line: Int

  /// The column where it starts, the first being 1.
  var column: Int

  /// An error at this place.
  func error(_ reason: String) -> YAMLError {
    YAMLError(line: line, column: column, reason: reason)
  }
}
