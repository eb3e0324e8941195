/// A field of an object that is not of the type it has in the API.
package struct FieldError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where the field is, such as `metadata.labels`.
  package let path: String
  /// What should be there, such as "a string".
  package let expected: String

  /// Creates an error.
  package init(path: String, expected: String) {
    self.path = path
    self.expected = expected
  }

  /// One clause for a log, without the value.
  package var description: String { "\(path) is not \(expected)" }
}
