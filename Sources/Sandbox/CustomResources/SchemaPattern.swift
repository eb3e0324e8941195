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

  /// Whether the expression is found somewhere in the text.
  func matches(_ text: String) -> Bool { (try? expression.firstMatch(in: text)) ?? nil != nil }
}
