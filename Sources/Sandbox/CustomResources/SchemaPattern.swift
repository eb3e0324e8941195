import _StringProcessing

/// A regular expression of a schema.
///
/// The API server has RE2; the standard library's expressions know what schemas use of it.
struct SchemaPattern {
  private let expression: Regex<AnyRegexOutput>

  /// Reads an expression; nil when it is none.
  init?(_ pattern: String) {
    guard let expression = try? Regex(pattern) else { return nil }
    self.expression = expression.matchingSemantics(.unicodeScalar)
      .anchorsMatchLineEndings(false).asciiOnlyCharacterClasses()
  }

  /// What Go says of a text that is no expression, of the most common mistakes (`regexp/syntax`).
  static func complaint(_ pattern: String) -> String {
    let opening = pattern.count { $0 == "(" }
    let closing = pattern.count { $0 == ")" }
    let reason: String
    if let bracket = pattern.lastIndex(of: "["), !pattern[bracket...].contains("]") {
      reason = "missing closing ]: `\(pattern[bracket...])`"
    } else if opening > closing {
      reason = "missing closing ): `\(pattern)`"
    } else if closing > opening {
      reason = "unexpected ): `\(pattern)`"
    } else if let first = pattern.first, "*+?".contains(first) {
      reason = "missing argument to repetition operator: `\(first)`"
    } else {
      reason = "invalid or unsupported Perl syntax: `\(pattern)`"
    }
    return "error parsing regexp: \(reason)"
  }

  /// Whether the expression is found somewhere in the text.
  func matches(_ text: String) -> Bool { (try? expression.firstMatch(in: text)) ?? nil != nil }
}
