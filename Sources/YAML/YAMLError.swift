/// Why a YAML text is refused, and where.
///
/// The reason is a fixed phrase, never bytes of the text.
package struct YAMLError: Error, CustomStringConvertible {
  /// The line, the first being 1.
  package var line: Int

  /// The column in characters, the first being 1.
  package var column: Int

  /// What is wrong, in a few words.
  package var reason: String

  /// The line that Go's port of libyaml would tell, which is often another; 0 when it tells none.
  var goLine = 0

  /// An error at a line and a column.
  package init(line: Int, column: Int, reason: String) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  package var description: String { "YAML, line \(line), column \(column): \(reason)" }

  /// The error in the words of Go (`goyaml.v2/decode.go`, `fail`).
  package var goText: String {
    goLine == 0 ? "yaml: \(reason)" : "yaml: line \(goLine): \(reason)"
  }
}

extension YAMLError: Equatable {
  package static func == (one: Self, other: Self) -> Bool {
    one.line == other.line && one.column == other.column && one.reason == other.reason
  }
}
