/// Why a YAML text is refused, and where.
///
/// The reason is a fixed phrase, never bytes of the text.
package struct YAMLError: Error, Equatable, CustomStringConvertible {
  /// The line, the first being 1.
  package var line: Int

  /// The column in characters, the first being 1.
  package var column: Int

  /// What is wrong, in a few words.
  package var reason: String

  /// An error at a line and a column.
  package init(line: Int, column: Int, reason: String) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  package var description: String { "YAML, line \(line), column \(column): \(reason)" }
}
