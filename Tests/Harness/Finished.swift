/// What a program said and how it ended.
package struct Finished: Sendable, Equatable {
  package let exitCode: Int32
  package let output: String
  package let errors: String

  package init(exitCode: Int32, output: String, errors: String) {
    self.exitCode = exitCode
    self.output = output
    self.errors = errors
  }

  /// The lines of its standard output.
  package var lines: [String] { output.split(separator: "\n").map(String.init) }
}
